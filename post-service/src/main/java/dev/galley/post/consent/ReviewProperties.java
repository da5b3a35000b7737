package dev.galley.post.consent;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is decided by consent. By default nothing is, and nothing of it shows.
 *
 * @param kinds the kinds of posts that are published by consent
 * @param proposals whether there are proposals that no post belongs to
 * @param deadline how long a round lasts when nobody says so
 * @param longest how long one may last
 * @param maxProposals how many proposals may be open at once
 */
@Validated
@ConfigurationProperties("galley.review")
public record ReviewProperties(
    @DefaultValue({}) Set<String> kinds,
    @DefaultValue("false") boolean proposals,
    @DefaultValue("7d") Duration deadline,
    @DefaultValue("90d") Duration longest,
    @DefaultValue("1000") @Min(1) @Max(100_000) int maxProposals) {

  /** Copies the set, without what an empty variable leaves in it. */
  public ReviewProperties {
    kinds =
        kinds.stream()
            .map(String::strip)
            .filter(kind -> !kind.isEmpty())
            .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  /** Whether posts of a kind are published by consent. */
  public boolean needed(String kind) {
    return kinds.contains(kind);
  }

  /**
   * Whether a post is published by consent: by its kind, by the kind that readers know, or because
   * others were asked about it before it came to the site, or left it again: another kind does not
   * undo that.
   *
   * @param kind of the text that is or will be public
   * @param live the kind that readers know; null while there is nothing to read
   * @param review what others have said, or owe; null when nobody was asked
   */
  public boolean needed(String kind, @Nullable String live, @Nullable Review review) {
    boolean asked = live == null && review != null;
    return needed(kind) || (live != null && needed(live)) || (asked && !kinds.isEmpty());
  }
}
