package dev.galley.render.markdown;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Attempts to get a script into a page. */
final class Attacks {

  private Attacks() {}

  /** One to a line in a resource, with backslash escapes for control characters. */
  static List<String> all() {
    try (InputStream lines =
        Objects.requireNonNull(Attacks.class.getResourceAsStream("/render/attacks.txt"))) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .map(Attacks::unescaped)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unescaped(String line) {
    String controls =
        line.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r").replace("\\0", "\0");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < controls.length(); i++) {
      if (controls.startsWith("\\u", i) && controls.substring(i + 2).matches("(?s)[0-9a-f]{4}.*")) {
        text.append((char) Integer.parseInt(controls.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        text.append(controls.charAt(i));
      }
    }
    return text.toString();
  }
}
