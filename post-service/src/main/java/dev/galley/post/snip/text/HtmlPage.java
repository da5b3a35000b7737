package dev.galley.post.snip.text;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** HTML as files hold it: a fragment, or a whole document around one. */
public final class HtmlPage {

  private static final Pattern DOCUMENT =
      Pattern.compile(
          "\\s*(?:<!--.*?-->\\s*)?<(?:!doctype|html|head|body)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private HtmlPage() {}

  /** What a page shows: a document's body, without the white space around it. */
  public static String body(String html) {
    if (!DOCUMENT.matcher(html).matches()) {
      return html;
    }
    Document document = Jsoup.parse(html);
    document.outputSettings().prettyPrint(false);
    return document.body().html().trim();
  }

  /** What a page is called: as its document says, else its first heading. */
  public static Optional<String> title(String html) {
    Document document = Jsoup.parse(html);
    return Optional.of(document.title())
        .filter(title -> !title.isBlank())
        .or(() -> Optional.ofNullable(document.selectFirst("h1, h2")).map(Element::text))
        .filter(title -> !title.isBlank());
  }
}
