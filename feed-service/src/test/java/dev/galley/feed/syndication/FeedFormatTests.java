package dev.galley.feed.syndication;

import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.WRITTEN;
import static dev.galley.feed.entry.EntryFixtures.published;
import static dev.galley.feed.syndication.FeedFixtures.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import dev.galley.event.Update;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.syndication.Feed.Item;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FeedFormatTests {

  private static final String ENTRY_ID = "tag:gofreerange.com,2017-11-03:/" + POST;
  private static final String HTML =
      "<p><a href=\"/week-458\">Last</a> <a href=\"//cdn.example.org/x\">x</a> &amp; more</p>";
  private static final String ABSOLUTE =
      "<p><a href=\"https://gofreerange.com/week-458\">Last</a>"
          + " <a href=\"https://cdn.example.org/x\">x</a> &amp; more</p>";

  private static final Map<dev.galley.event.PostPublished, String> ONE_POST =
      Map.of(published(POST, 3, Update.FIRST, "Week <459> & more", WRITTEN.plusDays(1)), HTML);

  @Test
  void writesAtomThatItsSchemaAccepts() throws Exception {
    byte[] atom = written(new AtomFormat(), ONE_POST);

    assertThat(FeedCheckers.atomErrors(atom)).isEmpty();
    SyndFeed feed = FeedCheckers.read(atom);
    assertThat(feed.getTitle()).isEqualTo("Go Free Range");
    SyndEntry entry = feed.getEntries().get(0);
    assertThat(entry.getUri()).isEqualTo(ENTRY_ID);
    assertThat(entry.getTitle()).isEqualTo("Week <459> & more");
    assertThat(entry.getLink()).isEqualTo("https://gofreerange.com/week-0191");
    assertThat(entry.getContents().get(0).getValue()).isEqualTo(ABSOLUTE);
    assertThat(entry.getAuthors().get(0).getName()).isEqualTo("Chris Roos");
    assertThat(entry.getCategories().get(0).getName()).isEqualTo("asset-manager");
  }

  @Test
  void writesTimesOnAFullMinuteWithTheirSeconds() {
    var onTheMinute = WRITTEN.truncatedTo(ChronoUnit.MINUTES);
    var post = Map.of(published(POST, 3, Update.FIRST, "Week 826", onTheMinute), HTML);

    for (Format format : List.of(new AtomFormat(), new RssFormat(), new JsonFeedFormat())) {
      assertThat(new String(written(format, post), StandardCharsets.UTF_8))
          .contains("2017-11-03T17:33:00+01:00");
    }
  }

  @Test
  void keepsTheOffsetsOfAtomsTimes() {
    assertThat(new String(written(new AtomFormat(), ONE_POST), StandardCharsets.UTF_8))
        .contains("<published>2017-11-03T17:33:22.5+01:00</published>")
        .contains("<updated>2017-11-04T17:33:22.5+01:00</updated>")
        .contains(
            "<link rel=\"self\" type=\"application/atom+xml\""
                + " href=\"https://gofreerange.com/feed.xml\"></link>")
        .contains(
            "<link rel=\"alternate\" type=\"text/html\""
                + " href=\"https://gofreerange.com/\"></link>")
        .contains("<link rel=\"hub\" href=\"https://hub.example.org/\"></link>");
  }

  @Test
  void writesArchivesTombstonesAndImagesThatTheSchemasAccept() throws Exception {
    URI feed = URI.create("https://gofreerange.com/feed.xml");
    Feed.Pages pages =
        new Feed.Pages(feed, URI.create(feed + "?archive=50"), URI.create(feed + "?archive=150"));
    Feed plain =
        FeedFixtures.composing(FeedFixtures.entries(ONE_POST))
            .compose(Selection.ALL, "feed.xml", null)
            .orElseThrow()
            .feed();
    Item item = plain.items().get(0);
    Item shown =
        new Item(
            item.entry(),
            item.url(),
            item.html(),
            item.authors(),
            List.of(
                new Picture(
                    URI.create("https://gofreerange.com/images/a.png"),
                    "image/png",
                    2048L,
                    640L,
                    480L),
                Picture.unknown(URI.create("https://example.org/b.jpg"))));
    Feed archive =
        new Feed(
            plain.id(),
            plain.title(),
            null,
            "en",
            URI.create(feed + "?archive=100"),
            plain.alternate(),
            plain.author(),
            List.of(),
            pages,
            List.of(shown),
            List.of(EntryFixtures.retraction(EntryFixtures.unpublished(4))));

    byte[] atom = new AtomFormat().write(archive);
    assertThat(FeedCheckers.atomErrors(atom)).isEmpty();
    assertThat(new String(atom, StandardCharsets.UTF_8))
        .contains("<?xml-stylesheet type=\"text/css\" href=\"/feed.css\"?>")
        .contains("<fh:archive></fh:archive>")
        .contains("rel=\"current\" type=\"application/atom+xml\" href=\"" + feed + "\"")
        .contains(
            "rel=\"prev-archive\" type=\"application/atom+xml\" href=\"" + feed + "?archive=50\"")
        .contains(
            "rel=\"next-archive\" type=\"application/atom+xml\" href=\"" + feed + "?archive=150\"")
        .contains("<at:deleted-entry ref=\"" + ENTRY_ID + "\" when=\"2017-11-03T16:33:22.540Z\">")
        .contains(
            "<media:content url=\"https://gofreerange.com/images/a.png\" medium=\"image\""
                + " type=\"image/png\" fileSize=\"2048\" width=\"640\" height=\"480\">",
            "<media:content url=\"https://example.org/b.jpg\" medium=\"image\""
                + " type=\"image/jpeg\"></media:content>");
    String rss = new String(new RssFormat().write(archive), StandardCharsets.UTF_8);
    assertThat(FeedCheckers.read(rss.getBytes(StandardCharsets.UTF_8)).getEntries()).hasSize(1);
    assertThat(rss).contains("<fh:archive></fh:archive>", "rel=\"prev-archive\"", "<media:content");
    byte[] json = new JsonFeedFormat().write(archive);
    assertThat(FeedCheckers.jsonFeedErrors(json)).isEmpty();
    assertThat(JsonMapper.shared().readTree(json).path("next_url").asString())
        .isEqualTo(feed + "?archive=50");
  }

  @Test
  void writesAnEmptyAtomFeedThatItsSchemaAccepts() throws Exception {
    assertThat(FeedCheckers.atomErrors(written(new AtomFormat(), Map.of()))).isEmpty();
  }

  @Test
  void writesRssThatAReaderUnderstands() throws Exception {
    byte[] rss = written(new RssFormat(), ONE_POST);

    SyndFeed feed = FeedCheckers.read(rss);
    assertThat(feed.getFeedType()).isEqualTo("rss_2.0");
    SyndEntry entry = feed.getEntries().get(0);
    assertThat(entry.getUri()).isEqualTo(ENTRY_ID);
    assertThat(entry.getTitle()).isEqualTo("Week <459> & more");
    assertThat(entry.getLink()).isEqualTo("https://gofreerange.com/week-0191");
    assertThat(entry.getContents().get(0).getValue()).isEqualTo(ABSOLUTE);
    assertThat(entry.getPublishedDate()).isEqualTo("2017-11-03T16:33:22Z");
    assertThat(entry.getAuthor()).isEqualTo("Chris Roos");
    assertThat(new String(rss, StandardCharsets.UTF_8))
        .contains("<pubDate>Fri, 03 Nov 2017 17:33:22 +0100</pubDate>")
        .contains("<guid isPermaLink=\"false\">" + ENTRY_ID + "</guid>")
        .contains("<description>What we did &amp;amp; why: &amp;lt;3.</description>");
  }

  // The order of a Map.of differs from one start of Java to the next.
  @Test
  void declaresTheNamespacesOfRssInTheSameOrderAfterEachStart() {
    assertThat(new String(written(new RssFormat(), Map.of()), StandardCharsets.UTF_8))
        .contains(
            "<rss xmlns:atom=\"http://www.w3.org/2005/Atom\""
                + " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
                + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                + " xmlns:fh=\"http://purl.org/syndication/history/1.0\""
                + " xmlns:media=\"http://search.yahoo.com/mrss/\" version=\"2.0\">");
  }

  @Test
  void writesJsonFeedThatItsSchemaAccepts() throws Exception {
    byte[] json = written(new JsonFeedFormat(), ONE_POST);

    assertThat(FeedCheckers.jsonFeedErrors(json)).isEmpty();
    JsonNode item = JsonMapper.shared().readTree(json).path("items").path(0);
    assertThat(item.path("id").asString()).isEqualTo(ENTRY_ID);
    assertThat(item.path("url").asString()).isEqualTo("https://gofreerange.com/week-0191");
    assertThat(item.path("title").asString()).isEqualTo("Week <459> & more");
    assertThat(item.path("content_html").asString()).isEqualTo(ABSOLUTE);
    assertThat(item.path("date_modified").asString()).isEqualTo("2017-11-04T17:33:22.5+01:00");
    assertThat(item.path("tags").path(0).asString()).isEqualTo("asset-manager");
  }

  @Test
  void writesAnEmptyJsonFeedWithItsItems() throws Exception {
    assertThat(FeedCheckers.jsonFeedErrors(written(new JsonFeedFormat(), Map.of()))).isEmpty();
  }

  @Test
  void writesTheSameBytesForTheSameEntries() {
    for (Format format : new Format[] {new AtomFormat(), new RssFormat(), new JsonFeedFormat()}) {
      assertThat(written(format, ONE_POST)).isEqualTo(written(format, ONE_POST));
    }
  }
}
