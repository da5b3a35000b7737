package dev.galley.render.markdown.kramdown.span;

import dev.galley.render.markdown.dialect.Finding.Code;
import dev.galley.render.markdown.kramdown.text.HtmlElements;
import dev.galley.render.markdown.kramdown.text.HtmlTag;
import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.Markup;
import org.jspecify.annotations.Nullable;

/** HTML inside a paragraph. Its content is Markdown, unless the element is one for code. */
final class HtmlSpanRule implements SpanRule {

  @Override
  public boolean read(SpanParser spans) {
    Scanner scanner = spans.scanner();
    if (scanner.peek(0) != '<') {
      return false;
    }
    int start = scanner.at();
    if (skipComment(spans)) {
      return true;
    }
    HtmlTag tag = HtmlTag.at(scanner);
    if (tag == null) {
      // A closing tag that closes nothing is text, and so is a lone angle.
      boolean closing = HtmlTag.skipClosing(scanner) != null;
      if (closing) {
        spans.text(scanner.since(start));
      }
      return closing;
    }
    scanner.moveTo(tag.end());
    if (HtmlElements.isBlock(tag.name())) {
      spans.text(scanner.since(start));
    } else {
      element(spans, tag);
    }
    return true;
  }

  private static boolean skipComment(SpanParser spans) {
    Scanner scanner = spans.scanner();
    if (!scanner.looksAt("<!--")) {
      return false;
    }
    int end = scanner.find("-->", scanner.at() + 4);
    if (end >= 0) {
      scanner.moveTo(end + 3);
    }
    return end >= 0;
  }

  private static void element(SpanParser spans, HtmlTag tag) {
    Markup element = Markup.html(tag.name());
    tag.attributes().forEach(element::with);
    element.attributes().remove("markdown");
    spans.add(element);
    if (tag.closed() || HtmlElements.isVoid(tag.name())) {
      return;
    }
    boolean markdown = !spans.isHtmlOnly() && isMarkdown(tag);
    boolean found =
        markdown
            ? spans.parse(element, () -> closes(spans.scanner(), tag.name()))
            : spans.parseHtml(element, () -> closes(spans.scanner(), tag.name()));
    if (found) {
      HtmlTag.skipClosing(spans.scanner());
    } else {
      spans
          .document()
          .findings()
          .add(Code.UNCLOSED_TAG, "A tag is not closed", "<" + tag.name() + ">");
    }
  }

  private static boolean isMarkdown(HtmlTag tag) {
    boolean byDefault = HtmlElements.content(tag.name()) != HtmlElements.Content.RAW;
    String wish = tag.attributes().get("markdown");
    if (wish == null) {
      return byDefault;
    }
    return wish.equals("span") || (!wish.equals("0") && byDefault);
  }

  private static boolean closes(Scanner scanner, String name) {
    if (!scanner.looksAt("</")) {
      return false;
    }
    int start = scanner.at();
    @Nullable String closed = HtmlTag.skipClosing(scanner);
    scanner.moveTo(start);
    return name.equals(closed);
  }
}
