package dev.galley.render.page;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where pages are kept.
 *
 * @param database the MongoDB database
 * @param cache how much memory the bytes of pages may take
 * @param refreshDelay how long changes are collected before the pages that include them are
 *     rendered again
 * @param renderedTogether how many bytes of pages are held to be written together, for each
 *     consumer
 * @param goneFor how long an address says that its post left the site
 */
@ConfigurationProperties("galley.pages")
record PageProperties(
    @DefaultValue("galley_site") String database,
    @DefaultValue("64MB") DataSize cache,
    @DefaultValue("250ms") Duration refreshDelay,
    @DefaultValue("4MB") DataSize renderedTogether,
    @DefaultValue("365d") Duration goneFor) {}
