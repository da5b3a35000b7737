package dev.galley.feed.syndication;

import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.syndication.ComposingFeeds.Composed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The documents that readers get: written when one is asked for and something has changed since,
 * else served as they were. Thread-safe.
 */
@Component
class FeedDocuments {

  private static final int MAX_KEPT = 200;

  private record Key(Selection selection, String fileName) {}

  private record Kept(long version, FeedDocument document) {}

  private final ComposingFeeds composing;
  private final LiveEntries entries;
  private final Map<Key, Kept> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
          return size() > MAX_KEPT;
        }
      };

  FeedDocuments(ComposingFeeds composing, LiveEntries entries) {
    this.composing = composing;
    this.entries = entries;
  }

  /**
   * The current document.
   *
   * @return empty when there is no such feed
   * @throws FeedsNotReady in the first moments after a start
   */
  Optional<FeedDocument> current(Selection selection, Format format) {
    if (!entries.isLoaded()) {
      throw new FeedsNotReady();
    }
    Key key = new Key(selection, format.fileName());
    // Before the entries are read: what changes meanwhile leads to a new document next time.
    long version = entries.version();
    Kept known = recall(key);
    if (known != null && known.version() == version) {
      return Optional.of(known.document());
    }
    Optional<Composed> composed = composing.compose(selection, format.fileName());
    Optional<FeedDocument> document =
        composed.map(made -> new FeedDocument(format.write(made.feed())));
    if (composed.isPresent() && composed.get().exact()) {
      document.ifPresent(made -> remember(key, new Kept(version, made)));
    }
    return document;
  }

  private @Nullable Kept recall(Key key) {
    synchronized (kept) {
      return kept.get(key);
    }
  }

  private void remember(Key key, Kept document) {
    synchronized (kept) {
      kept.put(key, document);
    }
  }
}
