package dev.galley.feed.subscriber;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the list is kept.
 *
 * @param perClient how often one client may send the form in an hour
 * @param perHour how often all together may, in each instance
 * @param keepPending how long an address waits for its confirmation, and a link for its use
 * @param keepEnded how long it is known of an address that it ended, so that no import brings it
 *     back
 */
@Validated
@ConfigurationProperties("galley.subscribers")
record SubscriberProperties(
    @DefaultValue("20") @Min(1) @Max(10_000) int perClient,
    @DefaultValue("1000") @Min(1) @Max(1_000_000) int perHour,
    @DefaultValue("7d") Duration keepPending,
    @DefaultValue("365d") Duration keepEnded) {}
