package dev.galley.post.publish;

import dev.galley.post.draft.Posts;
import java.time.Clock;

/** Parts of publishing for the tests of others. */
public final class PublishFixtures {

  private PublishFixtures() {}

  public static Releases releases(Posts posts, Clock clock) {
    return new Releases(new Bylines(posts, clock));
  }
}
