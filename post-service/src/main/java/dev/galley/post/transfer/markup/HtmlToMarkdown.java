package dev.galley.post.transfer.markup;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.Block;
import org.commonmark.node.Document;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.markdown.MarkdownRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeTraversor;

/**
 * Makes Markdown of a fragment of HTML, and checks it: what is written is rendered again, and both
 * must be the same document, element by element and attribute by attribute ({@link Outline}). A
 * block that has no Markdown of its own stands in it as HTML; where most is HTML, or the check
 * fails, the fragment is kept as it is. Safe for many threads.
 */
public final class HtmlToMarkdown {

  static final String GFM = "gfm";
  static final String HTML = "html";

  /** No post is larger; what is larger is refused later, with a reason. */
  private static final int MAX_CHARS = 1024 * 1024;

  /** As in the dialect that renders it: what is nested deeper stays text there. */
  private static final int MAX_OPEN_BLOCKS = 120;

  /** Of elements; no text needs more, and time grows with it. */
  private static final int MAX_DEPTH = 60;

  /** Of elements, texts and comments; a long article has a tenth. */
  private static final int MAX_NODES = 20_000;

  private static final List<Extension> EXTENSIONS =
      List.of(
          TablesExtension.create(),
          StrikethroughExtension.create(),
          TaskListItemsExtension.create(),
          AutolinkExtension.create(),
          FootnotesExtension.create());
  private static final Parser PARSER =
      Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(MAX_OPEN_BLOCKS).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).build();
  private static final MarkdownRenderer WRITER =
      MarkdownRenderer.builder().extensions(EXTENSIONS).build();

  /** Between two lists that would else be one. */
  private static final String APART = "<!-- -->";

  private HtmlToMarkdown() {}

  /**
   * A text and how it is written.
   *
   * @param format {@code gfm} or {@code html}, as posts have it
   */
  public record Converted(String body, String format) {}

  /** Converts a fragment, that is what stands in the body of a page. */
  public static Converted convert(String html) {
    if (html.length() > MAX_CHARS) {
      return new Converted(html, HTML);
    }
    Element body = Jsoup.parseBodyFragment(html).outputSettings(Tidy.VERBATIM).body();
    if (isTooMuch(body)) {
      return new Converted(html, HTML);
    }
    Tidy.up(body);
    List<String> blocks = new ArrayList<>();
    long markdownChars = 0;
    long htmlChars = 0;
    String before = "";
    for (Node node : body.childNodes()) {
      Written written = write(node);
      if (written.text().isEmpty()) {
        continue;
      }
      String name = node.nodeName();
      if (name.equals(before) && (name.equals("ul") || name.equals("ol"))) {
        blocks.add(APART);
      }
      before = name;
      blocks.add(written.text());
      markdownChars += written.isHtml() ? 0 : written.text().length();
      htmlChars += written.isHtml() ? written.text().length() : 0;
    }
    String markdown = String.join("\n\n", blocks);
    return htmlChars <= markdownChars && isSame(body, markdown)
        ? new Converted(markdown, GFM)
        : new Converted(html, HTML);
  }

  /** A fragment as one block of HTML, as it can stand between paragraphs of Markdown. */
  public static String block(String html) {
    Element block = Jsoup.parseBodyFragment("").outputSettings(Tidy.VERBATIM).body();
    return MarkdownTree.html(block.appendElement("div").html(html));
  }

  private static boolean isTooMuch(Element body) {
    int[] nodes = {0};
    int[] deepest = {0};
    NodeTraversor.traverse(
        (node, depth) -> {
          nodes[0]++;
          deepest[0] = Math.max(deepest[0], depth);
        },
        body);
    return nodes[0] > MAX_NODES || deepest[0] > MAX_DEPTH;
  }

  private record Written(String text, boolean isHtml) {}

  /** One block: in Markdown, else with HTML for what stands in its lines, else as HTML. */
  private static Written write(Node node) {
    for (MarkdownTree.Inlines inlines : MarkdownTree.Inlines.values()) {
      Block block = new MarkdownTree(inlines).block(node).orElse(null);
      if (block != null) {
        Document document = new Document();
        document.appendChild(block);
        String text = WRITER.render(document).strip();
        if (isSame(Outline.of(node), text)) {
          return new Written(text, false);
        }
      }
    }
    return new Written(MarkdownTree.html(node), !node.nodeName().equals("#comment"));
  }

  private static boolean isSame(Element body, String markdown) {
    return isSame(Outline.of(body), markdown);
  }

  private static boolean isSame(String outline, String markdown) {
    Element rendered =
        Jsoup.parseBodyFragment(RENDERER.render(PARSER.parse(markdown)))
            .outputSettings(Tidy.VERBATIM)
            .body();
    Tidy.up(rendered);
    return Outline.of(rendered).equals(outline);
  }
}
