package dev.galley.feed.newsletter;

import dev.galley.event.Author;
import dev.galley.feed.announcement.Announcement.Content;
import dev.galley.feed.entry.Selection;
import java.util.List;
import java.util.stream.Stream;

/** Which choices of subscribers a post is for. */
final class Choices {

  private Choices() {}

  static List<Selection> of(Content content) {
    return of(content.tags(), content.authors().stream().map(Author::slug).toList());
  }

  static List<Selection> of(List<String> tags, List<String> authors) {
    return Stream.of(
            Stream.of(Selection.ALL),
            tags.stream().map(Selection::tag),
            authors.stream().map(Selection::author))
        .flatMap(choices -> choices)
        .distinct()
        .toList();
  }
}
