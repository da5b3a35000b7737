package dev.galley.render.markdown;

/**
 * Refuses in one linear pass what no author writes and what makes parsers slow or deep: cheaper,
 * and with a clearer reason, than to wait for the deadline.
 *
 * <p>It does not see everything that is slow; the deadline and the deep stack stay necessary.
 */
final class Limits {

  static final int MAX_CHARS = 1024 * 1024;
  static final int MAX_LINE_CHARS = 64 * 1024;
  static final int MAX_RUN = 1000;
  static final int MAX_NESTING = 50;
  static final int MAX_DEFINITIONS = 2000;
  static final int MAX_BACKSLASHES = 20;
  static final int MAX_TAGS = 50_000;

  private final String text;
  private int definitions;
  private int tags;
  private boolean fenced;
  private char fence;

  private Limits(String text) {
    this.text = text;
  }

  static void check(Source source) {
    if (source.text().length() > MAX_CHARS) {
      throw new TooComplex("The document is longer than " + MAX_CHARS + " characters");
    }
    new Limits(source.text()).checkLines(source.format() != Format.HTML);
  }

  private void checkLines(boolean markdown) {
    int number = 1;
    for (int start = 0; start < text.length(); number++) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (end - start > MAX_LINE_CHARS) {
        throw beyond(number, "is longer than " + MAX_LINE_CHARS + " characters");
      }
      countTags(start, end);
      if (markdown && !isCode(start, end)) {
        checkNesting(start, end, number);
        checkRuns(start, end, number);
        countDefinition(start, end);
      }
      start = end + 1;
    }
  }

  private void countTags(int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) == '<' && ++tags > MAX_TAGS) {
        throw new TooComplex("The document has more than " + MAX_TAGS + " tags");
      }
    }
  }

  /** Fences are followed roughly; a fence that is never closed only loosens these checks. */
  private boolean isCode(int start, int end) {
    int at = start;
    while (at < end && at - start < 4 && text.charAt(at) == ' ') {
      at++;
    }
    if (at - start == 4 || (at < end && text.charAt(at) == '\t')) {
      return !startsMarker(firstInk(at, end), end);
    }
    if (at + 2 < end
        && (text.charAt(at) == '`' || text.charAt(at) == '~')
        && text.charAt(at + 1) == text.charAt(at)
        && text.charAt(at + 2) == text.charAt(at)
        && (!fenced || fence == text.charAt(at))) {
      fenced = !fenced;
      fence = text.charAt(at);
      return false;
    }
    return fenced;
  }

  private int firstInk(int start, int end) {
    int at = start;
    while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private boolean startsMarker(int at, int end) {
    return at < end && "*+->".indexOf(text.charAt(at)) >= 0;
  }

  private void checkNesting(int start, int end, int number) {
    int depth = 0;
    int at = firstInk(start, end);
    // Four columns of indentation are at most one level more.
    int indentation = (at - start) / 2;
    while (at < end) {
      int next = afterMarker(at, end);
      if (next == at) {
        break;
      }
      depth++;
      at = firstInk(next, end);
    }
    if (depth > 0 && depth + indentation / 2 > MAX_NESTING) {
      throw beyond(number, "nests quotations or lists deeper than " + MAX_NESTING);
    }
  }

  private int afterMarker(int at, int end) {
    char c = text.charAt(at);
    if (c == '>') {
      return at + 1;
    }
    if ((c == '*' || c == '+' || c == '-') && at + 1 < end && isBlank(at + 1)) {
      return at + 1;
    }
    int digits = at;
    while (digits < end && Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    boolean ordered =
        digits > at && digits + 1 < end && text.charAt(digits) == '.' && isBlank(digits + 1);
    return ordered ? digits + 1 : at;
  }

  private boolean isBlank(int at) {
    return text.charAt(at) == ' ' || text.charAt(at) == '\t';
  }

  private void checkRuns(int start, int end, int number) {
    int run = 0;
    char last = '\n';
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      run = c == last ? run + 1 : 1;
      last = c;
      if (c == '\\' && run > MAX_BACKSLASHES) {
        throw beyond(number, "has more than " + MAX_BACKSLASHES + " backslashes in a row");
      }
      if (run > MAX_RUN) {
        throw beyond(number, "repeats one character more than " + MAX_RUN + " times");
      }
    }
  }

  private void countDefinition(int start, int end) {
    int at = firstInk(start, end);
    // Of this line alone: to look for it in all that follows takes seconds for many such lines.
    boolean defines = at < end && text.charAt(at) == '[' && text.substring(at, end).contains("]:");
    if (defines && ++definitions > MAX_DEFINITIONS) {
      throw new TooComplex("The document has more than " + MAX_DEFINITIONS + " link definitions");
    }
  }

  private static TooComplex beyond(int line, String what) {
    return new TooComplex("Line " + line + " " + what);
  }
}
