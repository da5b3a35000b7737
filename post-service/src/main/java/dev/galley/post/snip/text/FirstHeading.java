package dev.galley.post.snip.text;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first heading of Markdown, as plain text: a title where nothing else gives one. */
public final class FirstHeading {

  private static final Pattern FENCE = Pattern.compile(" {0,3}(?:```|~~~).*");
  private static final Pattern ATX =
      Pattern.compile(" {0,3}#{1,6}[ \\t]+(.{1,500}?)[ \\t]*#*[ \\t]*");
  private static final Pattern UNDERLINE = Pattern.compile(" {0,3}(?:=+|-{2,})[ \\t]*");
  private static final Pattern LINK =
      Pattern.compile("!?\\[([^\\[\\]]*)](?:\\([^()]*\\)|\\[[^\\[\\]]*])");
  private static final Pattern MARKUP =
      Pattern.compile("\\[\\^[^\\]]{0,100}]|\\{[:#][^}]{0,100}}|<[^<>]*>|[*_`]+");

  /** Longer ones are no headings, and would cost the patterns here too much. */
  private static final int MAX_LINE_CHARS = 500;

  private FirstHeading() {}

  public static Optional<String> of(String markdown) {
    List<String> lines = markdown.lines().toList();
    boolean inCode = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      inCode ^= FENCE.matcher(line).matches();
      if (inCode || line.length() > MAX_LINE_CHARS) {
        continue;
      }
      Matcher atx = ATX.matcher(line);
      boolean ownParagraph = i == 0 || lines.get(i - 1).isBlank();
      String heading =
          atx.matches() ? atx.group(1) : ownParagraph && isUnderlined(lines, i) ? line : "";
      if (!plain(heading).isEmpty()) {
        return Optional.of(plain(heading));
      }
    }
    return Optional.empty();
  }

  private static boolean isUnderlined(List<String> lines, int i) {
    return !lines.get(i).isBlank()
        && i + 1 < lines.size()
        && UNDERLINE.matcher(lines.get(i + 1)).matches();
  }

  private static String plain(String heading) {
    String text = LINK.matcher(heading).replaceAll("$1");
    return MARKUP.matcher(text).replaceAll("").strip();
  }
}
