package dev.galley.post.snip;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a snip's content is written. */
public enum SnipFormat {
  MARKDOWN,
  HTML;

  private static final Map<String, SnipFormat> EXTENSIONS =
      Map.of("markdown", MARKDOWN, "md", MARKDOWN, "html", HTML, "htm", HTML);

  /** The name that posts and events use: {@code markdown} or {@code html}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<SnipFormat> ofExtension(String extension) {
    return Optional.ofNullable(EXTENSIONS.get(extension));
  }
}
