package dev.galley.feed.syndication;

import dev.galley.feed.entry.UnpublishedPost;
import dev.galley.feed.syndication.Feed.Item;
import dev.galley.feed.syndication.Feed.Writer;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** RFC 4287. */
@Component
final class AtomFormat implements Format {

  private static final OffsetDateTime NEVER =
      OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private static final Map<String, String> NAMESPACES =
      Map.of(
          "", "http://www.w3.org/2005/Atom",
          "at", "http://purl.org/atompub/tombstones/1.0",
          "fh", "http://purl.org/syndication/history/1.0",
          "media", "http://search.yahoo.com/mrss/");

  private final XMLOutputFactory factory = XMLOutputFactory.newDefaultFactory();

  @Override
  public String fileName() {
    return "feed.xml";
  }

  @Override
  public MediaType mediaType() {
    return new MediaType(MediaType.APPLICATION_ATOM_XML, java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public byte[] write(Feed feed) {
    try {
      XmlDocument xml = new XmlDocument(factory, "feed", NAMESPACES);
      xml.attribute("xml:lang", feed.language());
      head(xml, feed);
      // RFC 4287's schema has what extends the feed before its entries.
      for (UnpublishedPost gone : feed.gone()) {
        tombstone(xml, gone);
      }
      for (Item item : feed.items()) {
        entry(xml, item);
      }
      return xml.finish();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("An Atom feed in memory could not be written", e);
    }
  }

  private static void head(XmlDocument xml, Feed feed) throws XMLStreamException {
    xml.element("id", feed.id()).element("title", feed.title());
    if (feed.subtitle() != null) {
      xml.element("subtitle", feed.subtitle());
    }
    // RFC 4287 4.1.1: a feed has exactly one atom:updated, even while it is empty.
    xml.element("updated", time(feed.updated().orElse(NEVER)));
    link(xml, "self", "application/atom+xml", feed.self());
    link(xml, "alternate", "text/html", feed.alternate());
    pages(xml, feed.pages());
    for (URI hub : feed.hubs()) {
      xml.start("link").attribute("rel", "hub").attribute("href", hub.toString()).end();
    }
    // RFC 4287 4.1.1: an author of the feed stands in for entries that have none.
    xml.start("author").element("name", feed.author()).end();
    xml.element("generator", "Galley");
  }

  private static void pages(XmlDocument xml, Feed.Pages pages) throws XMLStreamException {
    if (pages.current() != null) {
      xml.start("fh:archive").end();
      link(xml, "current", "application/atom+xml", pages.current());
    }
    if (pages.older() != null) {
      link(xml, "prev-archive", "application/atom+xml", pages.older());
    }
    if (pages.newer() != null) {
      link(xml, "next-archive", "application/atom+xml", pages.newer());
    }
  }

  /** RFC 6721: who kept the entry may forget it. */
  private static void tombstone(XmlDocument xml, UnpublishedPost gone) throws XMLStreamException {
    if (gone.entryId() != null) {
      xml.start("at:deleted-entry")
          .attribute("ref", gone.entryId())
          .attribute("when", gone.toldAt().toString())
          .end();
    }
  }

  private static void entry(XmlDocument xml, Item item) throws XMLStreamException {
    var post = item.entry().post();
    xml.start("entry")
        // RFC 4287 4.2.6: an id must not change, whatever becomes of the post's address.
        .element("id", post.entryId())
        .element("title", post.title())
        .element("published", time(post.firstPublishedAt()))
        .element("updated", time(post.publishedAt()));
    link(xml, "alternate", "text/html", item.url());
    if (post.canonicalUrl() != null) {
      link(xml, "via", "text/html", post.canonicalUrl());
    }
    for (Writer author : item.authors()) {
      xml.start("author")
          .element("name", author.name())
          .element("uri", author.url().toString())
          .end();
    }
    for (String tag : post.tags()) {
      xml.start("category").attribute("term", tag).end();
    }
    if (post.summary() != null) {
      xml.element("summary", post.summary());
    }
    xml.start("content").attribute("type", "html").text(item.html()).end();
    xml.pictures(item.pictures());
    xml.end();
  }

  private static void link(XmlDocument xml, String rel, String type, URI href)
      throws XMLStreamException {
    xml.start("link")
        .attribute("rel", rel)
        .attribute("type", type)
        .attribute("href", href.toString())
        .end();
  }

  /** RFC 4287, 3.3: RFC 3339 with the offset that the post's time was written in. */
  private static String time(OffsetDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
  }
}
