package dev.galley.feed.syndication;

import static dev.galley.feed.entry.EntryFixtures.WRITTEN;
import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.PostPublished;
import dev.galley.event.Update;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
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
  void hasNoFeedForAnUnknownTag() {
    assertThat(
            FeedFixtures.composing(FeedFixtures.entries(Map.of()))
                .compose(Selection.tag("none"), "feed.xml"))
        .isEmpty();
  }

  private static PostPublished post(String id, String kind, List<String> tags) {
    return published(id, 1, Update.FIRST, id, WRITTEN, kind, tags, null);
  }

  private static Feed feed(LiveEntries entries, Selection selection) {
    return FeedFixtures.composing(entries).compose(selection, "feed.xml").orElseThrow().feed();
  }
}
