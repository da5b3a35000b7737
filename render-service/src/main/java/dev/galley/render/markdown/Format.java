package dev.galley.render.markdown;

import java.util.Locale;

/** How a source is written. */
public enum Format {
  /** kramdown's GFM dialect, raw HTML included. */
  MARKDOWN,
  /** HTML that is only sanitised. */
  HTML;

  /**
   * The format that an event names.
   *
   * @param name {@code markdown} or {@code html}, in any case
   * @return the format
   * @throws UnrenderableDocument if no such format is known
   */
  public static Format named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "markdown", "md" -> MARKDOWN;
      case "html" -> HTML;
      default -> throw new UnrenderableDocument("The format '" + name + "' is not known");
    };
  }
}
