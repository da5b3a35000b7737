package dev.galley.render.markdown.kramdown.span;

import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.Markup;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code <https://example.org>} and {@code <someone@example.org>}. */
final class AutolinkRule implements SpanRule {

  private static final String MAIL = "[\\p{IsAlphabetic}\\p{IsDigit}_.-]";
  private static final Pattern AUTOLINK =
      Pattern.compile(
          "<((mailto|https?|ftps?):[^>\\n]+|" + MAIL + "{1,254}+@" + MAIL + "{1,254}+)>");

  @Override
  public boolean read(SpanParser spans) {
    Scanner scanner = spans.scanner();
    Matcher match = scanner.peek(0) == '<' ? scanner.match(AUTOLINK) : null;
    if (match == null) {
      return false;
    }
    String address = match.group(1);
    Markup link =
        Markup.of("a").with("href", match.group(2) == null ? "mailto:" + address : address);
    String shown = address.startsWith("mailto:") ? address.substring(7) : address;
    SpanParser.append(link, shown, false);
    spans.add(link);
    scanner.moveTo(match.end());
    return true;
  }
}
