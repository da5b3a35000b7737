package dev.galley.post.snip.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds links in Markdown that cannot work, for a warning to the author. Reads lines and not
 * Markdown, so it may miss one; whether a target exists is not asked.
 */
public final class LinkCheck {

  private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,}).*");
  private static final Pattern INLINE_CODE = Pattern.compile("`[^`\\n]{1,500}`");

  // What stands before a bracket is asked where there is one, and not at each character.
  private static final Pattern DEFINITION =
      Pattern.compile("(?m)\\[(?<=^ {0,3}\\[)([^\\[\\]\\n]{1,300})]:[ \\t]*<?([^\\s>]*)");
  private static final Pattern REFERENCE =
      Pattern.compile("\\[(?<!\\\\\\[)([^\\[\\]]{1,300})] ?\\[([^\\[\\]]{0,300})]");
  private static final Pattern INLINE = Pattern.compile("]\\(<?([^\\s()<>]{1,2000})");
  private static final Pattern WEB_ADDRESS =
      Pattern.compile("(?i)https?://[^\\s/?#:,]+(?::\\d+)?(?:[/?#].*)?");
  private static final Pattern MEANT_AS_WEB_ADDRESS =
      Pattern.compile("(?i)(?:h+t+p*s?[:/;]|ttps?:|www\\.).*");
  private static final int MAX_WARNINGS = 20;

  private LinkCheck() {}

  /**
   * A warning for each undefined reference and each malformed address, at most 20.
   *
   * @param text Markdown without its code
   */
  public static List<String> warnings(String text) {
    List<String> warnings = new ArrayList<>();
    Set<String> defined = new HashSet<>();
    Matcher definition = DEFINITION.matcher(text);
    while (definition.find()) {
      defined.add(label(definition.group(1)));
      check(definition.group(2), warnings);
    }
    Matcher inline = INLINE.matcher(text);
    while (inline.find()) {
      check(inline.group(1), warnings);
    }
    Matcher reference = REFERENCE.matcher(text);
    while (reference.find()) {
      String name = reference.group(2).isEmpty() ? reference.group(1) : reference.group(2);
      if (!defined.contains(label(name))) {
        warnings.add("undefined reference [" + name.replaceAll("\\s+", " ") + "]");
      }
    }
    return warnings.stream().distinct().limit(MAX_WARNINGS).toList();
  }

  /** What is no code. */
  public static String prose(String markdown) {
    return withoutCode(markdown, true);
  }

  /** What is no code for certain: lines that are indented may be a part of HTML. */
  static String withoutFences(String markdown) {
    return withoutCode(markdown, false);
  }

  private static String withoutCode(String markdown, boolean alsoIndented) {
    StringBuilder text = new StringBuilder(markdown.length());
    VerbatimHtml html = new VerbatimHtml(markdown);
    int at = 0;
    String fence = "";
    for (String line : (Iterable<String>) markdown.lines()::iterator) {
      Matcher opening = fence.isEmpty() && !html.holds(line, at) ? FENCE.matcher(line) : null;
      if (opening != null && opening.matches()) {
        fence = opening.group(1);
      } else if (!fence.isEmpty()) {
        fence = line.stripLeading().startsWith(fence) ? "" : fence;
      } else if (!alsoIndented || !line.startsWith("    ") && !line.startsWith("\t")) {
        text.append(line).append('\n');
      }
      at += line.length() + 1;
    }
    return INLINE_CODE.matcher(text).replaceAll(" ");
  }

  private static void check(String address, List<String> warnings) {
    if (address.isEmpty()) {
      warnings.add("a link without an address");
    } else if (MEANT_AS_WEB_ADDRESS.matcher(address).matches()
        && !WEB_ADDRESS.matcher(address).matches()) {
      warnings.add(
          "malformed link " + (address.length() > 100 ? address.substring(0, 100) + "…" : address));
    }
  }

  // CommonMark 0.31.2, 4.7: labels match case-insensitively, with white space collapsed.
  private static String label(String text) {
    return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
