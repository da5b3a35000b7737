package dev.galley.post.transfer.markup;

import java.util.LinkedHashSet;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.parser.Parser;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** The HTML within Markdown: of a block all that is in it, and in a line the tags alone. */
public final class HtmlInMarkdown extends AbstractVisitor {

  private static final Parser PARSER = Parser.builder().maxOpenBlockParsers(100).build();

  /** Show something though there are no words in them. */
  private static final String SHOWING = "img, picture, video, audio, iframe, object, embed, svg";

  private static final int MAX_FOUND = 20;
  private static final int SHOWN_CHARS = 60;

  private final Set<String> found = new LinkedHashSet<>();

  private HtmlInMarkdown() {}

  /** How each piece begins without which a reader would miss something, at most 20. */
  public static Set<String> showing(String markdown) {
    HtmlInMarkdown html = new HtmlInMarkdown();
    if (markdown.indexOf('<') >= 0) {
      PARSER.parse(markdown).accept(html);
    }
    return html.found;
  }

  @Override
  public void visit(HtmlBlock block) {
    note(block.getLiteral());
  }

  @Override
  public void visit(HtmlInline inline) {
    note(inline.getLiteral());
  }

  private void note(String html) {
    if (found.size() == MAX_FOUND) {
      return;
    }
    Element body = Jsoup.parseBodyFragment(html).body();
    if (body.hasText() || !body.select(SHOWING).isEmpty()) {
      String line = html.strip().lines().findFirst().orElse("");
      found.add(line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…");
    }
  }
}
