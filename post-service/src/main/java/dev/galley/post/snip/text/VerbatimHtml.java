package dev.galley.post.snip.text;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a line of Markdown is in HTML that holds lines as they are, such as {@code <pre>}: no
 * fence begins there. To be asked of each line of a text, in their order, that is in no fence.
 */
public final class VerbatimHtml {

  private static final Pattern BEGINNING =
      Pattern.compile(
          "(?i) {0,3}<(?:[a-z][^<>]{0,500}>\\s{0,20}<){0,5}(pre|script|style|textarea)\\b.*",
          Pattern.DOTALL);

  private final Map<String, Integer> lastEnds;
  private String end = "";

  public VerbatimHtml(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    lastEnds =
        Stream.of("</pre", "</script", "</style", "</textarea")
            .collect(Collectors.toMap(tag -> tag, lower::lastIndexOf));
  }

  /**
   * Whether a line lies within.
   *
   * @param line with its end or without
   * @param at where it begins in the text
   */
  public boolean holds(String line, int at) {
    Matcher beginning = end.isEmpty() ? BEGINNING.matcher(line) : null;
    if (beginning != null && beginning.matches()) {
      String tag = "</" + beginning.group(1).toLowerCase(Locale.ROOT);
      end = lastEnds.getOrDefault(tag, -1) > at ? tag : "";
    }
    boolean isWithin = !end.isEmpty();
    if (isWithin && line.toLowerCase(Locale.ROOT).contains(end)) {
      end = "";
    }
    return isWithin;
  }
}
