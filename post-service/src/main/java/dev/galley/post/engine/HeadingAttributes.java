package dev.galley.post.engine;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Hugo and Zola let stand behind a heading, {@code ## Install {#install .big}}: its id, to
 * which links lead, and what is for styles.
 */
final class HeadingAttributes {

  /** Perhaps in a quotation or a list. */
  private static final Pattern OPENING = Pattern.compile("[ \\t>*+-]{0,20}#{1,6}[ \\t]+");

  private static final Pattern INDENTED = Pattern.compile("(?: {4}| {0,3}\\t)\\s*");
  private static final Pattern UNDERLINE = Pattern.compile("[ \\t>]{0,20}(?:=+|-+)\\s*");
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "[ \\t,]*(?:#([\\p{L}\\p{N}_:.-]{1,100})|\\.[^\\s{}.#]{1,100}"
              + "|[\\w:-]{1,50}=(?:\"[^\"{}]{0,200}\"|'[^'{}]{0,200}'|[^\\s\"'{}]{1,200}))");

  private HeadingAttributes() {}

  /** Markdown that has them no longer, and anchors of the same names. */
  static String written(String markdown) {
    return markdown.contains("}")
        ? Prose.outsideFences(markdown, HeadingAttributes::outsideFences)
        : markdown;
  }

  private static String outsideFences(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int start = 0; start < text.length(); ) {
      int end = end(text, start);
      String line = text.substring(start, end);
      boolean isUnderlined = UNDERLINE.matcher(text.substring(end, end(text, end))).matches();
      out.append(line(line, isUnderlined));
      start = end;
    }
    return out.toString();
  }

  private static int end(String text, int start) {
    int newline = text.indexOf('\n', start);
    return newline < 0 ? text.length() : newline + 1;
  }

  private static String line(String line, boolean isUnderlined) {
    String plain = line.stripTrailing();
    Matcher opening = OPENING.matcher(plain);
    boolean isHeading = opening.lookingAt();
    int brace = plain.endsWith("}") ? plain.lastIndexOf('{') : -1;
    int text = isHeading ? opening.end() : 0;
    if (brace <= text
        || !isHeading && !isUnderlined
        || INDENTED.matcher(line).lookingAt()
        || !Character.isWhitespace(plain.charAt(brace - 1))) {
      return line;
    }
    String id = "";
    Matcher attribute = ATTRIBUTE.matcher(plain).region(brace + 1, plain.length() - 1);
    while (attribute.lookingAt()) {
      id = attribute.group(1) == null ? id : attribute.group(1);
      attribute.region(attribute.end(), plain.length() - 1);
    }
    if (!plain.substring(attribute.regionStart(), plain.length() - 1).isBlank()) {
      return line;
    }
    String words = plain.substring(text, brace).stripTrailing();
    String anchor = id.isEmpty() || id.equals(own(words)) ? "" : "<a id=\"" + id + "\"></a>";
    return plain.substring(0, text) + anchor + words + line.substring(plain.length());
  }

  /** The id that a heading of plain words has by itself. */
  private static String own(String words) {
    return words.matches("[\\w -]+") ? words.toLowerCase(Locale.ROOT).replace(' ', '-') : "";
  }
}
