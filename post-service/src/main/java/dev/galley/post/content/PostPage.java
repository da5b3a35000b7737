package dev.galley.post.content;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of posts.
 *
 * @param posts the last changed first; with a schedule, the soonest first
 * @param next where the next page begins; absent on the last one
 */
public record PostPage(List<PostSummary> posts, @Nullable Cursor next) {

  public PostPage {
    posts = List.copyOf(posts);
  }

  /** A page out of at most one post more than fits, which tells whether there is a next page. */
  public static PostPage of(List<PostSummary> found, int limit) {
    return of(found, limit, post -> new Cursor(post.updatedAt(), post.id()));
  }

  /** The same of posts with a schedule, the soonest first. */
  public static PostPage ofScheduled(List<PostSummary> found, int limit) {
    return of(
        found, limit, post -> new Cursor(Objects.requireNonNull(post.schedule()).at(), post.id()));
  }

  private static PostPage of(
      List<PostSummary> found, int limit, Function<PostSummary, Cursor> cursor) {
    return found.size() <= limit
        ? new PostPage(found, null)
        : new PostPage(found.subList(0, limit), cursor.apply(found.get(limit - 1)));
  }
}
