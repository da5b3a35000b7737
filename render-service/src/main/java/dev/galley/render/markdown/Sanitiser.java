package dev.galley.render.markdown;

import dev.galley.render.markdown.dialect.Anchors;
import dev.galley.render.markdown.dialect.Finding.Code;
import dev.galley.render.markdown.dialect.Findings;
import java.util.List;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.LeafNode;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * The last thing that touches a fragment: parses it as a browser does and keeps what {@link
 * AllowedHtml} names. Whatever the Markdown library let through, no script, no event handler and no
 * address other than http, https, mailto or a relative one leaves here.
 *
 * <p>It does NOT protect against what is allowed: links to bad places, images that track, text that
 * lies. Ids stay, each once and none of the theme's; on pages without scripts they cannot shadow
 * anything.
 */
final class Sanitiser {

  private static final int MAX_TAGS = 200_000;
  private static final int MAX_ROUNDS = 5;

  private final AllowedHtml allowed;

  Sanitiser(EmbedHosts embeds) {
    allowed = new AllowedHtml(embeds);
  }

  /**
   * Sanitises until another round would change nothing, so that what a browser parses is what was
   * looked at here.
   */
  Sanitised sanitise(String html, Deadline deadline, Findings findings) {
    checkTags(html);
    String before = html;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Element body = parsed(before);
      clean(body, deadline, findings);
      String after = body.html();
      if (after.equals(before)) {
        return new Sanitised(after, body);
      }
      before = after;
      deadline.check();
    }
    throw new UnrenderableDocument("The document's HTML is too broken to be made safe");
  }

  private static void checkTags(String html) {
    int tags = 0;
    for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
      if (++tags > MAX_TAGS) {
        throw new TooComplex("The document renders to more than " + MAX_TAGS + " tags");
      }
    }
  }

  private static Element parsed(String html) {
    Document document = Parser.htmlParser().parseInput("<body>" + html, "");
    document.outputSettings().prettyPrint(false);
    return document.body();
  }

  private void clean(Element body, Deadline deadline, Findings findings) {
    for (Element element : List.copyOf(body.getAllElements())) {
      deadline.tick(50);
      if (element != body) {
        clean(element, findings);
      }
    }
    distinguishIds(body);
    Directions.mark(body);
    // The parser hangs what is no text and no element on its parent as it came.
    body.forEachNode(Sanitiser::dropUnlessTextOrElement);
  }

  /** A link to an id leads to its first place; a second one is never found. */
  private static void distinguishIds(Element body) {
    Anchors anchors = new Anchors();
    for (Element element : body.getElementsByAttribute("id")) {
      if (!element.id().isEmpty()) {
        element.id(anchors.distinct(element.id()));
      }
    }
  }

  private void clean(Element element, Findings findings) {
    switch (allowed.verdict(element)) {
      case DROP -> {
        findings.add(
            Code.NOT_ALLOWED, "Not allowed here and left out", "<" + element.normalName() + ">");
        element.remove();
      }
      case UNWRAP -> element.unwrap();
      case LINK -> replaceByLink(element, findings);
      case KEEP -> cleanAttributes(element);
    }
  }

  private void replaceByLink(Element frame, Findings findings) {
    String address = frame.attr("src");
    findings.add(Code.NOT_ALLOWED, "Not on the list of embeddable sites, shown as a link", address);
    Element link = new Element("a").attr("href", address).text(address);
    frame.replaceWith(link);
    cleanAttributes(link);
  }

  private void cleanAttributes(Element element) {
    for (Attribute attribute : element.attributes().asList()) {
      String value = allowed.value(element, attribute.getKey(), attribute.getValue());
      if (value == null) {
        element.removeAttr(attribute.getKey());
      } else if (!value.equals(attribute.getValue())) {
        element.attr(attribute.getKey(), value);
      }
    }
    allowed.harden(element);
  }

  private static void dropUnlessTextOrElement(Node node) {
    boolean text = node instanceof TextNode && node.getClass() == TextNode.class;
    if (node instanceof LeafNode && !text) {
      node.remove();
    }
  }
}
