package dev.galley.render.markdown.kramdown.span;

import dev.galley.render.markdown.kramdown.text.Scanner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/** {@code &copy;} becomes its character; what is no entity stays as it is. */
final class EntityRule implements SpanRule {

  private static final Pattern ENTITY =
      Pattern.compile("&(?:[\\w:][-\\w.:]{0,63}|#\\d{1,9}|#x[0-9a-fA-F]{1,8});");

  @Override
  public boolean read(SpanParser spans) {
    Scanner scanner = spans.scanner();
    Matcher match = scanner.peek(0) == '&' ? scanner.match(ENTITY) : null;
    if (match == null) {
      return false;
    }
    spans.text(Parser.unescapeEntities(match.group(), false));
    scanner.moveTo(match.end());
    return true;
  }
}
