package dev.galley.feed.syndication;

import dev.galley.feed.syndication.Feed.Item;
import dev.galley.feed.syndication.Feed.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** RSS 2.0 with the content, Dublin Core and Atom modules. */
@Component
final class RssFormat implements Format {

  private static final Map<String, String> NAMESPACES =
      Map.of(
          "atom", "http://www.w3.org/2005/Atom",
          "content", "http://purl.org/rss/1.0/modules/content/",
          "dc", "http://purl.org/dc/elements/1.1/",
          "fh", "http://purl.org/syndication/history/1.0",
          "media", "http://search.yahoo.com/mrss/");

  /** RSS 2.0: dates are those of RFC 822 with years of four digits. */
  private static final DateTimeFormatter RFC_822 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

  private final XMLOutputFactory factory = XMLOutputFactory.newDefaultFactory();

  @Override
  public String fileName() {
    return "rss.xml";
  }

  @Override
  public MediaType mediaType() {
    return new MediaType(MediaType.APPLICATION_RSS_XML, StandardCharsets.UTF_8);
  }

  @Override
  public byte[] write(Feed feed) {
    try {
      XmlDocument xml = new XmlDocument(factory, "rss", NAMESPACES);
      xml.attribute("version", "2.0");
      xml.start("channel");
      head(xml, feed);
      for (Item item : feed.items()) {
        item(xml, item);
      }
      xml.end();
      return xml.finish();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("An RSS feed in memory could not be written", e);
    }
  }

  private static void head(XmlDocument xml, Feed feed) throws XMLStreamException {
    xml.element("title", feed.title())
        .element("link", feed.alternate().toString())
        // RSS 2.0: the description of a channel is required.
        .element("description", Optional.ofNullable(feed.subtitle()).orElse(feed.title()))
        .element("language", feed.language())
        .element("generator", "Galley");
    Optional<OffsetDateTime> updated = feed.updated();
    if (updated.isPresent()) {
      xml.element("lastBuildDate", RFC_822.format(updated.get()));
    }
    link(xml, "self", feed.self());
    // RFC 5005, 4, with its words in RSS (appendix B).
    if (feed.pages().current() != null) {
      xml.start("fh:archive").end();
      link(xml, "current", feed.pages().current());
    }
    if (feed.pages().older() != null) {
      link(xml, "prev-archive", feed.pages().older());
    }
    if (feed.pages().newer() != null) {
      link(xml, "next-archive", feed.pages().newer());
    }
    for (URI hub : feed.hubs()) {
      xml.start("atom:link").attribute("rel", "hub").attribute("href", hub.toString()).end();
    }
  }

  private static void link(XmlDocument xml, String rel, URI href) throws XMLStreamException {
    xml.start("atom:link")
        .attribute("rel", rel)
        .attribute("type", "application/rss+xml")
        .attribute("href", href.toString())
        .end();
  }

  private static void item(XmlDocument xml, Item item) throws XMLStreamException {
    var post = item.entry().post();
    xml.start("item")
        .element("title", post.title())
        .element("link", item.url().toString())
        .start("guid")
        .attribute("isPermaLink", "false")
        .text(post.entryId())
        .end()
        .element("pubDate", RFC_822.format(post.firstPublishedAt()))
        // RFC 4287, 3.3: with seconds, which OffsetDateTime.toString leaves out when they are 0.
        .element("atom:updated", RFC_3339.format(post.publishedAt()));
    for (Writer author : item.authors()) {
      xml.element("dc:creator", author.name());
    }
    for (String tag : post.tags()) {
      xml.element("category", tag);
    }
    String summary = post.summary() == null ? item.entry().page().excerpt() : post.summary();
    if (summary != null) {
      xml.element("description", html(summary));
    }
    xml.element("content:encoded", item.html());
    xml.pictures(item.pictures());
    xml.end();
  }

  /** RSS Profile: what describes an item is read as HTML, where a text's {@code <} begins a tag. */
  private static String html(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
