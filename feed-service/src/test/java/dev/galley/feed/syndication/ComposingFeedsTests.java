package dev.galley.feed.syndication;

import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.WRITTEN;
import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.PostPublished;
import dev.galley.event.Update;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComposingFeedsTests {

  @Test
  void carriesTheTenNewestByTheirLastPublication() {
    Map<PostPublished, String> posts = new LinkedHashMap<>();
    IntStream.rangeClosed(1, 12)
        .forEach(
            day ->
                posts.put(
                    published("post-" + day, 1, Update.FIRST, "" + day, WRITTEN.plusDays(day)),
                    "<p>" + day + "</p>"));

    Feed feed = feed(FeedFixtures.entries(posts), Selection.ALL);

    assertThat(feed.items())
        .extracting(item -> item.entry().post().title())
        .containsExactly("12", "11", "10", "9", "8", "7", "6", "5", "4", "3");
    assertThat(feed.updated()).contains(WRITTEN.plusDays(12));
  }

  @Test
  void leavesOutPagesAndProjects() {
    LiveEntries entries =
        FeedFixtures.entries(
            Map.of(
                post("a", "page", List.of()), "<p>About</p>",
                post("b", "blog", List.of()), "<p>Blog</p>",
                post("c", "project", List.of()), "<p>Project</p>"));

    assertThat(feed(entries, Selection.ALL).items())
        .extracting(Feed.Item::html)
        .containsExactly("<p>Blog</p>");
  }

  @Test
  void selectsByTagAndByAuthor() {
    LiveEntries entries =
        FeedFixtures.entries(
            Map.of(
                post("a", "blog", List.of("ruby on rails")), "<p>Rails</p>",
                post("b", "blog", List.of("kafka")), "<p>Kafka</p>"));

    Feed ofTag = feed(entries, Selection.tag("ruby on rails"));
    assertThat(ofTag.items()).extracting(Feed.Item::html).containsExactly("<p>Rails</p>");
    assertThat(ofTag.self()).hasToString("https://gofreerange.com/tags/ruby%20on%20rails/feed.xml");
    assertThat(ofTag.title()).isEqualTo("Go Free Range: ruby on rails");
    Feed ofAuthor = feed(entries, Selection.author("chris-roos"));
    assertThat(ofAuthor.items()).hasSize(2);
    assertThat(ofAuthor.title()).isEqualTo("Go Free Range: Chris Roos");
  }

  @Test
  void linksWhatWouldMakeItTooLarge() {
    String half = "<p>" + "x".repeat(ComposingFeeds.MAX_CHARS / 2 - 7) + "</p>";
    Map<PostPublished, String> posts = new LinkedHashMap<>();
    for (int day = 1; day <= 3; day++) {
      posts.put(published("post-" + day, 1, Update.FIRST, "A & B", WRITTEN.plusDays(day)), half);
    }

    assertThat(feed(FeedFixtures.entries(posts), Selection.ALL).items())
        .extracting(Feed.Item::html)
        .satisfiesExactly(
            newest -> assertThat(newest).isEqualTo(half),
            next -> assertThat(next).isEqualTo(half),
            oldest -> assertThat(oldest).startsWith("<p><a href=\"https://").contains("A &amp; B"));
  }

  @Test
  void leadsBackToTheFirstPostAndHoldsEachOnce() {
    Map<PostPublished, String> posts = new LinkedHashMap<>();
    List<String> newestFirst = new ArrayList<>();
    for (int day = 1; day <= 123; day++) {
      posts.put(
          published("post-" + day, 1, Update.FIRST, "" + day, WRITTEN.plusDays(day)), "<p></p>");
      newestFirst.add(0, "" + day);
    }
    ComposingFeeds feeds = FeedFixtures.composing(FeedFixtures.entries(posts));

    List<String> read = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    List<URI> back = new ArrayList<>();
    Feed feed = at(feeds, "https://gofreerange.com/feed.xml");
    for (; ; feed = at(feeds, feed.pages().older().toString())) {
      read.addAll(titles(feed));
      sizes.add(feed.items().size());
      back.add(feed.self());
      if (feed.pages().older() == null) {
        break;
      }
    }
    assertThat(read).isEqualTo(newestFirst);
    assertThat(sizes).containsExactly(10, 13, 50, 50);

    List<URI> forth = new ArrayList<>(List.of(feed.self()));
    for (; feed.pages().newer() != null; forth.add(0, feed.self())) {
      feed = at(feeds, feed.pages().newer().toString());
      assertThat(feed.pages().current()).hasToString("https://gofreerange.com/feed.xml");
    }
    assertThat(forth).isEqualTo(back.subList(1, back.size()));
  }

  @Test
  void keepsArchivesAsTheyAreWhenPostsAreAdded() {
    Map<PostPublished, String> posts = new LinkedHashMap<>();
    for (int day = 1; day <= 70; day++) {
      posts.put(
          published("post-" + day, 1, Update.FIRST, "" + day, WRITTEN.plusDays(day)), "<p></p>");
    }
    Feed before = at(FeedFixtures.composing(FeedFixtures.entries(posts)), "/feed.xml?archive=50");
    Feed partBefore =
        at(FeedFixtures.composing(FeedFixtures.entries(posts)), "/feed.xml?archive=60");
    posts.put(published("new", 1, Update.FIRST, "new", WRITTEN.plusDays(71)), "<p></p>");
    ComposingFeeds after = FeedFixtures.composing(FeedFixtures.entries(posts));

    assertThat(titles(at(after, "/feed.xml?archive=50"))).isEqualTo(titles(before)).hasSize(50);
    assertThat(titles(at(after, "/feed.xml?archive=60"))).isEqualTo(titles(partBefore)).hasSize(10);
    assertThat(at(after, "/feed.xml?archive=60").pages().newer().getQuery())
        .isEqualTo("archive=61");
  }

  @Test
  void tellsWhatLeftTheSiteUntilItIsBack() {
    LiveEntries entries =
        FeedFixtures.entries(Map.of(published(POST, 1, Update.FIRST), "<p>a</p>"));
    assertThat(feed(entries, Selection.ALL).gone()).isEmpty();

    EntryFixtures.follow(entries, EntryFixtures.unpublished(2));
    assertThat(feed(entries, Selection.ALL).gone())
        .singleElement()
        .satisfies(
            gone -> {
              assertThat(gone.entryId()).isEqualTo("tag:gofreerange.com,2017-11-03:/" + POST);
              assertThat(gone.toldAt()).isEqualTo(EntryFixtures.ACCEPTED);
            });

    EntryFixtures.follow(entries, published(POST, 3, Update.MAJOR));
    assertThat(feed(entries, Selection.ALL).gone()).isEmpty();
  }

  @Test
  void tellsTheFeedsThatAPostWasInOfItsLeaving() {
    LiveEntries entries =
        FeedFixtures.entries(
            Map.of(
                post(POST, "blog", List.of("kafka")), "<p>a</p>",
                post("b", "blog", List.of("kafka", "ruby")), "<p>b</p>"));

    EntryFixtures.follow(entries, EntryFixtures.unpublished(2));

    assertThat(feed(entries, Selection.tag("kafka")).gone()).hasSize(1);
    assertThat(feed(entries, Selection.author("chris-roos")).gone()).hasSize(1);
    assertThat(feed(entries, Selection.tag("ruby")).gone()).isEmpty();
  }

  private static Feed at(ComposingFeeds feeds, String address) {
    String query = URI.create(address).getQuery();
    Integer archive = query == null ? null : Integer.valueOf(query.substring("archive=".length()));
    return feeds.compose(Selection.ALL, "feed.xml", archive).orElseThrow().feed();
  }

  private static List<String> titles(Feed feed) {
    return feed.items().stream().map(item -> item.entry().post().title()).toList();
  }

  @Test
  void hasNoFeedForAnUnknownTag() {
    assertThat(
            FeedFixtures.composing(FeedFixtures.entries(Map.of()))
                .compose(Selection.tag("none"), "feed.xml", null))
        .isEmpty();
  }

  private static PostPublished post(String id, String kind, List<String> tags) {
    return published(id, 1, Update.FIRST, id, WRITTEN, kind, tags, null);
  }

  private static Feed feed(LiveEntries entries, Selection selection) {
    return FeedFixtures.composing(entries)
        .compose(selection, "feed.xml", null)
        .orElseThrow()
        .feed();
  }
}
