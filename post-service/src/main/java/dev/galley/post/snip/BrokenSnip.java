package dev.galley.post.snip;

/**
 * A file cannot be read as a snip; the message says what is wrong and where, and is safe to show.
 */
public final class BrokenSnip extends RuntimeException {

  /**
   * Describes what is wrong.
   *
   * @param message what is wrong and where, for the file's author
   */
  public BrokenSnip(String message) {
    super(message);
  }

  static BrokenSnip atLine(int line, String problem) {
    return new BrokenSnip("line " + line + ": " + problem);
  }
}
