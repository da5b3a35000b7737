package dev.galley.render.markdown.kramdown.tree;

import dev.galley.render.markdown.dialect.Watch;
import dev.galley.render.markdown.kramdown.text.Output;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a document says of its abbreviations, and where they stand in its texts. */
public final class Abbreviations {

  private final Map<String, String> meanings = new HashMap<>();

  /** The longest first. */
  private final Map<Character, List<String>> byFirst = new HashMap<>();

  public void define(String name, String meaning) {
    meanings.put(name, meaning);
  }

  /**
   * Writes text with what its abbreviations mean, once all are known; they count as words alone.
   */
  public void write(String text, Watch watch, Output out) {
    if (byFirst.isEmpty()) {
      meanings.keySet().stream()
          .sorted(Comparator.comparingInt(String::length).reversed())
          .forEach(
              name -> byFirst.computeIfAbsent(name.charAt(0), c -> new ArrayList<>()).add(name));
    }
    int from = 0;
    for (int at = 0; at < text.length() && !meanings.isEmpty(); at++) {
      String name = at > 0 && isOfWord(text.charAt(at - 1)) ? "" : at(text, at, watch);
      if (!name.isEmpty()) {
        String meaning = meanings.getOrDefault(name, "");
        out.text(text.substring(from, at));
        out.open("abbr", meaning.isEmpty() ? Map.of() : Map.of("title", meaning));
        out.text(name).close("abbr");
        from = at + name.length();
        at = from - 1;
      }
    }
    out.text(text.substring(from));
  }

  /** The longest that stands at a place; empty for none. */
  private String at(String text, int at, Watch watch) {
    for (String name : byFirst.getOrDefault(text.charAt(at), List.of())) {
      watch.tick(name.length());
      int end = at + name.length();
      if (text.startsWith(name, at) && (end == text.length() || !isOfWord(text.charAt(end)))) {
        return name;
      }
    }
    return "";
  }

  // Ruby's \w, which is ASCII.
  private static boolean isOfWord(char c) {
    return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }
}
