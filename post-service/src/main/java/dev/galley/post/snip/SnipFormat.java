package dev.galley.post.snip;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a file's content is written. */
public enum SnipFormat {
  GFM,
  KRAMDOWN,
  HTML;

  private static final Set<String> MARKDOWN_EXTENSIONS =
      Set.of("markdown", "md", "mdown", "mkd", "mkdn", "mkdown", "mdx");
  private static final Set<String> HTML_EXTENSIONS = Set.of("html", "htm");

  /** The name that posts and events use: {@code gfm}, {@code kramdown} or {@code html}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static boolean isOfExtension(String extension) {
    return MARKDOWN_EXTENSIONS.contains(extension) || HTML_EXTENSIONS.contains(extension);
  }

  /**
   * Snips were written for kramdown, files of other engines for GFM or what is near to it; either
   * says so when it is the other. Other engines' {@code format: html} is about what they write.
   */
  static SnipFormat of(SnipPath path, Map<String, Object> metadata) {
    String extension =
        path.extension().isEmpty()
            ? MetadataKey.EXTENSION.text(metadata).orElse("")
            : path.extension();
    if (!MARKDOWN_EXTENSIONS.contains(extension)) {
      return HTML;
    }
    return MetadataKey.FORMAT
        .text(metadata)
        .flatMap(SnipFormat::markdown)
        .orElse(path.isSnip() ? KRAMDOWN : GFM);
  }

  private static Optional<SnipFormat> markdown(String name) {
    return Arrays.stream(values())
        .filter(format -> format != HTML && format.wireName().equals(name))
        .findFirst();
  }
}
