package dev.galley.render.theme;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list of posts.
 *
 * @param newer the address of the page with newer posts; null on the first page
 * @param older the address of the page with older posts; null on the last page
 * @param feed the list's own Atom feed; null when it has none
 */
public record ListView(
    String title,
    String canonical,
    List<Entry> entries,
    @Nullable String newer,
    @Nullable String older,
    @Nullable String feed) {

  private static final int DESCRIBED = 5;

  /** A post in the list. */
  public record Entry(
      String title, String address, When published, List<Link> authors, @Nullable String excerpt) {}

  /** What search engines show of the list: its beginning. */
  @Nullable String description() {
    return entries.isEmpty()
        ? null
        : entries.stream().limit(DESCRIBED).map(Entry::title).collect(Collectors.joining(" · "));
  }

  boolean empty() {
    return entries.isEmpty();
  }

  boolean paged() {
    return newer != null || older != null;
  }
}
