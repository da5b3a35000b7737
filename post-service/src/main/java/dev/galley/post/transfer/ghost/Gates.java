package dev.galley.post.transfer.ghost;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The marks by which Ghost keeps parts of a text from those who are not signed in, wherever it
 * finds them: in what it rendered, and in cards of HTML and Markdown that somebody wrote. The parts
 * of a text are to be given in their order.
 */
final class Gates {

  static final String PAYWALL = "<!--members-only-->";

  private static final Pattern MARK =
      Pattern.compile(
          "<!--\\s{0,20}(?:kg-gated-block:(?:(begin)\\s([^\\n>]{0,500}?)|end)|members-only)\\s{0,20}-->");

  private static final Pattern FOR_ALL = Pattern.compile("\\bnonMember:[\"']?(?i:true)\\b");

  private boolean isShut;
  private boolean hasLeftOut;
  private boolean isPaywalled;

  /** The same without what is between the marks of a gate that is not open to everybody. */
  StringBuilder open(CharSequence text) {
    StringBuilder open = new StringBuilder(text.length());
    Matcher mark = MARK.matcher(text);
    int from = 0;
    while (mark.find()) {
      boolean isPaywall = mark.group().contains("members-only");
      isPaywalled |= isPaywall;
      append(open, text, from, isPaywall ? mark.end() : mark.start());
      from = mark.end();
      if (mark.group(1) != null) {
        isShut |= !FOR_ALL.matcher(mark.group(2)).find();
        hasLeftOut |= isShut;
      } else if (!isPaywall) {
        isShut = false;
      }
    }
    append(open, text, from, text.length());
    return open;
  }

  private void append(StringBuilder open, CharSequence text, int from, int to) {
    if (!isShut) {
      open.append(text, from, to);
    }
  }

  /** Whether the last gate has no end; Ghost shows everybody what is behind it. */
  boolean areShut() {
    return isShut;
  }

  boolean haveLeftOut() {
    return hasLeftOut;
  }

  /** Whether not everybody may see all that is left of the text. */
  boolean arePaywalled() {
    return isPaywalled || isShut;
  }
}
