package dev.galley.post.transfer.ghost;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.springframework.web.util.HtmlUtils;

/** Pieces of HTML as Ghost has them and as they are wanted. */
final class Html {

  private static final String GATE = "<!--kg-gated-block:begin";
  private static final String GATE_END = "<!--kg-gated-block:end-->";

  private Html() {}

  static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }

  /** What Ghost's editor writes into captions and the like, without the traces of the editor. */
  static String clean(String html) {
    if (html.indexOf('<') < 0) {
      return html.strip();
    }
    Document document = Jsoup.parseBodyFragment(html);
    document.outputSettings().prettyPrint(false);
    for (Element element : document.body().select("*")) {
      if (element.attr("style").replace(" ", "").startsWith("white-space:pre-wrap")) {
        element.removeAttr("style");
      }
      if (element.attr("dir").equals("ltr")) {
        element.removeAttr("dir");
      }
      if (element.normalName().equals("span") && element.attributesSize() == 0) {
        element.unwrap();
      }
    }
    return document.body().html().strip();
  }

  /** The same without its one paragraph, for what is inside another element. */
  static String inline(String html) {
    String clean = clean(html);
    boolean isOne =
        clean.startsWith("<p>")
            && clean.endsWith("</p>")
            && clean.indexOf("</p>") == clean.length() - 4;
    return isOne ? clean.substring(3, clean.length() - 4) : clean;
  }

  /** What Ghost has rendered, as those see it who are not signed in. */
  static void read(String html, Body body) {
    if (html.contains("<!--members-only-->")) {
      body.paywall();
    }
    StringBuilder open = new StringBuilder(html.length());
    int from = 0;
    for (int gate = html.indexOf(GATE); gate >= 0; gate = html.indexOf(GATE, from)) {
      int end = html.indexOf(GATE_END, gate);
      int inner = html.indexOf("-->", gate) + 3;
      boolean isOpen = end >= 0 && html.substring(gate, inner).contains("nonMember:true");
      if (!isOpen) {
        body.remark(Cards.NOT_FOR_ALL);
      }
      open.append(html, from, isOpen ? end : gate);
      from = end < 0 ? html.length() : end + GATE_END.length();
    }
    body.html(open.append(html, from, html.length()).toString());
  }
}
