package dev.galley.post.engine.text;

import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces what stands between two marks, in time that grows with the text alone. */
final class Pairs {

  private Pairs() {}

  /**
   * Replaces each pair with what is between its marks.
   *
   * @param maxChars what is longer is left as it is
   * @param replacement of the opening mark and what follows it; null leaves it as it is
   */
  static String replaced(
      String text,
      Pattern opening,
      Pattern closing,
      int maxChars,
      BiFunction<MatchResult, String, @Nullable String> replacement) {
    Matcher open = opening.matcher(text);
    Matcher close = closing.matcher(text);
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    int closesAt = -1;
    while (open.find(Math.max(from, 0))) {
      // The mark that was found for an earlier opening closes this one, too, where it is behind it.
      if (closesAt < open.end()) {
        if (!close.find(open.end())) {
          break;
        }
        closesAt = close.start();
      }
      String with =
          closesAt - open.end() > maxChars
              ? null
              : replacement.apply(open.toMatchResult(), text.substring(open.end(), closesAt));
      int end = with == null ? open.end() : close.end();
      out.append(text, from, with == null ? end : open.start());
      if (with != null) {
        out.append(with);
      }
      from = end;
    }
    return out.append(text, from, text.length()).toString();
  }
}
