package dev.galley.post.publish;

import dev.galley.post.content.Posts;
import java.time.Clock;

/** Parts of publishing for the tests of others. */
public final class PublishFixtures {

  private PublishFixtures() {}

  public static PublishedPosts publishedPosts(Posts posts, Clock clock) {
    return new PublishedPosts(new Bylines(posts, clock));
  }

  public static PublishingPosts publishing(Posts posts, Clock clock) {
    return new PublishingPosts(posts, publishedPosts(posts, clock), clock);
  }

  public static UnpublishingPosts unpublishing(Posts posts, Clock clock) {
    return new UnpublishingPosts(posts, clock);
  }
}
