package dev.galley.feed.syndication;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the feeds look like.
 *
 * @param size how many entries a feed carries
 * @param excludedKinds kinds of posts that no feed carries
 * @param aliases further paths that lead to the Atom feed for good, such as the address an old feed
 *     had
 * @param id the Atom feed's id, which must never change (RFC 4287, 4.2.6); absent for the feed's
 *     address
 * @param subtitle a line about the site; absent for none
 */
@Validated
@ConfigurationProperties("galley.feed")
record FeedProperties(
    @DefaultValue("10") @Min(1) @Max(1000) int size,
    @DefaultValue({"page", "project"}) Set<String> excludedKinds,
    @DefaultValue List<String> aliases,
    @Nullable String id,
    @Nullable String subtitle) {

  FeedProperties {
    excludedKinds = Set.copyOf(excludedKinds);
    aliases = List.copyOf(aliases);
  }
}
