package dev.galley.render.markdown;

import dev.galley.render.markdown.dialect.Finding.Code;
import dev.galley.render.markdown.dialect.Findings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** Reads out of sanitised HTML what lists, feeds and editors want to know. */
final class Fragments {

  /** What is inside of another block was told with it; notes and contents are about the text. */
  private static final String NO_BEGINNING = "p, li, .footnotes, .toc, #markdown-toc";

  /** As both dialects write it. */
  private static final String FOOTNOTE_MARK = "sup:has(> a[href^=#fn])";

  private static final String MAYBE_HIDDEN = "[hidden], [style]";

  private static final String NOT_AS_IT_IS = FOOTNOTE_MARK + ", " + MAYBE_HIDDEN;

  private Fragments() {}

  static Fragment of(Sanitised sanitised, Findings findings) {
    Element body = sanitised.body();
    new LinkFindings(findings).lookAt(body);
    Set<String> images = new LinkedHashSet<>();
    body.select("img[src]").forEach(image -> images.add(image.attr("src")));
    List<Heading> headings =
        body.select("h1,h2,h3,h4,h5,h6").stream()
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
    for (Element block : body.select("p, li")) {
      if (text.length() > Fragment.EXCERPT_CHARS) {
        break;
      }
      if (block.parents().is(NO_BEGINNING) || isHidden(block)) {
        continue;
      }
      text.append(text.isEmpty() ? "" : " ").append(withoutMarks(block));
    }
    return shortened(text.toString());
  }

  private static boolean isHidden(Element block) {
    return Stream.concat(Stream.of(block), block.parents().stream()).anyMatch(Fragments::hides);
  }

  private static boolean hides(Element element) {
    return element.hasAttr("hidden") || Styles.hide(element.attr("style"));
  }

  /** The number of a footnote says nothing where the footnote is not. */
  private static String withoutMarks(Element block) {
    if (block.select(NOT_AS_IT_IS).isEmpty()) {
      return block.text();
    }
    Element text = block.clone();
    text.select(FOOTNOTE_MARK).remove();
    text.select(MAYBE_HIDDEN).stream().filter(Fragments::hides).forEach(Element::remove);
    return text.text();
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
