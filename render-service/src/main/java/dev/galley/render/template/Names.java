package dev.galley.render.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be said of a person or project whose dashed name alone is known; for posts that name one
 * who has no page.
 */
public final class Names {

  private Names() {}

  /** {@code chris-roos} is Chris Roos. */
  public static String titleOf(String slug) {
    return parts(slug)
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(Collectors.joining(" "));
  }

  /** {@code chris-roos} is CR. */
  static String initialsOf(String slug) {
    return parts(slug)
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private static Stream<String> parts(String slug) {
    return Arrays.stream(slug.split("-")).filter(part -> !part.isEmpty());
  }
}
