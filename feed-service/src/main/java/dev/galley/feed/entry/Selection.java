package dev.galley.feed.entry;

import dev.galley.event.TagAddress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  /** Every entry. */
  public static final Selection ALL = new Selection(By.ALL, "");

  /** The entries with a tag, which is said as its address has it. */
  public static Selection tag(String tag) {
    return new Selection(By.TAG, tag);
  }

  /** The entries of an author. */
  public static Selection author(String slug) {
    return new Selection(By.AUTHOR, slug);
  }

  /** All that select a post. */
  public static List<Selection> ofPost(Collection<String> tags, Collection<String> authorSlugs) {
    return Stream.of(
            Stream.of(ALL),
            tags.stream().map(TagAddress::of).map(Selection::tag),
            authorSlugs.stream().map(Selection::author))
        .flatMap(selections -> selections)
        .distinct()
        .toList();
  }

  /** The same for all that differ in case and signs alone, which other engines leave out. */
  String letters() {
    return SIGNS.matcher(name.replace("-sharp", "").toLowerCase(Locale.ROOT)).replaceAll("");
  }

  /** Its one text: {@code all}, {@code tag:ruby}, {@code author:chris}. */
  public String key() {
    return by == By.ALL ? "all" : by.name().toLowerCase(Locale.ROOT) + ":" + name;
  }

  /** What a text names; empty when it is nobody's {@link #key}. */
  public static Optional<Selection> of(String key) {
    if (key.equals(ALL.key())) {
      return Optional.of(ALL);
    }
    return Stream.of(By.TAG, By.AUTHOR)
        .map(by -> new Selection(by, key.substring(key.indexOf(':') + 1)))
        .filter(selection -> !selection.name().isEmpty() && selection.key().equals(key))
        .findFirst();
  }
}
