package dev.galley.post.transfer.ghost;

import dev.galley.post.engine.text.Prose;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What Ghost's Markdown has and GFM has not: {@code H~2~O}, {@code x^2^}, {@code ==marked==}, and
 * that every line break is one.
 */
final class CardMarkdown {

  /** Or what these signs mean nothing in: code, addresses, tags, and what is escaped. */
  private static final Pattern SIGN =
      Pattern.compile(
          "(?<code>`{1,3})(?!`)[^`\\n]{1,500}\\k<code>(?!`)|\\\\.|\\]\\([^()\\s]{1,2000}"
              + "|<[^<>\\n]{1,2000}>|https?://[^\\s<>]{1,2000}"
              + "|(?<!~)~(?<sub>[^\\s~]{1,100})~(?!~)|\\^(?<sup>[^\\s^\\[\\]]{1,100})\\^"
              + "|(?<!=)==(?<mark>[^\\s=](?:[^=\\n]{0,500}[^\\s=])?)==(?!=)");

  private static final List<String> ELEMENTS = List.of("sub", "sup", "mark");

  /** What lies on lines of its own, beside code. */
  private static final Pattern OTHER_BLOCK =
      Pattern.compile(
          "\\s*(?:[#|<].*|>.*|[-+*][ \\t].*|\\d{1,9}[.)][ \\t].*|[-=*_ \\t]+|\\[[^\\]]{1,300}]:.*|)");

  private static final Pattern UNBROKEN =
      Pattern.compile(
          "(?:(?: {4}|\\t| {0,3}[#|<]).*|[-=*_ \\t]+|.*(?: {2}|\\\\)|\\s*\\[[^\\]]{1,300}]:.*|)");

  private CardMarkdown() {}

  static String asGfm(String markdown) {
    return Prose.outsideFences(
        markdown, text -> broken(SIGN.matcher(text).replaceAll(CardMarkdown::element)));
  }

  private static String element(MatchResult sign) {
    // Groups by their numbers, as a result has no names before Java 20.
    for (int i = 0; i < ELEMENTS.size(); i++) {
      String words = sign.group(i + 2);
      if (words != null) {
        String name = ELEMENTS.get(i);
        return Matcher.quoteReplacement("<" + name + ">" + words + "</" + name + ">");
      }
    }
    return Matcher.quoteReplacement(sign.group());
  }

  private static String broken(String text) {
    List<String> lines = text.lines().toList();
    String end = text.endsWith("\n") ? "\n" : "";
    return IntStream.range(0, lines.size())
            .mapToObj(i -> broken(lines.get(i), i + 1 < lines.size() ? lines.get(i + 1) : ""))
            .collect(Collectors.joining("\n"))
        + end;
  }

  /** A line of a paragraph that goes on in the next one. */
  private static String broken(String line, String next) {
    if (line.startsWith(">") && next.startsWith(">")) {
      return ">" + broken(line.substring(1), next.substring(1));
    }
    return UNBROKEN.matcher(line).matches() || OTHER_BLOCK.matcher(next).matches()
        ? line
        : line + "  ";
  }
}
