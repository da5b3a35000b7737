package dev.galley.feed.websub;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the site's own hub allows.
 *
 * @param lease how long a subscription lasts that asks for nothing else
 * @param shortestLease what less is raised to
 * @param longestLease what more is cut to
 * @param max how many subscriptions there may be
 * @param maxPerHost how many of them with callbacks at one host
 * @param perClient how many requests one client may send in an hour
 * @param perHost how often callbacks at one host may be asked for in an hour
 * @param perHour how often all together may, in each instance
 */
@Validated
@ConfigurationProperties("galley.websub")
record WebSubProperties(
    @DefaultValue("10d") Duration lease,
    @DefaultValue("5m") Duration shortestLease,
    @DefaultValue("30d") Duration longestLease,
    @DefaultValue("10000") @Min(1) @Max(100_000) int max,
    @DefaultValue("1000") @Min(1) @Max(100_000) int maxPerHost,
    @DefaultValue("100") @Min(1) @Max(10_000) int perClient,
    @DefaultValue("100") @Min(1) @Max(10_000) int perHost,
    @DefaultValue("1000") @Min(1) @Max(1_000_000) int perHour) {

  /**
   * How long a subscription lasts.
   *
   * @param asked in seconds; null for nothing
   */
  long leaseSeconds(@Nullable Long asked) {
    return asked == null
        ? lease.toSeconds()
        : Math.max(shortestLease.toSeconds(), Math.min(asked, longestLease.toSeconds()));
  }
}
