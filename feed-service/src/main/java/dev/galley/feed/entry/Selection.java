package dev.galley.feed.entry;

/**
 * Which entries a feed carries.
 *
 * @param by what selects them
 * @param name the tag or the author's slug; empty for all
 */
public record Selection(By by, String name) {

  /** What a selection goes by. */
  public enum By {
    ALL,
    TAG,
    AUTHOR
  }

  /** Every entry. */
  public static final Selection ALL = new Selection(By.ALL, "");

  /** The entries with a tag. */
  public static Selection tag(String tag) {
    return new Selection(By.TAG, tag);
  }

  /** The entries of an author. */
  public static Selection author(String slug) {
    return new Selection(By.AUTHOR, slug);
  }
}
