package dev.galley.render.image;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How pictures are served.
 *
 * @param cacheFolder where copies of objects and smaller sizes of pictures are kept; may be lost
 * @param cacheSize how much of the disk they may take
 * @param maxAge how long a browser keeps a picture without asking, under an address without its
 *     hash
 * @param fetched how many objects are read from the store at a time
 * @param made how many pictures are made smaller at a time
 * @param waiting how many requests wait for the store or for a smaller picture; others are told to
 *     come again
 * @param patience how long a request waits
 */
@Validated
@ConfigurationProperties("galley.images")
record ImageProperties(
    @DefaultValue("data/cache/images") Path cacheFolder,
    @DefaultValue("2GB") DataSize cacheSize,
    @DefaultValue("1h") Duration maxAge,
    @DefaultValue("8") @Min(1) @Max(64) int fetched,
    @DefaultValue("2") @Min(1) @Max(16) int made,
    @DefaultValue("500") @Min(1) @Max(10_000) int waiting,
    @DefaultValue("20s") Duration patience) {}
