package dev.galley.render.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.MongoException;
import dev.galley.render.page.index.PageEntry;
import dev.galley.web.LastModified;
import dev.galley.web.Representation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The bytes of live pages: a bounded cache in front of the store. What this instance writes is in
 * it before anyone is told; what others write is noticed by the index, whose versions decide
 * whether cached bytes are still good. Thread-safe.
 */
public final class PageCache {

  private final Pages pages;
  private final Pictures pictures;
  private final Cache<String, ServedPage> cache;

  PageCache(Pages pages, Pictures pictures, long maxCacheBytes) {
    this.pages = pages;
    this.pictures = pictures;
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
   * @throws MongoException when they are not in memory and the store does not answer
   */
  public Optional<ServedPage> page(PageEntry entry) {
    ServedPage cached = cache.getIfPresent(entry.postId());
    boolean current = cached != null && cached.version() >= entry.version();
    if (cached != null && current && cached.pictures() == pictures.state(entry)) {
      return Optional.of(cached);
    }
    try {
      Optional<ServedPage> stored =
          pages
              .html(entry.postId())
              .map(page -> served(entry, page.version(), page.html(), page.liveSince()));
      stored.ifPresent(fresh -> cache.asMap().merge(entry.postId(), fresh, PageCache::newer));
      return stored;
    } catch (MongoException e) {
      if (cached != null && current) {
        return Optional.of(cached);
      }
      throw e;
    }
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
      var stored = served(page.entry(), page.entry().version(), html, page.liveSince());
      cache.asMap().merge(postId, stored, PageCache::newer);
    }
  }

  private ServedPage served(PageEntry entry, long version, Representation html, Instant liveSince) {
    // Before it is used: what changes meanwhile leads to another one next time.
    long state = pictures.state(entry);
    Instant changedAt = pictures.changedAt(entry);
    String plain = new String(html.plain(), StandardCharsets.UTF_8);
    String dressed = pictures.dressed(plain);
    return new ServedPage(
        version,
        state,
        dressed.equals(plain) ? html : Representation.html(dressed),
        LastModified.of(changedAt.isAfter(liveSince) ? changedAt : liveSince));
  }

  /** Of one version the one that comes now, which was dressed later. */
  private static ServedPage newer(ServedPage known, ServedPage coming) {
    return known.version() > coming.version() ? known : coming;
  }
}
