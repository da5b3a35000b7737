package dev.galley.post.content;

import org.jspecify.annotations.Nullable;

/**
 * Which posts to list; what is absent does not restrict.
 *
 * @param state {@link PostState#SCHEDULED} means whatever has a schedule, also while it is live or
 *     after it failed, and lists the soonest first
 * @param text its words occur in slug, title, summary, authors, tags or body, in either case
 * @param slug any slug that the post holds
 * @param review whom or what its review waits for
 * @param limit at most so many posts
 * @param after where the page before ended
 */
public record PostQuery(
    @Nullable PostState state,
    @Nullable String author,
    @Nullable String tag,
    @Nullable String kind,
    @Nullable String text,
    @Nullable String slug,
    @Nullable ReviewFilter review,
    int limit,
    @Nullable Cursor after) {

  /** How many templates there may be. */
  public static final int MAX_TEMPLATES = 50;

  /** All templates, the last changed first. */
  public static PostQuery templates() {
    return new PostQuery(
        PostState.TEMPLATE, null, null, null, null, null, null, MAX_TEMPLATES, null);
  }

  /**
   * What a review waits for.
   *
   * @param person whose answer is awaited; absent for other kinds
   */
  public record ReviewFilter(Kind kind, @Nullable String person) {

    /** What is looked for. */
    public enum Kind {
      /** A round is open, or has consent and is not published. */
      OPEN,
      /** The answer of one person is awaited. */
      AWAITED,
      /** It was published without consent. */
      DEBT
    }
  }
}
