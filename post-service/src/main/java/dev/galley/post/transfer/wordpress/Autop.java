package dev.galley.post.transfer.wordpress;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paragraphs and line breaks of WordPress's classic texts, in which an empty line parts paragraphs
 * and every other line break is one: gives browsers the document that {@code wpautop} gives them,
 * in time that grows with the text alone.
 */
final class Autop {

  private static final Set<String> BLOCKS =
      Set.of(
          ("table thead tfoot caption col colgroup tbody tr td th div dl dd dt ul ol li pre form map area"
                  + " blockquote address math style p h1 h2 h3 h4 h5 h6 hr fieldset legend section article"
                  + " aside hgroup header footer nav figure figcaption details menu summary")
              .split(" "));

  /** What is in them is none of its business. */
  private static final Set<String> WHOLE =
      Set.of("pre", "script", "style", "svg", "textarea", "object", "audio", "video", "select");

  /** In characters; what is longer is no tag. */
  private static final int MAX_TAG = 10_000;

  private static final String BREAK = "<br />";

  private static final Pattern EMPTY_LINE = Pattern.compile("\\n[ \\t\\f]*\\n\\s*");

  private final String text;
  private final String lower;
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder lines = new StringBuilder();
  private final Map<String, Integer> lastEnds = new HashMap<>();

  /** Whether lines stand behind the beginning of a block, which is a paragraph enough for them. */
  private boolean bare;

  private Autop(String text) {
    this.text = text;
    this.lower = text.toLowerCase(Locale.ROOT);
  }

  /** HTML with its paragraphs. */
  static String html(String text) {
    return new Autop(text.replace("\r\n", "\n").replace('\r', '\n')).written();
  }

  private String written() {
    int from = 0;
    for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', Math.max(at + 1, from))) {
      int end = text.startsWith("<!--", at) ? endOf("-->", at) : endOfTag(at);
      if (end < 0) {
        continue;
      }
      text(text.substring(from, at));
      String name = name(at);
      from = end;
      if (WHOLE.contains(name) && text.charAt(at + 1) != '/') {
        from = Math.max(from, endOf("</" + name + ">", from));
      }
      add(name, text.substring(at, from));
    }
    text(text.substring(from));
    flush();
    return out.toString().strip();
  }

  /** Behind the tag that begins at a place; -1 where none does. */
  private int endOfTag(int start) {
    if (name(start).isEmpty()) {
      return -1;
    }
    char quote = 0;
    int last = Math.min(text.length(), start + MAX_TAG);
    for (int i = start + 1; i < last; i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return i + 1;
      } else if (c == '<') {
        return -1;
      }
    }
    return -1;
  }

  /** The name in a tag, in lower case; empty for what is none. */
  private String name(int start) {
    int from = start + 1 < text.length() && text.charAt(start + 1) == '/' ? start + 2 : start + 1;
    int to = from;
    while (to < text.length() && to - from < 20 && isOfName(text.charAt(to), to > from)) {
      to++;
    }
    return text.substring(from, to).toLowerCase(Locale.ROOT);
  }

  private static boolean isOfName(char c, boolean mayBeDigit) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (mayBeDigit && c >= '0' && c <= '9');
  }

  /** Behind a mark; -1 where there is none, which is looked for once. */
  private int endOf(String mark, int from) {
    int last = lastEnds.computeIfAbsent(mark, any -> lower.lastIndexOf(any));
    return last < from ? -1 : lower.indexOf(mark, from) + mark.length();
  }

  private void add(String name, String token) {
    if (token.equals("<!--nextpage-->")) {
      flush();
      bare = false;
    } else if (name.isEmpty()) {
      // Only the mark behind a summary says something to readers.
      if (token.startsWith("<!--more")) {
        flush();
        bare = false;
        out.append("<!--more-->\n");
      }
    } else if (name.equals("br")) {
      lineBreak();
    } else if (BLOCKS.contains(name)) {
      block(name, token);
    } else {
      lines.append(token);
    }
  }

  private void block(String name, String token) {
    flush();
    out.append(token);
    boolean closes = token.startsWith("</") || name.equals("hr") || name.equals("pre");
    boolean paragraphs = name.equals("blockquote");
    bare = !closes && !paragraphs;
    if (closes) {
      out.append('\n');
    }
  }

  /** Two in a row part paragraphs. */
  private void lineBreak() {
    int end = written(lines);
    if (endsWithBreak(end)) {
      lines.setLength(end - BREAK.length());
      flush();
      bare = false;
    } else {
      lines.append(BREAK);
    }
  }

  private void text(String words) {
    Matcher empty = EMPTY_LINE.matcher(words);
    int from = 0;
    while (empty.find()) {
      lines(words.substring(from, empty.start()));
      flush();
      bare = false;
      from = empty.end();
    }
    lines(words.substring(from));
  }

  private void lines(String words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      int end = c == '\n' ? written(lines) : 0;
      if (end > 0 && !endsWithBreak(end)) {
        lines.append(BREAK);
      }
      lines.append(c);
    }
  }

  /** Where the white space at the end begins. */
  private static int written(StringBuilder lines) {
    int end = lines.length();
    while (end > 0 && Character.isWhitespace(lines.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private boolean endsWithBreak(int end) {
    return end >= BREAK.length() && lines.substring(end - BREAK.length(), end).equals(BREAK);
  }

  private void flush() {
    String paragraph = lines.toString().strip();
    lines.setLength(0);
    // A line that ends with its paragraph, or begins with it, needs no break.
    if (paragraph.endsWith(BREAK)) {
      paragraph = paragraph.substring(0, paragraph.length() - BREAK.length()).stripTrailing();
    }
    if (paragraph.startsWith(BREAK)) {
      paragraph = paragraph.substring(BREAK.length()).stripLeading();
    }
    if (!paragraph.isEmpty()) {
      out.append(bare ? paragraph : "<p>" + paragraph + "</p>\n");
    }
  }
}
