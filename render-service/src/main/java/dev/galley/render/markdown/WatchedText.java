package dev.galley.render.markdown;

/**
 * A document whose characters stop being readable when its time is over. It is the way to stop a
 * parser that loops or backtracks without end: whatever it does, it reads characters.
 */
final class WatchedText implements CharSequence {

  private final String text;
  private final Deadline deadline;

  WatchedText(String text, Deadline deadline) {
    this.text = text;
    this.deadline = deadline;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    deadline.tick();
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new WatchedText(text.substring(start, end), deadline);
  }

  @Override
  public String toString() {
    return text;
  }
}
