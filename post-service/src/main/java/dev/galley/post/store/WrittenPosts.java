package dev.galley.post.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.web.answer.IfMatch;
import java.util.Optional;

/**
 * The posts that this instance wrote last, as many as fit: who changes a post has mostly just
 * changed it. Another instance may have written since.
 */
final class WrittenPosts {

  private static final long MAX_CHARS = 4L * 1024 * 1024;

  /** What a post takes besides its text and metadata, about. */
  private static final int OTHER_CHARS = 8_000;

  private final Cache<String, Post> posts =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CHARS)
          .weigher((String id, Post post) -> chars(post))
          .executor(Runnable::run)
          .build();

  /** The post, if it was written at the one revision that is expected. */
  Optional<Post> at(String id, IfMatch expected) {
    return Optional.ofNullable(posts.getIfPresent(id))
        .filter(post -> expected.equals(IfMatch.of(post.revision())));
  }

  void put(Post post) {
    posts.put(post.id(), post);
  }

  void forget(String id) {
    posts.invalidate(id);
  }

  /** Text and metadata stand in the working copy and in the event. */
  private static int chars(Post post) {
    Content content = post.working();
    return OTHER_CHARS + 2 * (content.body().length() + content.metadata().toString().length());
  }
}
