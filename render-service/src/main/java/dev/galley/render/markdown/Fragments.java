package dev.galley.render.markdown;

import dev.galley.render.markdown.dialect.Finding.Code;
import dev.galley.render.markdown.dialect.Findings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/** Reads out of sanitised HTML what lists, feeds and editors want to know. */
final class Fragments {

  /** What is inside of another block was told with it; notes and contents are about the text. */
  private static final Evaluator NO_BEGINNING =
      Selector.evaluatorOf("p, li, .footnotes, .toc, #markdown-toc");

  private static final Evaluator MAYBE_UNSAID = Selector.evaluatorOf("sup, [hidden], [style]");

  private static final Evaluator BLOCKS = Selector.evaluatorOf("p, li");
  private static final Evaluator HEADINGS = Selector.evaluatorOf("h1,h2,h3,h4,h5,h6");
  private static final Evaluator IMAGES = Selector.evaluatorOf("img[src]");

  private Fragments() {}

  static Fragment of(Sanitised sanitised, Findings findings) {
    Element body = sanitised.body();
    new LinkFindings(findings).lookAt(body);
    Set<String> images = new LinkedHashSet<>();
    body.select(IMAGES).forEach(image -> images.add(image.attr("src")));
    List<Heading> headings =
        body.select(HEADINGS).stream()
            .map(h -> new Heading(h.tagName().charAt(1) - '0', h.id(), h.text()))
            .toList();
    lookAt(headings, findings);
    return new Fragment(
        sanitised.html(), excerpt(body), List.copyOf(images), headings, findings.all());
  }

  /** Who goes from heading to heading by level would look for one that is not there. */
  private static void lookAt(List<Heading> headings, Findings findings) {
    for (int i = 1; i < headings.size(); i++) {
      int before = headings.get(i - 1).level();
      int level = headings.get(i).level();
      if (level > before + 1) {
        findings.add(
            Code.HEADING_SKIPS,
            "A heading of level " + level + " follows one of level " + before,
            headings.get(i).text());
      }
    }
  }

  private static String excerpt(Element body) {
    StringBuilder text = new StringBuilder();
    Iterable<Element> blocks = body.selectStream(BLOCKS)::iterator;
    for (Element block : blocks) {
      if (text.length() > Fragment.EXCERPT_CHARS) {
        break;
      }
      List<Element> parents = block.parents();
      if (parents.stream().anyMatch(parent -> parent.is(NO_BEGINNING) || hides(parent))
          || hides(block)) {
        continue;
      }
      text.append(text.isEmpty() ? "" : " ").append(withoutMarks(block));
    }
    return shortened(text.toString());
  }

  private static boolean hides(Element element) {
    return element.hasAttr("hidden") || Styles.hide(element.attr("style"));
  }

  /** The number of a footnote says nothing where the footnote is not. */
  private static String withoutMarks(Element block) {
    if (block.selectFirst(MAYBE_UNSAID) == null) {
      return block.text();
    }
    Element text = block.clone();
    text.select(MAYBE_UNSAID).stream()
        .filter(element -> isFootnoteMark(element) || hides(element))
        .forEach(Element::remove);
    return text.text();
  }

  /** As both dialects write it. */
  private static boolean isFootnoteMark(Element element) {
    return element.nameIs("sup")
        && element.children().stream()
            .anyMatch(link -> link.nameIs("a") && link.attr("href").startsWith("#fn"));
  }

  private static String shortened(String text) {
    if (text.length() <= Fragment.EXCERPT_CHARS) {
      return text;
    }
    int space = text.lastIndexOf(' ', Fragment.EXCERPT_CHARS - 1);
    int end = space > 0 ? space : Fragment.EXCERPT_CHARS - 1;
    return text.substring(0, end) + "…";
  }
}
