package dev.galley.post.transfer.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Markdown's own tree of tidied HTML. Only proposes: {@link HtmlToMarkdown} compares what is
 * written of it.
 */
final class MarkdownTree {

  /** How what stands in lines is written. */
  enum Inlines {
    MARKDOWN,
    HTML
  }

  private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

  /** After which CommonMark (4.6, start condition 6) reads HTML up to an empty line. */
  private static final Pattern OPENS_BLOCK =
      Pattern.compile(
          "<(?:!--|(?:address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset"
              + "|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|menu|nav|ol|p|pre"
              + "|script|section|style|table|textarea|ul)\\b).*",
          Pattern.DOTALL);

  private static final Pattern EMPTY_LINES = Pattern.compile("\\n(?=[ \\t]*\\n)");

  private final Inlines inlines;
  private boolean inTable;

  MarkdownTree(Inlines inlines) {
    this.inlines = inlines;
  }

  /** HTML as it can stand between paragraphs of Markdown. */
  static String html(org.jsoup.nodes.Node node) {
    String html = EMPTY_LINES.matcher(node.outerHtml()).replaceAll("&#10;");
    // Any other element begins a block only when its tag is alone on its line.
    return OPENS_BLOCK.matcher(html).matches() ? html : html.replaceFirst(">", ">\n");
  }

  /** The block of a node; empty where Markdown has none for it. */
  Optional<Block> block(org.jsoup.nodes.Node node) {
    if (!(node instanceof Element element) || !isPlain(element)) {
      return Optional.empty();
    }
    String name = element.normalName();
    if (HEADINGS.contains(name)) {
      Heading heading = new Heading();
      heading.setLevel(name.charAt(1) - '0');
      return Optional.of(lines(heading, element));
    }
    return Optional.ofNullable(
        switch (name) {
          case "p" -> lines(new Paragraph(), element);
          case "hr" -> rule();
          case "blockquote" -> blocks(new BlockQuote(), element);
          case "ul", "ol" -> list(element);
          case "pre" -> code(element);
          case "table" -> table(element);
          default -> null;
        });
  }

  private static ThematicBreak rule() {
    ThematicBreak rule = new ThematicBreak();
    rule.setLiteral("---");
    return rule;
  }

  /** Whether an element has no attribute that Markdown has no place for. */
  private static boolean isPlain(Element element) {
    return element.attributesSize() == 0
        || (element.normalName().equals("ol")
            && element.attributesSize() == 1
            && element.attr("start").matches("\\d{1,9}"));
  }

  private <T extends Node> T blocks(T to, Element element) {
    List<org.jsoup.nodes.Node> line = new ArrayList<>();
    for (org.jsoup.nodes.Node child : element.childNodes()) {
      if (Tidy.isBlock(child)) {
        paragraph(to, line);
        to.appendChild(block(child).orElseGet(() -> htmlBlock(child)));
      } else {
        line.add(child);
      }
    }
    paragraph(to, line);
    return to;
  }

  private void paragraph(Node to, List<org.jsoup.nodes.Node> line) {
    Paragraph paragraph = new Paragraph();
    line.forEach(node -> inline(paragraph, node));
    line.clear();
    trim(paragraph);
    if (paragraph.getFirstChild() != null) {
      to.appendChild(paragraph);
    }
  }

  private static HtmlBlock htmlBlock(org.jsoup.nodes.Node node) {
    HtmlBlock block = new HtmlBlock();
    block.setLiteral(html(node));
    return block;
  }

  private @Nullable Block list(Element element) {
    ListBlock list;
    if (element.normalName().equals("ol")) {
      OrderedList ordered = new OrderedList();
      ordered.setMarkerStartNumber(
          element.hasAttr("start") ? Integer.parseInt(element.attr("start")) : 1);
      ordered.setMarkerDelimiter(".");
      list = ordered;
    } else {
      BulletList bullets = new BulletList();
      bullets.setMarker("-");
      list = bullets;
    }
    list.setTight(
        element.children().stream()
            .noneMatch(
                item ->
                    item.children().stream().anyMatch(child -> child.normalName().equals("p"))));
    for (Element item : element.children()) {
      if (!item.normalName().equals("li") || item.attributesSize() > 0) {
        return null;
      }
      list.appendChild(blocks(new ListItem(), item));
    }
    return list;
  }

  /** Only what says that it is code is fenced: other text of fixed width stays what it is. */
  private static @Nullable Block code(Element pre) {
    Element code = pre.firstElementChild();
    if (code == null
        || pre.childNodeSize() != 1
        || !code.normalName().equals("code")
        || !code.children().isEmpty()) {
      return null;
    }
    FencedCodeBlock block = new FencedCodeBlock();
    block.setFenceCharacter("`");
    String language = code.className();
    block.setInfo(language.startsWith("language-") ? language.substring(9) : "");
    String text = code.wholeText();
    block.setLiteral(text.endsWith("\n") ? text : text + "\n");
    return block;
  }

  private @Nullable Block table(Element element) {
    Element head = element.selectFirst("> thead");
    List<Element> bodies = element.select("> tbody");
    if (head == null || head.childrenSize() != 1 || bodies.size() > 1) {
      return null;
    }
    inTable = true;
    TableBlock table = new TableBlock();
    TableHead tableHead = new TableHead();
    tableHead.appendChild(row(head.child(0), true));
    table.appendChild(tableHead);
    if (!bodies.isEmpty()) {
      TableBody body = new TableBody();
      bodies.get(0).children().forEach(row -> body.appendChild(row(row, false)));
      table.appendChild(body);
    }
    inTable = false;
    return table;
  }

  private TableRow row(Element element, boolean isHead) {
    TableRow row = new TableRow();
    for (Element cell : element.children()) {
      TableCell tableCell = new TableCell();
      tableCell.setHeader(isHead);
      if (isHead && cell.attr("align").matches("left|center|right")) {
        tableCell.setAlignment(
            TableCell.Alignment.valueOf(cell.attr("align").toUpperCase(Locale.ROOT)));
      }
      row.appendChild(lines(tableCell, cell));
    }
    return row;
  }

  private <T extends Node> T lines(T to, Element element) {
    element.childNodes().forEach(child -> inline(to, child));
    trim(to);
    return to;
  }

  /** White space at the ends of a paragraph shows nowhere, nor does it around a line break. */
  private static void trim(Node lines) {
    Node next;
    for (Node node = lines.getFirstChild(); node != null; node = next) {
      next = node.getNext();
      if (node instanceof Text text) {
        String literal = text.getLiteral();
        boolean first = node.getPrevious() == null || node.getPrevious() instanceof HardLineBreak;
        boolean last = next == null || next instanceof HardLineBreak;
        literal = first && literal.startsWith(" ") ? literal.substring(1) : literal;
        literal =
            last && literal.endsWith(" ") ? literal.substring(0, literal.length() - 1) : literal;
        text.setLiteral(literal);
        if (literal.isEmpty()) {
          node.unlink();
        }
      }
    }
  }

  private void inline(Node to, org.jsoup.nodes.Node node) {
    if (node instanceof TextNode text) {
      text(to, text.getWholeText());
      return;
    }
    if (!(node instanceof Element element)) {
      to.appendChild(htmlInline(node.outerHtml()));
      return;
    }
    Node own = inlines == Inlines.MARKDOWN ? own(element) : null;
    if (own != null) {
      to.appendChild(own);
    } else if (element.normalName().equals("br") && element.attributesSize() == 0 && !inTable) {
      to.appendChild(new HardLineBreak());
    } else {
      tags(to, element);
    }
  }

  /** Neighbours are one, or the writer could not see what they are together. */
  private static void text(Node to, String text) {
    if (to.getLastChild() instanceof Text before) {
      String literal = before.getLiteral() + text;
      before.setLiteral(literal.replaceAll(" {2,}", " "));
    } else {
      to.appendChild(new Text(text));
    }
  }

  private static HtmlInline htmlInline(String html) {
    HtmlInline inline = new HtmlInline();
    inline.setLiteral(html);
    return inline;
  }

  private void tags(Node to, Element element) {
    String html = element.outerHtml();
    String closing = "</" + element.tagName() + ">";
    if (Tidy.isVerbatim(element) || !html.endsWith(closing)) {
      to.appendChild(htmlInline(html));
      return;
    }
    String opening = element.shallowClone().outerHtml();
    to.appendChild(htmlInline(opening.substring(0, opening.length() - closing.length())));
    element.childNodes().forEach(child -> inline(to, child));
    to.appendChild(htmlInline(closing));
  }

  /** What Markdown has for an element; null where it has nothing for all of it. */
  private @Nullable Node own(Element element) {
    return switch (element.normalName()) {
      case "a" -> has(element, "href", "title") ? link(element) : null;
      case "img" -> has(element, "src", "alt", "title") ? image(element) : null;
      case "code" -> has(element) && element.children().isEmpty() ? new Code(element.text()) : null;
      case "em" -> has(element) ? lines(new Emphasis("*"), element) : null;
      case "strong" -> has(element) ? lines(new StrongEmphasis("**"), element) : null;
      case "del" -> has(element) ? lines(new Strikethrough("~~"), element) : null;
      default -> null;
    };
  }

  private static boolean has(Element element, String... names) {
    return Set.of(names)
        .containsAll(element.attributes().asList().stream().map(Attribute::getKey).toList());
  }

  private Node link(Element element) {
    Link link = new Link(element.attr("href"), title(element));
    element.childNodes().forEach(child -> inline(link, child));
    return link;
  }

  private static Node image(Element element) {
    Image image = new Image(element.attr("src"), title(element));
    String alt = element.attr("alt");
    if (!alt.isEmpty()) {
      image.appendChild(new Text(alt));
    }
    return image;
  }

  private static @Nullable String title(Element element) {
    return element.hasAttr("title") ? element.attr("title") : null;
  }
}
