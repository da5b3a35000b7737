package dev.galley.render.markdown.kramdown.span;

import dev.galley.render.markdown.kramdown.text.AttributeList;
import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.Markup;
import dev.galley.render.markdown.kramdown.tree.RawSpan;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code {: .class}} after an element, and the extensions that can stand in a paragraph. */
final class SpanAttributesRule implements SpanRule {

  private static final Pattern LIST = Pattern.compile("\\{:((?:\\\\}|[^}])+)}");
  private static final Pattern COMMENT =
      Pattern.compile("\\{::comment(?:\\s[^}]*)?}.*?\\{:/(?:comment)?}", Pattern.DOTALL);
  private static final Pattern NO_MARKDOWN =
      Pattern.compile("\\{::nomarkdown(?:\\s[^}]*)?}(.*?)\\{:/(?:nomarkdown)?}", Pattern.DOTALL);

  @Override
  public boolean read(SpanParser spans) {
    Scanner scanner = spans.scanner();
    if (!scanner.looksAt("{:")) {
      return false;
    }
    return scanner.looksAt("{::") ? extension(spans) : attributes(spans);
  }

  private static boolean attributes(SpanParser spans) {
    Matcher match = spans.scanner().match(LIST);
    if (match == null || !(spans.current().getLastChild() instanceof Markup element)) {
      return false;
    }
    spans.document().resolve(AttributeList.of(match.group(1))).applyTo(element.attributes());
    spans.scanner().moveTo(match.end());
    return true;
  }

  private static boolean extension(SpanParser spans) {
    Scanner scanner = spans.scanner();
    Matcher comment = scanner.match(COMMENT);
    if (comment != null) {
      scanner.moveTo(comment.end());
      return true;
    }
    Matcher raw = scanner.match(NO_MARKDOWN);
    if (raw == null) {
      return false;
    }
    spans.add(new RawSpan(raw.group(1)));
    scanner.moveTo(raw.end());
    return true;
  }
}
