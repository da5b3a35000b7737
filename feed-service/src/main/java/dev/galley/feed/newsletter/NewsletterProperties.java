package dev.galley.feed.newsletter;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is announced by e-mail, and when digests go out.
 *
 * @param zone where it is that hour
 * @param hour of both digests
 * @param weekday of the weekly one
 * @param excludedKinds kinds of posts that no mail tells of
 * @param maxChars longer posts are sent as their beginning: some programs cut off a mail's end, and
 *     with it the link that ends it
 */
@Validated
@ConfigurationProperties("galley.newsletter")
record NewsletterProperties(
    @DefaultValue("UTC") ZoneId zone,
    @DefaultValue("8") @Min(0) @Max(23) int hour,
    @DefaultValue("FRIDAY") DayOfWeek weekday,
    @DefaultValue({"page", "project"}) Set<String> excludedKinds,
    @DefaultValue("80000") @Min(1000) @Max(1_000_000) int maxChars) {

  NewsletterProperties {
    excludedKinds = Set.copyOf(excludedKinds);
  }
}
