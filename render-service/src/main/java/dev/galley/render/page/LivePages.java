package dev.galley.render.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/**
 * The bytes of live pages: a bounded cache in front of the store. What this instance writes is in
 * it before anyone is told; what others write is noticed by the index, whose versions decide
 * whether cached bytes are still good. Thread-safe.
 */
public final class LivePages {

  private final Pages pages;
  private final Cache<String, LivePage> cache;

  LivePages(Pages pages, long maxCacheBytes) {
    this.pages = pages;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(maxCacheBytes)
            .weigher((String id, LivePage stored) -> stored.html().sizeBytes())
            .build();
  }

  /**
   * The bytes of a page, at least as new as the index says.
   *
   * @return empty when the page left the store's live pages in this moment
   * @throws com.mongodb.MongoException when they are not in memory and the store does not answer
   */
  public Optional<LivePage> page(Entry entry) {
    LivePage cached = cache.getIfPresent(entry.postId());
    if (cached != null && cached.version() >= entry.version()) {
      return Optional.of(cached);
    }
    Optional<LivePage> stored = pages.html(entry.postId());
    stored.ifPresent(fresh -> cache.asMap().merge(entry.postId(), fresh, LivePages::newer));
    return stored;
  }

  Optional<Representation> html(Entry entry) {
    return page(entry).map(LivePage::html);
  }

  void put(Page page) {
    Representation html = page.html();
    String postId = page.entry().postId();
    if (html == null) {
      cache.invalidate(postId);
    } else {
      var stored = new LivePage(page.entry().version(), html, LastModified.of(page.liveSince()));
      cache.asMap().merge(postId, stored, LivePages::newer);
    }
  }

  private static LivePage newer(LivePage one, LivePage other) {
    return one.version() > other.version() ? one : other;
  }
}
