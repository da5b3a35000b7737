package dev.galley.feed.syndication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.syndication.ComposingFeeds.Composed;
import dev.galley.web.Representation;
import java.util.Optional;

/**
 * The documents that readers get: written when one is asked for and something has changed since,
 * else served as they were. Thread-safe.
 */
final class FeedDocuments {

  private static final int MAX_KEPT = 200;

  private record Key(Selection selection, String fileName) {}

  private record Kept(long version, Representation document) {}

  private final ComposingFeeds composing;
  private final LiveEntries entries;
  private final Cache<Key, Kept> kept = Caffeine.newBuilder().maximumSize(MAX_KEPT).build();

  FeedDocuments(ComposingFeeds composing, LiveEntries entries) {
    this.composing = composing;
    this.entries = entries;
  }

  /**
   * The current document.
   *
   * @return empty when there is no such feed
   * @throws com.mongodb.MongoException when a content is not in memory and the store does not
   *     answer
   */
  Optional<Representation> current(Selection selection, Format format) {
    Key key = new Key(selection, format.fileName());
    // Before the entries are read: what changes meanwhile leads to a new document next time.
    long version = entries.version();
    Kept known = kept.getIfPresent(key);
    if (known != null && known.version() == version) {
      return Optional.of(known.document());
    }
    Optional<Composed> composed = composing.compose(selection, format.fileName());
    return composed.map(
        made -> {
          Representation document =
              Representation.of(format.mediaType().toString(), format.write(made.feed()));
          if (made.exact()) {
            kept.put(key, new Kept(version, document));
          }
          return document;
        });
  }
}
