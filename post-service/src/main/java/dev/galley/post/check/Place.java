package dev.galley.post.check;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Where in a text something is, in UTF-16 code units.
 *
 * @param end behind its last unit
 */
record Place(int start, int end) {

  private static final int COMPARED_CHARS = 40;

  /**
   * The first place at which a text has what was rendered from it: as it is, an address as it was
   * before it was encoded, or else the words that it begins with.
   *
   * @return null where there is none
   */
  static @Nullable Place of(String about, String text) {
    if (about.isBlank()) {
      return null;
    }
    String beginning = about.substring(0, Math.min(about.length(), COMPARED_CHARS));
    return Stream.of(about, decoded(about), about.replace("&", "&amp;"), beginning)
        .filter(words -> !words.isBlank() && text.contains(words))
        .findFirst()
        .map(words -> new Place(text.indexOf(words), text.indexOf(words) + words.length()))
        .orElse(null);
  }

  private static String decoded(String address) {
    try {
      return UriUtils.decode(address, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
