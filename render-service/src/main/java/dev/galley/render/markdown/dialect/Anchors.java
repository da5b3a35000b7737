package dev.galley.render.markdown.dialect;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Ids for a document's headings and other targets, each given once. Used by one thread. */
public final class Anchors {

  private final Map<String, Integer> repeats = new HashMap<>();

  /**
   * The id of a heading as GitHub has it: {@code [^\p{Word}\- \t]} goes, blanks become hyphens.
   *
   * @param text the heading as plain text
   * @return the id; empty when there is nothing that it can be made of
   */
  public static String of(String text) {
    StringBuilder id = new StringBuilder();
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(c -> Words.isWord(c) || c == '-' || c == ' ' || c == '\t')
        .map(c -> c == ' ' || c == '\t' ? '-' : c)
        .forEach(id::appendCodePoint);
    return id.toString();
  }

  /** The id itself the first time; later ones get a number that makes them another one. */
  public String distinct(String id) {
    String candidate = id;
    while (repeats.putIfAbsent(candidate, 0) != null) {
      candidate = id + "-" + repeats.merge(id, 1, Integer::sum);
    }
    return candidate;
  }
}
