package dev.galley.render.markdown;

/**
 * A document as its author wrote it, template tags already expanded.
 *
 * @param format how it is written
 * @param text the whole document
 */
public record Source(Format format, String text) {

  /**
   * A document in GitHub Flavored Markdown.
   *
   * @param text the whole document
   * @return the source
   */
  public static Source gfm(String text) {
    return new Source(Format.GFM, text);
  }

  /**
   * A document in kramdown's Markdown.
   *
   * @param text the whole document
   * @return the source
   */
  public static Source kramdown(String text) {
    return new Source(Format.KRAMDOWN, text);
  }

  /**
   * A document in HTML.
   *
   * @param text the whole document
   * @return the source
   */
  public static Source html(String text) {
    return new Source(Format.HTML, text);
  }
}
