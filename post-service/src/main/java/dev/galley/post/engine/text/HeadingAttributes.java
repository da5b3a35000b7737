package dev.galley.post.engine.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Hugo and Zola let stand behind a heading, {@code ## Install {#install .big}}, and Hugo,
 * where it is told to, below any other block: an id, to which links lead, and what is for styles.
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

  /**
   * Markdown that has them no longer, and anchors of the same names.
   *
   * @param alsoOfBlocks whether a line of them belongs to the block before it
   */
  static String written(String markdown, boolean alsoOfBlocks) {
    return markdown.contains("}")
        ? Prose.outsideFences(markdown, text -> outsideFences(text, alsoOfBlocks))
        : markdown;
  }

  private static String outsideFences(String text, boolean alsoOfBlocks) {
    StringBuilder out = new StringBuilder(text.length());
    boolean isBehindBlock = true;
    for (int start = 0; start < text.length(); ) {
      int end = end(text, start);
      String line = text.substring(start, end);
      boolean isUnderlined = UNDERLINE.matcher(text.substring(end, end(text, end))).matches();
      String id = alsoOfBlocks && isBehindBlock ? ofBlock(line.strip()) : null;
      if (id == null) {
        out.append(line(line, isUnderlined));
      } else if (!id.isEmpty()) {
        out.append("\n").append(anchor(id)).append("\n");
      }
      isBehindBlock = !line.isBlank();
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
    String id = id(plain.substring(brace + 1, plain.length() - 1));
    if (id == null) {
      return line;
    }
    String words = plain.substring(text, brace).stripTrailing();
    String anchor = id.isEmpty() || id.equals(own(words)) ? "" : anchor(id);
    return plain.substring(0, text) + anchor + words + line.substring(plain.length());
  }

  private static String anchor(String id) {
    return "<a id=\"" + id + "\"></a>";
  }

  /** The id in a line of attributes, or ""; null for any other line. */
  private static @Nullable String ofBlock(String line) {
    return line.length() > 2 && line.startsWith("{") && line.endsWith("}")
        ? id(line.substring(1, line.length() - 1))
        : null;
  }

  /** The id among attributes, or ""; null where they are none. */
  private static @Nullable String id(String attributes) {
    String id = "";
    Matcher attribute = ATTRIBUTE.matcher(attributes);
    int end = 0;
    while (attribute.region(end, attributes.length()).lookingAt()) {
      id = attribute.group(1) == null ? id : attribute.group(1);
      end = attribute.end();
    }
    return attributes.substring(end).isBlank() ? id : null;
  }

  /** The id that a heading of plain words has by itself. */
  private static String own(String words) {
    return words.matches("[\\w -]+") ? words.toLowerCase(Locale.ROOT).replace(' ', '-') : "";
  }
}
