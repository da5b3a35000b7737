package dev.galley.feed.mail;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The look of mails, written into each element, since some programs drop style sheets. It names no
 * colour of text or ground, so that a program that turns light into dark has nothing to fight.
 */
final class Styles {

  private static final String MONOSPACE =
      "font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .9em";

  private static final Map<String, String> RULES = new LinkedHashMap<>();

  static {
    RULES.put("h1", "margin: 0 0 16px; font-size: 28px; line-height: 1.25");
    RULES.put("h2", "margin: 28px 0 8px; font-size: 22px; line-height: 1.3");
    RULES.put("h3, h4, h5, h6", "margin: 24px 0 8px; font-size: 18px; line-height: 1.3");
    RULES.put("p, ul, ol, dl", "margin: 0 0 16px");
    RULES.put("img", "max-width: 100%; height: auto; border: 0");
    RULES.put("figure", "margin: 0 0 16px");
    RULES.put("figcaption, small", "font-size: 14px; line-height: 1.4");
    RULES.put(
        "blockquote", "margin: 0 0 16px; padding: 0 0 0 16px; border-left: 3px solid #8a8f94");
    RULES.put("pre", "margin: 0 0 16px; white-space: pre-wrap; overflow-wrap: anywhere");
    RULES.put("pre, code, kbd, samp", MONOSPACE);
    RULES.put("table", "border-collapse: collapse; margin: 0 0 16px");
    RULES.put("th, td", "padding: 4px 10px; border: 1px solid #8a8f94; text-align: left");
    RULES.put("hr", "margin: 24px 0; border: 0; border-top: 1px solid #8a8f94");
    RULES.put(
        ".galley-button a",
        "display: inline-block; padding: 10px 18px; border: 2px solid; border-radius: 6px;"
            + " font-weight: bold; text-decoration: none");
    RULES.put(
        ".galley-foot",
        "margin: 32px 0 0; padding: 12px 0 0; border-top: 1px solid #8a8f94; font-size: 14px;"
            + " line-height: 1.5");
    RULES.put(
        ".galley",
        "max-width: 600px; margin: 0 auto; padding: 16px; font: 17px/1.6 system-ui, -apple-system,"
            + " 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; overflow-wrap: break-word");
  }

  private Styles() {}

  /**
   * Writes them into a document. What an author has said of an element comes after it, and wins.
   */
  static void into(Document document) {
    RULES.forEach(
        (selector, style) ->
            document
                .select(selector)
                .forEach(element -> element.attr("style", joined(element, style))));
  }

  private static String joined(Element element, String style) {
    String own = element.attr("style");
    return own.isBlank() ? style : style + "; " + own;
  }
}
