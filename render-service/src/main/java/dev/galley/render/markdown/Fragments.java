package dev.galley.render.markdown;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;

/** Reads out of sanitised HTML what lists, feeds and editors want to know. */
final class Fragments {

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
    return new Fragment(
        sanitised.html(), excerpt(body), List.copyOf(images), headings, findings.sentences());
  }

  private static String excerpt(Element body) {
    StringBuilder text = new StringBuilder();
    for (Element block : body.select("p, li")) {
      if (text.length() > Fragment.EXCERPT_CHARS) {
        break;
      }
      if (block.closest(".footnotes") == null && block.closest("p, li") == block) {
        text.append(text.isEmpty() ? "" : " ").append(block.text());
      }
    }
    return shortened(text.toString());
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
