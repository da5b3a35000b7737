package dev.galley.post.transfer.ghost;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.springframework.web.util.HtmlUtils;

/** Pieces of HTML as Ghost has them and as they are wanted. */
final class Html {

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
}
