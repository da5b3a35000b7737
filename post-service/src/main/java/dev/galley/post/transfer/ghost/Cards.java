package dev.galley.post.transfer.ghost;

import static dev.galley.post.transfer.ghost.Html.clean;
import static dev.galley.post.transfer.ghost.Html.escaped;
import static dev.galley.post.transfer.ghost.Html.inline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import tools.jackson.databind.JsonNode;

/**
 * The cards of Ghost's editor, which its two forms of texts have in common: what is in them, as
 * plain HTML that says the same without Ghost's style sheet and scripts.
 */
final class Cards {

  static final String NOT_FOR_ALL = "a part that was not for everybody was left out";

  private Cards() {}

  /**
   * Writes a card.
   *
   * @param type its name in either form
   */
  static void write(String type, JsonNode card, Body body) {
    if (!isForAll(card.path("visibility"))) {
      body.remark(NOT_FOR_ALL);
      return;
    }
    switch (type) {
      case "paragraph" -> body.html("<p>" + card.path("html").asString("") + "</p>");
      case "image" -> body.html(image(card));
      case "gallery" -> gallery(card, body);
      case "markdown", "card-markdown" -> body.markdown(text(card, "markdown"));
      case "html", "card-html" -> body.html(text(card, "html"));
      case "code", "codeblock" -> body.html(code(card));
      case "hr", "horizontalrule", "card-hr" -> body.html("<hr>");
      case "embed" -> body.html(embed(card));
      case "bookmark" -> body.html(bookmark(card));
      case "callout" -> body.html(callout(card));
      case "toggle" ->
          body.html(
              "<details><summary>"
                  + inline(text(card, "heading"))
                  + "</summary>\n"
                  + clean(text(card, "content"))
                  + "</details>");
      case "button" -> body.html(button(text(card, "buttonUrl"), text(card, "buttonText")));
      case "video" -> body.html(video(card));
      case "audio" -> body.html(audio(card));
      case "file" -> body.html(file(card));
      case "product" -> body.html(product(card));
      case "header" -> body.html(header(card));
      case "call-to-action" -> body.html(callToAction(card));
      case "signup" -> signup(card, body);
      case "paywall" -> body.paywall();
      case "email", "email-cta" -> body.remark("a part that is only in mails was left out");
      case "collection" -> body.remark("a list of other posts was left out");
      default -> body.unknown(type);
    }
  }

  /** Whether those see a card who are not signed in, as older and newer versions say it. */
  private static boolean isForAll(JsonNode visibility) {
    JsonNode web = visibility.path("web").path("nonMember");
    return web.isMissingNode()
        ? visibility.path("showOnWeb").asBoolean(true)
            && !visibility.path("emailOnly").asBoolean(false)
        : web.asBoolean(false);
  }

  private static String text(JsonNode card, String name) {
    return card.path(name).asString("");
  }

  private static String image(JsonNode card) {
    String picture = picture(text(card, "src"), text(card, "alt"), text(card, "title"));
    return figure(linked(picture, card), text(card, "caption"), "p");
  }

  private static String linked(String picture, JsonNode image) {
    String href = text(image, "href");
    return href.isEmpty() || picture.isEmpty()
        ? picture
        : "<a href=\"" + escaped(href) + "\">" + picture + "</a>";
  }

  static String picture(String src, String alt, String title) {
    return src.isBlank()
        ? ""
        : "<img src=\""
            + escaped(src)
            + "\" alt=\""
            + escaped(alt)
            + (title.isEmpty() ? "" : "\" title=\"" + escaped(title))
            + "\">";
  }

  /**
   * Something with a caption.
   *
   * @param plain the element around it where there is none; empty for no element
   */
  static String figure(String content, String caption, String plain) {
    String words = inline(caption);
    if (content.isEmpty()) {
      return "";
    }
    if (words.isEmpty()) {
      return plain.isEmpty() ? content : "<" + plain + ">" + content + "</" + plain + ">";
    }
    return "<figure>" + content + "<figcaption>" + words + "</figcaption></figure>";
  }

  private static void gallery(JsonNode card, Body body) {
    List<String> pictures = new ArrayList<>();
    for (JsonNode image : card.path("images")) {
      String picture = picture(text(image, "src"), text(image, "alt"), text(image, "title"));
      pictures.add(linked(picture, image));
      String caption = Jsoup.parseBodyFragment(text(image, "caption")).text();
      if (!caption.isBlank()) {
        body.remark("Ghost shows no captions within a gallery; left out was: " + caption);
      }
    }
    String all = String.join("\n", pictures);
    body.html(all.isBlank() ? "" : figure(all, text(card, "caption"), "figure"));
  }

  private static String code(JsonNode card) {
    String language = text(card, "language").strip();
    String code =
        "<pre><code"
            + (language.isEmpty() ? "" : " class=\"language-" + escaped(language) + "\"")
            + ">"
            + escaped(text(card, "code"))
            + "</code></pre>";
    return figure(code, text(card, "caption"), "");
  }

  private static String embed(JsonNode card) {
    String html = text(card, "html");
    String url = text(card, "url");
    return figure(
        html.isBlank() ? button(url, url) : html,
        text(card, "caption"),
        html.isBlank() ? "" : "div");
  }

  private static String bookmark(JsonNode card) {
    String url = text(card, "url");
    JsonNode about = card.path("metadata");
    String title = text(about, "title");
    String by =
        Stream.of(text(about, "author"), text(about, "publisher"))
            .filter(name -> !name.isBlank())
            .collect(Collectors.joining(" · "));
    String quote =
        "<blockquote>"
            + button(url, title.isBlank() ? url : title)
            + paragraph(escaped(text(about, "description")))
            + paragraph(escaped(by))
            + paragraph(picture(text(about, "thumbnail"), "", ""))
            + "</blockquote>";
    return url.isBlank() ? "" : figure(quote, text(card, "caption"), "");
  }

  private static String callout(JsonNode card) {
    String emoji = text(card, "calloutEmoji");
    return "<blockquote>"
        + paragraph(
            (emoji.isEmpty() ? "" : escaped(emoji) + " ") + inline(text(card, "calloutText")))
        + "</blockquote>";
  }

  private static String button(String url, String text) {
    return url.isBlank()
        ? ""
        : paragraph(
            "<a href=\"" + escaped(url) + "\">" + escaped(text.isBlank() ? url : text) + "</a>");
  }

  private static String paragraph(String html) {
    return html.isBlank() ? "" : "<p>" + html + "</p>";
  }

  private static String video(JsonNode card) {
    String src = text(card, "src");
    String poster =
        Stream.of("customThumbnailSrc", "thumbnailSrc")
            .map(name -> text(card, name))
            .filter(address -> !address.isBlank())
            .findFirst()
            .map(address -> " poster=\"" + escaped(address) + "\"")
            .orElse("");
    String player =
        "<video src=\""
            + escaped(src)
            + "\""
            + poster
            + (card.path("loop").asBoolean(false) ? " loop muted" : "")
            + " controls preload=\"metadata\"></video>";
    return src.isBlank() ? "" : figure(player, text(card, "caption"), "figure");
  }

  private static String audio(JsonNode card) {
    String src = text(card, "src");
    String player =
        picture(text(card, "thumbnailSrc"), "", "")
            + "<audio src=\""
            + escaped(src)
            + "\" controls preload=\"metadata\"></audio>";
    return src.isBlank() ? "" : figure(player, escaped(text(card, "title")), "figure");
  }

  private static String file(JsonNode card) {
    String name = text(card, "fileName");
    String title = text(card, "fileTitle");
    return button(text(card, "src"), title.isBlank() ? name : title)
        + paragraph(escaped(text(card, "fileCaption")))
        + (title.isBlank() ? "" : paragraph(escaped(name)));
  }

  private static String product(JsonNode card) {
    int stars = Math.max(0, Math.min(5, card.path("productStarRating").asInt(0)));
    String title = inline(text(card, "productTitle"));
    return paragraph(picture(text(card, "productImageSrc"), "", ""))
        + (title.isBlank() ? "" : "<h4>" + title + "</h4>")
        + (card.path("productRatingEnabled").asBoolean(false)
            ? paragraph("★".repeat(stars) + "☆".repeat(5 - stars))
            : "")
        + blocks(text(card, "productDescription"))
        + (card.path("productButtonEnabled").asBoolean(false)
            ? button(text(card, "productUrl"), text(card, "productButton"))
            : "");
  }

  /** Paragraphs, or words that are to be one. */
  private static String blocks(String html) {
    String clean = clean(html);
    return clean.startsWith("<p") || clean.startsWith("<ul") || clean.startsWith("<ol")
        ? clean
        : paragraph(clean);
  }

  private static String header(JsonNode card) {
    return paragraph(picture(text(card, "backgroundImageSrc"), "", ""))
        + heading(card)
        + (card.path("buttonEnabled").asBoolean(false)
            ? button(text(card, "buttonUrl"), text(card, "buttonText"))
            : "");
  }

  private static String heading(JsonNode card) {
    String header = inline(text(card, "header"));
    return (header.isBlank() ? "" : "<h2>" + header + "</h2>") + blocks(text(card, "subheader"));
  }

  private static String callToAction(JsonNode card) {
    boolean isLinked =
        card.path("showButton").asBoolean(true)
            && !text(card, "buttonUrl").isBlank()
            && !text(card, "buttonText").isBlank();
    return (card.path("hasSponsorLabel").asBoolean(false) ? blocks(text(card, "sponsorLabel")) : "")
        + paragraph(picture(text(card, "imageUrl"), "", ""))
        + blocks(text(card, "textValue"))
        + (isLinked ? button(text(card, "buttonUrl"), text(card, "buttonText")) : "");
  }

  private static void signup(JsonNode card, Body body) {
    body.remark("a form to sign up was left out; the one of this site is at /subscribe");
    body.html(heading(card) + blocks(text(card, "disclaimer")));
  }
}
