package dev.galley.post.publish;

import dev.galley.post.check.Checks;
import dev.galley.post.consent.ReviewProperties;
import dev.galley.post.content.Posts;
import dev.galley.post.draft.Bylines;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Parts of publishing for the tests of others. */
public final class PublishFixtures {

  private PublishFixtures() {}

  public static PublishedPosts publishedPosts(Posts posts, Clock clock) {
    return new PublishedPosts(new Bylines(posts, clock));
  }

  /** Nothing is published by consent. */
  public static PublishingPosts publishing(Posts posts, Clock clock) {
    return publishing(posts, publishedPosts(posts, clock), Set.of(), clock);
  }

  /** Some kinds are published by consent. */
  public static PublishingPosts publishing(
      Posts posts, PublishedPosts published, Set<String> byConsent, Clock clock) {
    return publishing(posts, published, byConsent, new Checks(List.of(), Set.of()), clock);
  }

  static PublishingPosts publishing(
      Posts posts, PublishedPosts published, Set<String> byConsent, Checks checks, Clock clock) {
    return new PublishingPosts(
        posts, published, new ByConsent(properties(byConsent)), checks, clock);
  }

  public static ReviewProperties properties(Set<String> kinds) {
    return new ReviewProperties(kinds, true, Duration.ofDays(7), Duration.ofDays(90), 10);
  }

  public static UnpublishingPosts unpublishing(Posts posts, Clock clock) {
    return new UnpublishingPosts(posts, clock);
  }
}
