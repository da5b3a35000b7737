package dev.galley.render.markdown;

/**
 * Collects HTML up to a size. A long address in one definition and many references to it multiply:
 * a small document can ask for gigabytes.
 */
final class BoundedOutput implements Appendable {

  private final StringBuilder out = new StringBuilder(8192);
  private final int maxChars;
  private final Deadline deadline;

  BoundedOutput(int maxChars, Deadline deadline) {
    this.maxChars = maxChars;
    this.deadline = deadline;
  }

  @Override
  public BoundedOutput append(CharSequence chars) {
    deadline.tick(chars.length());
    if (out.length() + chars.length() > maxChars) {
      throw new TooComplex("The document renders to more than " + maxChars + " characters of HTML");
    }
    out.append(chars);
    return this;
  }

  @Override
  public BoundedOutput append(CharSequence chars, int start, int end) {
    return append(chars.subSequence(start, end));
  }

  @Override
  public BoundedOutput append(char c) {
    return append(String.valueOf(c));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
