package dev.galley.post.engine.text;

import dev.galley.post.snip.text.VerbatimHtml;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of Markdown that are not code; reads lines and not Markdown. */
public final class Prose {

  private static final Pattern FENCE = Pattern.compile("[ \\t>]*(?:[-*+][ \\t]+)?(`{3,}|~{3,}).*");
  private static final Pattern CODE = Pattern.compile("(?<!`)(`{1,3})(?!`)[^`\\n]{1,500}\\1(?!`)");

  private Prose() {}

  /** Changes what is neither in a fence nor between backticks. */
  static String changed(String markdown, UnaryOperator<String> change) {
    return outsideFences(markdown, text -> outsideBackticks(text, change));
  }

  /** Changes what is in no fence. */
  public static String outsideFences(String markdown, UnaryOperator<String> change) {
    StringBuilder out = new StringBuilder(markdown.length() + 64);
    StringBuilder prose = new StringBuilder();
    VerbatimHtml html = new VerbatimHtml(markdown);
    String fence = "";
    for (int line = 0; line < markdown.length(); ) {
      int newline = markdown.indexOf('\n', line);
      int end = newline < 0 ? markdown.length() : newline + 1;
      String text = markdown.substring(line, end);
      String plain = text.stripTrailing();
      Matcher opening = fence.isEmpty() && !html.holds(text, line) ? FENCE.matcher(plain) : null;
      if (opening != null && opening.matches()) {
        fence = opening.group(1);
        out.append(change.apply(prose.toString())).append(text);
        prose.setLength(0);
      } else if (!fence.isEmpty()) {
        boolean closes =
            plain.strip().startsWith(fence)
                && plain.strip().replace(fence.substring(0, 1), "").isEmpty();
        fence = closes ? "" : fence;
        out.append(text);
      } else {
        prose.append(text);
      }
      line = end;
    }
    return out.append(change.apply(prose.toString())).toString();
  }

  /** Changes what is not between backticks. */
  static String outsideBackticks(String text, UnaryOperator<String> change) {
    StringBuilder out = new StringBuilder(text.length() + 64);
    Matcher code = CODE.matcher(text);
    int from = 0;
    while (code.find()) {
      out.append(change.apply(text.substring(from, code.start()))).append(code.group());
      from = code.end();
    }
    return out.append(change.apply(text.substring(from))).toString();
  }
}
