package dev.galley.feed.announcement;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How announcements are kept.
 *
 * @param keepContents how long it is kept what was told, to be shown and to be sent again
 * @param keepDeliveries how long it is kept whom it was told; after that, how many
 * @param restoredAt when the store was restored from a backup: whatever was accepted before that
 *     and seems to wait may have been told since the backup was made, by whoever went on; absent
 *     when it never was
 */
@ConfigurationProperties("galley.announcements")
record AnnouncementProperties(
    @DefaultValue("30d") Duration keepContents,
    @DefaultValue("90d") Duration keepDeliveries,
    @Nullable Instant restoredAt) {}
