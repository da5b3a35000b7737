package dev.galley.feed.syndication;

import dev.galley.event.PostPublished;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Feeds of given posts. */
public final class FeedFixtures {

  public static final SiteProperties SITE =
      new SiteProperties(URI.create("https://gofreerange.com"), "Go Free Range", "en-GB");

  static final URI HUB = URI.create("https://hub.example.org/");

  private FeedFixtures() {}

  static FeedProperties properties() {
    return new FeedProperties(
        10, Set.of("page", "project"), List.of("/GoFreeRangeBlog"), null, null);
  }

  public static LiveEntries entries(Map<PostPublished, String> posts) {
    return EntryFixtures.liveEntries(SITE, Clock.systemUTC(), posts);
  }

  static ComposingFeeds composing(LiveEntries entries) {
    return composing(entries, new KnownPictures(SITE));
  }

  static ComposingFeeds composing(LiveEntries entries, KnownPictures pictures) {
    return new ComposingFeeds(entries, pictures, SITE, properties(), new HubProperties(HUB));
  }

  static FeedDocuments documents(LiveEntries entries) {
    KnownPictures pictures = new KnownPictures(SITE);
    return new FeedDocuments(composing(entries, pictures), entries, pictures);
  }

  static FeedAddresses addresses() {
    return new FeedAddresses(
        List.of(new AtomFormat(), new RssFormat(), new JsonFeedFormat()), SITE);
  }

  /** Feeds that name the site's own hub. */
  public static PublicFeeds publicFeeds(LiveEntries entries) {
    KnownPictures pictures = new KnownPictures(SITE);
    ComposingFeeds composing =
        new ComposingFeeds(
            entries,
            pictures,
            SITE,
            properties(),
            new HubProperties(URI.create(HubProperties.OWN)));
    return new PublicFeeds(
        addresses(), new FeedDocuments(composing, entries, pictures), composing, entries, SITE);
  }

  static byte[] written(Format format, Map<PostPublished, String> posts) {
    return format.write(
        composing(entries(posts))
            .compose(Selection.ALL, format.fileName(), null)
            .orElseThrow()
            .feed());
  }
}
