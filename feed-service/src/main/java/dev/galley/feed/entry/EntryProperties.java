package dev.galley.feed.entry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How entries are kept.
 *
 * @param database the MongoDB database
 * @param contentCache how much content is held in memory
 * @param keepUnpublished how long it is known of a post that left the site what it was and whom it
 *     was announced to
 */
@ConfigurationProperties("galley.feed.entries")
record EntryProperties(
    @DefaultValue("galley_feeds") String database,
    @DefaultValue("16MB") DataSize contentCache,
    @DefaultValue("90d") Duration keepUnpublished) {}
