package dev.galley.render.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.MongoException;
import dev.galley.render.page.index.PageEntry;
import dev.galley.web.LastModified;
import dev.galley.web.Representation;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The bytes of live pages: a bounded cache in front of the store. What this instance writes is in
 * it before anyone is told; what others write is noticed by the index, whose versions decide
 * whether what is cached is still good. The bytes are made by the first who asks for them.
 * Thread-safe.
 */
public final class PageCache {

  private final Pages pages;
  private final Layout layout;
  private final Pictures pictures;
  private final Cache<String, Cached> cache;

  PageCache(Pages pages, Layout layout, Pictures pictures, long maxCacheBytes) {
    this.pages = pages;
    this.layout = layout;
    this.pictures = pictures;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(maxCacheBytes)
            .weigher((String id, Cached cached) -> cached.sizeBytes())
            .build();
  }

  /** A page in memory: until it is asked for what its bytes are made of, afterwards these. */
  private sealed interface Cached {

    PageEntry entry();

    int sizeBytes();
  }

  private record Made(PageEntry entry, ServedPage page, long state) implements Cached {
    @Override
    public int sizeBytes() {
      return page.html().sizeBytes();
    }
  }

  private record Unmade(Pages.Live page) implements Cached {
    @Override
    public PageEntry entry() {
      return page.entry();
    }

    @Override
    public int sizeBytes() {
      return page.content().html().length();
    }
  }

  /**
   * The bytes of a page, at least as new as the index says.
   *
   * @return empty when the page left the store's live pages in this moment
   * @throws MongoException when they are not in memory and the store does not answer
   */
  public Optional<ServedPage> page(PageEntry entry) {
    Cached cached = cache.getIfPresent(entry.postId());
    if (cached == null || cached.entry().version() < entry.version()) {
      return stored(entry.postId());
    }
    if (cached instanceof Made made) {
      return made.state() == state(made.entry()) ? Optional.of(made.page()) : madeAgain(made);
    }
    return Optional.of(make(((Unmade) cached).page()));
  }

  Optional<Representation> html(PageEntry entry) {
    return page(entry).map(ServedPage::html);
  }

  void put(Page page) {
    PageContent content = page.content();
    if (content == null) {
      cache.invalidate(page.entry().postId());
    } else {
      put(new Unmade(new Pages.Live(page.entry(), page.liveSince(), content)));
    }
  }

  private Optional<ServedPage> madeAgain(Made before) {
    try {
      return stored(before.entry().postId());
    } catch (MongoException e) {
      return Optional.of(before.page());
    }
  }

  private Optional<ServedPage> stored(String postId) {
    return pages.live(postId).map(this::make);
  }

  private ServedPage make(Pages.Live page) {
    PageEntry entry = page.entry();
    // Before it is used: what changes meanwhile leads to another one next time.
    long state = state(entry);
    Instant changedAt = changedAt(page);
    String html = pictures.dressed(layout.around(entry, page.content()));
    ServedPage served = new ServedPage(Representation.html(html), LastModified.of(changedAt));
    put(new Made(entry, served, state));
    return served;
  }

  private long state(PageEntry entry) {
    return 31 * pictures.state(entry) + layout.state(entry);
  }

  private Instant changedAt(Pages.Live page) {
    return Stream.of(
            page.liveSince(), pictures.changedAt(page.entry()), layout.changedAt(page.entry()))
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private void put(Cached coming) {
    cache.asMap().merge(coming.entry().postId(), coming, PageCache::newer);
  }

  /** Of one version the one that comes now, which was made later. */
  private static Cached newer(Cached known, Cached coming) {
    return known.entry().version() > coming.entry().version() ? known : coming;
  }
}
