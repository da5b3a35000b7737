package dev.galley.post.snip;

import java.util.regex.Pattern;

/**
 * What a plain (unquoted) YAML scalar means here.
 *
 * <p>YAML 1.1 would make {@code no} a boolean, {@code 012} ten and a commit's {@code 1234e56}
 * infinite. A value becomes a boolean or a number only when writing it gives the same text again;
 * everything else, timestamps above all, stays the text that its author wrote.
 */
final class PlainScalar {

  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9]\\d{0,17}");
  private static final Pattern DECIMAL = Pattern.compile("-?(?:0|[1-9]\\d{0,15})\\.\\d{1,16}");

  private PlainScalar() {}

  /**
   * The value of a plain scalar.
   *
   * @return a {@link Boolean}, {@link Long}, {@link Double} or {@link String}; no value at all is
   *     the empty text
   */
  static Object value(String text) {
    if (isNothing(text)) {
      return "";
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (INTEGER.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    if (DECIMAL.matcher(text).matches()) {
      Double number = Double.valueOf(text);
      return number.toString().equals(text) ? number : text;
    }
    return text;
  }

  static boolean isNothing(String text) {
    return text.isEmpty() || text.equals("~") || text.equals("null");
  }
}
