package dev.galley.post.draft;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A post's publications as text, one a line: nobody searches for them, and as fifty documents
 * inside the post they made up most of the work of each write to it.
 */
final class Publications {

  private static final String SEPARATOR = " ";

  private Publications() {}

  static String write(List<Publication> publications) {
    return publications.stream().map(Publications::line).collect(Collectors.joining("\n"));
  }

  private static String line(Publication publication) {
    return publication.revision()
        + SEPARATOR
        + publication.update()
        + SEPARATOR
        + publication.acceptedAt().toEpochMilli();
  }

  static List<Publication> read(String text) {
    return text.lines().map(Publications::publication).toList();
  }

  private static Publication publication(String line) {
    String[] parts = line.split(SEPARATOR);
    return new Publication(
        Long.parseLong(parts[0]), parts[1], Instant.ofEpochMilli(Long.parseLong(parts[2])));
  }
}
