package dev.galley.post.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of posts.
 *
 * @param posts the last changed first
 * @param next where the next page begins; absent on the last one
 */
public record PostPage(List<PostSummary> posts, @Nullable Cursor next) {

  public PostPage {
    posts = List.copyOf(posts);
  }

  /** A page out of at most one post more than fits, which tells whether there is a next page. */
  public static PostPage of(List<PostSummary> found, int limit) {
    return found.size() <= limit
        ? new PostPage(found, null)
        : new PostPage(found.subList(0, limit), found.get(limit - 1).cursor());
  }
}
