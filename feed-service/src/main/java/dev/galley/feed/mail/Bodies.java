package dev.galley.feed.mail;

import dev.galley.feed.SiteProperties;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.springframework.web.util.HtmlUtils;

/** Makes both forms of a mail's body of one fragment of HTML, so that they say the same. */
public final class Bodies {

  /** What no mail program shows, and what some take as a reason to refuse a mail. */
  private static final String DROPPED =
      "script, style, link, meta, base, template, noscript, form, input, button, select, textarea,"
          + " object, embed, svg, math";

  /** What plays elsewhere; a link takes its place. */
  private static final String PLAYED = "iframe, video, audio";

  /** What means something in a mail; classes and ids are the site's own. */
  private static final Set<String> KEPT =
      Set.of(
          "href", "src", "alt", "title", "width", "height", "style", "colspan", "rowspan", "start",
          "lang", "dir", "align");

  private final SiteProperties site;
  private final String postalAddress;

  Bodies(SiteProperties site, String postalAddress) {
    this.site = site;
    this.postalAddress = postalAddress;
  }

  /**
   * A body.
   *
   * @param title what a program may show as the document's name
   * @param fragment trusted HTML with absolute links: rendered by Galley, or escaped
   * @param foot the same, for the end; the site's name and address follow it
   */
  public Body of(String title, String fragment, String foot) {
    Document content = Jsoup.parseBodyFragment(fragment);
    plain(content);
    String signature =
        "<p>"
            + link(site.url().toString(), site.title())
            + (postalAddress.isBlank() ? "" : "<br>" + escaped(postalAddress))
            + "</p>";
    Document document =
        Jsoup.parse(
            """
            <!doctype html>
            <html lang="%s"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width, initial-scale=1">\
            <meta name="color-scheme" content="light dark">\
            <meta name="supported-color-schemes" content="light dark">\
            <title>%s</title></head>\
            <body><div class="galley">%s<div class="galley-foot">%s%s</div></div></body></html>
            """
                .formatted(
                    escaped(site.language()),
                    escaped(title),
                    content.body().html(),
                    foot,
                    signature));
    String text = PlainText.of(document.body());
    Styles.into(document);
    document.select("[class]").removeAttr("class");
    document.outputSettings().prettyPrint(false).escapeMode(Entities.EscapeMode.base);
    return new Body(document.outerHtml(), text);
  }

  private static void plain(Document content) {
    content.outputSettings().prettyPrint(false);
    content.select(PLAYED).forEach(Bodies::leadThere);
    content.select(DROPPED).remove();
    for (Element element : content.body().getAllElements()) {
      boolean ours = element.hasClass("galley-button");
      List.copyOf(element.attributes().asList()).stream()
          .map(attribute -> attribute.getKey())
          .filter(name -> !KEPT.contains(name))
          .forEach(element::removeAttr);
      if (ours) {
        element.addClass("galley-button");
      }
    }
    // Outlook for Windows has no other way to learn the width of a picture.
    content.select("img[src^=data:]").remove();
  }

  private static void leadThere(Element player) {
    String source = player.attr("src");
    if (source.isEmpty()) {
      Element nested = player.selectFirst("source[src]");
      source = nested == null ? "" : nested.attr("src");
    }
    if (source.startsWith("http")) {
      player.after(
          new Element("p").appendChild(new Element("a").attr("href", source).text(source)));
    }
    player.remove();
  }

  /** A link, with what comes from outside escaped. */
  public static String link(String address, String text) {
    return "<a href=\"" + escaped(address) + "\">" + escaped(text) + "</a>";
  }

  /** A paragraph with a link that is the point of the mail. */
  public static String button(String address, String text) {
    return "<p class=\"galley-button\">" + link(address, text) + "</p>";
  }

  /** Text as HTML. */
  public static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
