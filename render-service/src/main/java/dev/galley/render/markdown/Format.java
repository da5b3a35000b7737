package dev.galley.render.markdown;

import java.util.Locale;

/** How a source is written. */
public enum Format {
  /** GitHub Flavored Markdown, raw HTML included. */
  GFM,
  /** kramdown's dialect, raw HTML included. */
  KRAMDOWN,
  /** HTML that is only sanitised. */
  HTML;

  /**
   * The format that an event names.
   *
   * @param name {@code gfm}, {@code kramdown} or {@code html}, in any case; {@code markdown} in
   *     events of earlier releases is kramdown
   * @return the format
   * @throws UnrenderableDocument if no such format is known
   */
  public static Format named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "gfm" -> GFM;
      case "kramdown", "markdown", "md" -> KRAMDOWN;
      case "html" -> HTML;
      default -> throw new UnrenderableDocument("The format '" + name + "' is not known");
    };
  }
}
