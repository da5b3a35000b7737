package dev.galley.post.transfer;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How imports are done where the request says nothing.
 *
 * @param authority whose the feed entries' ids are (RFC 4151): the domain of the old site
 * @param workers how many files are stored at once, since writes that come together share the wait
 *     for the disk
 */
@Validated
@ConfigurationProperties("galley.import")
record ImportProperties(
    @DefaultValue("gofreerange.com") String authority,
    @DefaultValue("8") @Min(1) @Max(64) int workers) {}
