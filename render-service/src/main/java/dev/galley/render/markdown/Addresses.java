package dev.galley.render.markdown;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Which addresses a post may name. */
final class Addresses {

  private static final Set<String> SCHEMES = Set.of("http", "https", "mailto");

  private Addresses() {}

  /**
   * Whether an attribute's decoded value is relative or has an allowed scheme.
   *
   * @param value the value as the HTML parser decoded it
   */
  static boolean allow(String value) {
    String seen = asBrowsersSeeIt(value);
    int colon = seen.indexOf(':');
    int end = firstOf(seen, "/?#");
    if (colon < 0 || (end >= 0 && end < colon)) {
      return true;
    }
    return SCHEMES.contains(seen.substring(0, colon).toLowerCase(Locale.ROOT));
  }

  /**
   * Whether all addresses of a {@code srcset} are allowed.
   *
   * @param value the value as the HTML parser decoded it
   */
  static boolean allowSet(String value) {
    // HTML, 4.8.4.2.1: candidates are divided by commas; one inside an address only makes more
    // parts, each of which has to be allowed.
    return Arrays.stream(value.split(",")).map(String::strip).allMatch(Addresses::allow);
  }

  /** Blanks inside as browsers send them; most other readers of an address end at a blank. */
  static String withoutBlanks(String value) {
    return value.strip().replace(" ", "%20");
  }

  // WHATWG URL, basic parser: leading and trailing C0 controls and spaces, and every tab and
  // newline, are removed before the scheme is read.
  private static String asBrowsersSeeIt(String value) {
    StringBuilder seen = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c > ' ' || (c == ' ' && !seen.isEmpty())) {
        seen.append(c);
      }
    }
    return seen.toString();
  }

  private static int firstOf(String text, String chars) {
    for (int i = 0; i < text.length(); i++) {
      if (chars.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }
}
