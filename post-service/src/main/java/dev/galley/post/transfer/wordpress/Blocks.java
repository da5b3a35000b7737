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

  private static final String MADE = "a block of which WordPress makes the content: ";

  private static final Pattern REFERENCE = Pattern.compile("\"ref\"\\s*:\\s*(\\d{1,18})");

  /** What is nothing but its place in a text. */
  private static final Set<String> EMPTY = Set.of("nextpage", "more", "spacer", "separator");

  /** Of plugins, and nothing but the HTML in them. */
  private static final Set<String> HARMLESS =
      Set.of(
          "jetpack/layout-grid",
          "jetpack/layout-grid-column",
          "jetpack/markdown",
          "jetpack/slideshow",
          "jetpack/tiled-gallery",
          "syntaxhighlighter/code");

  /** By which WordPress and plugins show a block to some readers, at some times or not at all. */
  private static final Pattern VISIBILITY =
      Pattern.compile("\"\\w*visibility\\w*\"\\s*:", Pattern.CASE_INSENSITIVE);

  private static final int MAX_FOUND = 20;
  private static final int SHOWN_CHARS = 60;
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
    return MARK.matcher(content).find();
  }

  /** What readers may have seen more or less of than there is in the text, at most 20. */
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
      String name = mark.group(2).replaceFirst("^core/", "");
      String attributes = mark.group(3) == null ? "" : mark.group(3);
      if (VISIBILITY.matcher(attributes).find()) {
        find("a block that not everybody may see: ", name);
      }
      if (mark.group().endsWith("/-->")) {
        empty(name, attributes, depth);
      } else if (name.contains("/") && !HARMLESS.contains(name)) {
        find("a block of a plugin, which may not show it to everybody: ", name);
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
          .ifPresentOrElse(shared -> write(shared, depth + 1), () -> find(MADE, name));
    } else if (!EMPTY.contains(name)) {
      find(MADE, name);
    }
  }

  private void find(String what, String name) {
    if (unknown.size() < MAX_FOUND) {
      unknown.add(what + name.substring(0, Math.min(name.length(), SHOWN_CHARS)));
    }
  }
}
