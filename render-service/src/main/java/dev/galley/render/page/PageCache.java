package dev.galley.render.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.render.page.index.PageEntry;
import dev.galley.web.LastModified;
import dev.galley.web.Representation;
import java.util.Optional;

/**
 * The bytes of live pages: a bounded cache in front of the store. What this instance writes is in
 * it before anyone is told; what others write is noticed by the index, whose versions decide
 * whether cached bytes are still good. Thread-safe.
 */
public final class PageCache {

  private final Pages pages;
  private final Cache<String, ServedPage> cache;

  PageCache(Pages pages, long maxCacheBytes) {
    this.pages = pages;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(maxCacheBytes)
            .weigher((String id, ServedPage stored) -> stored.html().sizeBytes())
            .build();
  }

  /**
   * The bytes of a page, at least as new as the index says.
   *
   * @return empty when the page left the store's live pages in this moment
   * @throws com.mongodb.MongoException when they are not in memory and the store does not answer
   */
  public Optional<ServedPage> page(PageEntry entry) {
    ServedPage cached = cache.getIfPresent(entry.postId());
    if (cached != null && cached.version() >= entry.version()) {
      return Optional.of(cached);
    }
    Optional<ServedPage> stored = pages.html(entry.postId());
    stored.ifPresent(fresh -> cache.asMap().merge(entry.postId(), fresh, PageCache::newer));
    return stored;
  }

  Optional<Representation> html(PageEntry entry) {
    return page(entry).map(ServedPage::html);
  }

  void put(Page page) {
    Representation html = page.html();
    String postId = page.entry().postId();
    if (html == null) {
      cache.invalidate(postId);
    } else {
      var stored = new ServedPage(page.entry().version(), html, LastModified.of(page.liveSince()));
      cache.asMap().merge(postId, stored, PageCache::newer);
    }
  }

  private static ServedPage newer(ServedPage one, ServedPage other) {
    return one.version() > other.version() ? one : other;
  }
}
