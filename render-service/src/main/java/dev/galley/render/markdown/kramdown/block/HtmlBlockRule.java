package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.block.BlockStart;
import com.vladsch.flexmark.util.ast.Node;
import dev.galley.render.markdown.kramdown.text.HtmlElements;
import dev.galley.render.markdown.kramdown.text.HtmlTag;
import dev.galley.render.markdown.kramdown.text.RawHtml;
import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.Markup;
import dev.galley.render.markdown.kramdown.tree.RawSpan;
import org.jspecify.annotations.Nullable;

/**
 * HTML that begins a line goes to its closing tag, wherever that is, and not to a blank line as in
 * CommonMark. With {@code markdown="1"} its content is Markdown.
 */
final class HtmlBlockRule implements BlockRule {

  @Override
  public @Nullable BlockStart start(BlockLine line) {
    if (line.first() != '<') {
      return null;
    }
    Scanner scanner = line.scanner();
    if (scanner.looksAt("<!--")) {
      return line.isInParagraph() ? null : comment(line, scanner);
    }
    HtmlTag tag = HtmlTag.at(scanner);
    if (tag == null || HtmlElements.isSpan(tag.name())) {
      return null;
    }
    if (tag.name().equals("script") && line.isInParagraph()) {
      return null;
    }
    return element(line, scanner, tag);
  }

  private static @Nullable BlockStart comment(BlockLine line, Scanner scanner) {
    int end = scanner.find("-->", scanner.at() + 4);
    return end < 0 ? null : HtmlBlockParser.whole(new RawSpan(""), end + 3).startAt(line);
  }

  private static BlockStart element(BlockLine line, Scanner scanner, HtmlTag tag) {
    if (tag.closed() || HtmlElements.isVoid(tag.name())) {
      return HtmlBlockParser.whole(markup(tag), tag.end()).startAt(line);
    }
    return switch (content(tag)) {
      case BLOCK -> HtmlBlockParser.around(tag).startAt(line);
      case SPAN -> span(line, scanner, tag);
      case RAW -> {
        RawHtml raw = new RawHtml(scanner);
        String html = raw.read();
        yield HtmlBlockParser.whole(new RawSpan(line.unquoted(html)), scanner.at()).startAt(line);
      }
    };
  }

  private static BlockStart span(BlockLine line, Scanner scanner, HtmlTag tag) {
    scanner.moveTo(tag.end());
    String text = RawHtml.upToClosing(scanner, tag.name());
    Node element = markup(tag);
    return HtmlBlockParser.withSpans(element, line.unquoted(text), scanner.at()).startAt(line);
  }

  private static Markup markup(HtmlTag tag) {
    Markup element = Markup.html(tag.name());
    tag.attributes().forEach(element::with);
    element.attributes().remove("markdown");
    return element;
  }

  private static HtmlElements.Content content(HtmlTag tag) {
    return switch (tag.attributes().getOrDefault("markdown", "")) {
      case "1" -> HtmlElements.content(tag.name());
      case "block" -> HtmlElements.Content.BLOCK;
      case "span" -> HtmlElements.Content.SPAN;
      default -> HtmlElements.Content.RAW;
    };
  }
}
