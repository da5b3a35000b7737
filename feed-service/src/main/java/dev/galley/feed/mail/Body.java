package dev.galley.feed.mail;

/**
 * What a mail says, once for programs that show HTML and once for those that do not.
 *
 * @param html a whole document with its styles
 * @param text the same as lines
 */
public record Body(String html, String text) {

  /**
   * The same for one reader: many bodies differ in a link alone.
   *
   * @param placeholder something that nobody writes, a valid URL
   * @param link made of characters that HTML need not escape
   */
  public Body with(String placeholder, String link) {
    return new Body(html.replace(placeholder, link), text.replace(placeholder, link));
  }
}
