package dev.galley.render.markdown.kramdown.span;

import dev.galley.render.markdown.dialect.Finding.Code;
import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.LinkDefinition;
import dev.galley.render.markdown.kramdown.tree.Markup;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Links and images: inline, with a reference, collapsed and short. */
final class LinkRule implements SpanRule {

  // Unlike CommonMark, kramdown lets white space stand before the reference: [text] [id].
  private static final Pattern REFERENCE = Pattern.compile("\\s*+\\[([^\\]]++)?]");
  private static final Pattern ANGLED = Pattern.compile("\\(<([^>\\n]*)>");
  private static final Pattern TITLE =
      Pattern.compile("\\s*+([\"'])(.+?)\\1\\s*+\\)", Pattern.DOTALL);

  @Override
  public boolean read(SpanParser spans) {
    Scanner scanner = spans.scanner();
    String opening = scanner.looksAt("![") ? "![" : "[";
    char next = scanner.peek(opening.length());
    if (!scanner.looksAt(opening) || next == '^' || next == Scanner.NONE) {
      return false;
    }
    int start = scanner.at();
    boolean image = opening.length() == 2;
    boolean nested = !image && (spans.isInside("a") || spans.isInside("img"));
    if (!nested && !spans.isDeadEnd(opening, start) && link(spans, opening, image)) {
      return true;
    }
    if (!nested) {
      spans.rememberDeadEnd(opening, start);
    }
    scanner.moveTo(start + opening.length());
    spans.text(opening);
    return true;
  }

  private static boolean link(SpanParser spans, String opening, boolean image) {
    Scanner scanner = spans.scanner();
    scanner.skip(opening.length());
    int textStart = scanner.at();
    Markup link = Markup.of(image ? "img" : "a");
    if (!spans.parse(link, new ClosingBracket(scanner, link)::isHere)) {
      return false;
    }
    String text = EscapeRule.unescaped(scanner.since(textStart));
    scanner.watch().tick(text.length());
    scanner.skip(1);
    Target target = target(spans, text);
    if (target == null) {
      return false;
    }
    point(link, target, image ? text : null);
    spans.add(link);
    return true;
  }

  private static void point(Markup link, Target target, @Nullable String alternative) {
    if (alternative == null) {
      link.with("href", target.url());
    } else {
      link.removeChildren();
      link.with("src", target.url()).with("alt", alternative);
    }
    if (target.title() != null) {
      link.with("title", target.title());
    }
  }

  private record Target(String url, @Nullable String title) {}

  private static @Nullable Target target(SpanParser spans, String text) {
    Scanner scanner = spans.scanner();
    Matcher reference = scanner.match(REFERENCE);
    if (reference != null) {
      scanner.moveTo(reference.end());
      String id = reference.group(1) == null ? text : reference.group(1);
      Target target = defined(spans, id);
      if (target == null) {
        spans
            .document()
            .findings()
            .add(Code.UNDEFINED_REFERENCE, "A link's reference is not defined", "[" + id + "]");
      }
      return target;
    }
    return scanner.peek(0) == '(' ? inline(scanner) : defined(spans, text);
  }

  private static @Nullable Target defined(SpanParser spans, String id) {
    Optional<LinkDefinition> definition = spans.document().definition(id);
    return definition.map(found -> new Target(found.url(), found.title())).orElse(null);
  }

  private static @Nullable Target inline(Scanner scanner) {
    Matcher angled = scanner.match(ANGLED);
    String url;
    if (angled != null) {
      scanner.moveTo(angled.end());
      url = angled.group(1);
      if (scanner.skipIf(")")) {
        return new Target(url, null);
      }
    } else {
      InlineAddress address = InlineAddress.read(scanner);
      url = address.url();
      if (address.isClosed()) {
        return new Target(url, null);
      }
    }
    Matcher title = scanner.match(TITLE);
    if (title == null) {
      return null;
    }
    scanner.moveTo(title.end());
    return new Target(url, title.group(2));
  }
}
