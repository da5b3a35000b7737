package dev.galley.post.engine.text;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where a text refers to: the targets of links and pictures, in Markdown and in HTML. */
final class References {

  private static final Pattern TARGET =
      Pattern.compile(
          "(?:]\\(\\s{0,9}<?|(?m:^) {0,3}\\[[^\\[\\]\\n]{1,300}]:[ \\t]{0,9}<?)([^\\s()<>\"']{1,2000})"
              + "|(?i:\\b(?:src|href|poster))\\s{0,9}=\\s{0,9}(?:\"([^\"\\n]{1,2000})\"|'([^'\\n]{1,2000})')");

  private References() {}

  /** The text with each target replaced by what is made of it. */
  static String replaced(String text, UnaryOperator<String> target) {
    Matcher found = TARGET.matcher(text);
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    while (found.find()) {
      int group = found.group(1) != null ? 1 : found.group(2) != null ? 2 : 3;
      out.append(text, from, found.start(group)).append(target.apply(found.group(group)));
      from = found.end(group);
    }
    return out.append(text, from, text.length()).toString();
  }
}
