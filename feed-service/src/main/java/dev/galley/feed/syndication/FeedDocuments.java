package dev.galley.feed.syndication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
import dev.galley.web.answer.Representation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The documents that readers get: written when one is asked for and something has changed since,
 * else served as they were. Thread-safe.
 */
@Component
final class FeedDocuments {

  private static final long MAX_KEPT_BYTES = 16L * 1024 * 1024;

  /** Of no state of the entries: made anew for the next reader. */
  private static final long NO_VERSION = -1;

  private record Key(Selection selection, String fileName, @Nullable Integer archive) {}

  private record Kept(long version, Representation document) {}

  private final ComposingFeeds composing;
  private final LiveEntries entries;
  private final KnownPictures pictures;
  private final Cache<Key, Kept> kept =
      Caffeine.newBuilder()
          .maximumWeight(MAX_KEPT_BYTES)
          .weigher((Key key, Kept document) -> document.document().sizeBytes())
          .build();

  FeedDocuments(ComposingFeeds composing, LiveEntries entries, KnownPictures pictures) {
    this.composing = composing;
    this.entries = entries;
    this.pictures = pictures;
  }

  /**
   * The current document.
   *
   * @param archive null for the feed itself
   * @return empty when there is no such feed
   * @throws com.mongodb.MongoException when a content is not in memory and the store does not
   *     answer
   */
  Optional<Representation> current(FeedAddresses.Feed feed, @Nullable Integer archive) {
    Key key = new Key(feed.selection(), feed.format().fileName(), archive);
    // Before they are read: what changes meanwhile leads to a new document next time.
    long version = entries.version() + pictures.version();
    Kept known = kept.getIfPresent(key);
    if (known == null || known.version() < version) {
      // By one reader for all that come meanwhile: a document may be large.
      known =
          kept.asMap()
              .compute(
                  key,
                  (same, last) ->
                      last != null && last.version() >= version
                          ? last
                          : make(key, feed.format(), version));
    }
    return Optional.ofNullable(known).map(Kept::document);
  }

  private @Nullable Kept make(Key key, Format format, long version) {
    return composing
        .compose(key.selection(), key.fileName(), key.archive())
        .map(
            made ->
                new Kept(
                    made.exact() ? version : NO_VERSION,
                    Representation.of(format.mediaType().toString(), format.write(made.feed()))))
        .orElse(null);
  }
}
