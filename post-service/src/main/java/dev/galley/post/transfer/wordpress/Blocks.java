package dev.galley.post.transfer.wordpress;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTML in texts of the editor of blocks, which says in comments what each part of it is. */
final class Blocks {

  private static final Pattern MARK =
      Pattern.compile(
          "<!--\\s+(/)?wp:([a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\\s+(\\{(?:[^-]|-(?!->))*+)?(?:/)?-->");

  private static final Pattern REFERENCE = Pattern.compile("\"ref\"\\s*:\\s*(\\d{1,18})");

  /** What is nothing but its place in a text. */
  private static final Set<String> EMPTY = Set.of("nextpage", "more", "spacer", "separator");

  private static final int MAX_DEPTH = 5;
  private static final int MAX_CHARS = Wxr.MAX_TEXT_CHARS;

  private final Library library;
  private final String footnotes;
  private final Set<String> unknown = new TreeSet<>();
  private final StringBuilder out = new StringBuilder();

  /**
   * @param footnotes HTML of the notes
   */
  Blocks(Library library, String footnotes) {
    this.library = library;
    this.footnotes = footnotes;
  }

  static boolean areIn(String content) {
    return content.contains("<!-- wp:");
  }

  /** Blocks of which WordPress makes the content itself when it shows them. */
  Set<String> unknown() {
    return unknown;
  }

  String html(String content) {
    write(content, 0);
    return out.toString();
  }

  private void write(String content, int depth) {
    Matcher mark = MARK.matcher(content);
    int from = 0;
    while (mark.find() && out.length() <= MAX_CHARS) {
      out.append(content, from, mark.start());
      from = mark.end();
      boolean isEmpty = mark.group().endsWith("/-->");
      if (isEmpty) {
        String attributes = mark.group(3) == null ? "" : mark.group(3);
        empty(mark.group(2).replaceFirst("^core/", ""), attributes, depth);
      }
    }
    out.append(content, from, content.length());
  }

  private void empty(String name, String attributes, int depth) {
    Matcher reference = REFERENCE.matcher(attributes);
    if (name.equals("footnotes")) {
      out.append(footnotes);
    } else if (name.equals("block") && reference.find() && depth < MAX_DEPTH) {
      library
          .block(reference.group(1))
          .ifPresentOrElse(shared -> write(shared, depth + 1), () -> unknown.add("block"));
    } else if (!EMPTY.contains(name)) {
      unknown.add(name);
    }
  }
}
