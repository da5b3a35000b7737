package dev.galley.render.markdown.kramdown.text;

import dev.galley.render.markdown.dialect.Watch;

/**
 * A document that tells its watch of every character that is read. It is the way to stop a parser
 * that loops or backtracks without end: whatever it does, it reads characters.
 */
public final class WatchedText implements CharSequence {

  private final String text;
  private final Watch watch;

  public WatchedText(String text, Watch watch) {
    this.text = text;
    this.watch = watch;
  }

  public Watch watch() {
    return watch;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    watch.tick(1);
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new WatchedText(text.substring(start, end), watch);
  }

  @Override
  public String toString() {
    return text;
  }
}
