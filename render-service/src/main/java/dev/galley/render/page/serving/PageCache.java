package dev.galley.render.page.serving;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.MongoException;
import dev.galley.render.page.index.PageEntry;
import dev.galley.web.answer.LastModified;
import dev.galley.web.answer.Representation;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The bytes of live pages: a bounded cache in front of the store. What this instance writes is in
 * it before anyone is told; what others write is noticed by the index, whose versions decide
 * whether what is cached is still good. The bytes are made by the first who asks for them.
 * Thread-safe.
 */
public final class PageCache {

  private final Function<String, Optional<LivePage>> stored;
  private final Layout layout;
  private final Pictures pictures;
  private final Cache<String, Cached> cache;

  /**
   * @param stored the live page of a post, from the store
   * @param maxCacheBytes how much memory they may take, about
   */
  public PageCache(
      Function<String, Optional<LivePage>> stored,
      Layout layout,
      Pictures pictures,
      long maxCacheBytes) {
    this.stored = stored;
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

  private record Unmade(LivePage page) implements Cached {
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
      return load(entry.postId());
    }
    if (cached instanceof Made made) {
      return made.state() == state(made.entry()) ? Optional.of(made.page()) : madeAgain(made);
    }
    return Optional.of(make(((Unmade) cached).page()));
  }

  /** Takes up what this instance has stored. */
  public void put(LivePage page) {
    put(new Unmade(page));
  }

  /** Forgets a page that is live no more. */
  public void remove(String postId) {
    cache.invalidate(postId);
  }

  private Optional<ServedPage> madeAgain(Made before) {
    try {
      return load(before.entry().postId());
    } catch (MongoException e) {
      return Optional.of(before.page());
    }
  }

  private Optional<ServedPage> load(String postId) {
    return stored.apply(postId).map(this::make);
  }

  private ServedPage make(LivePage page) {
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

  private Instant changedAt(LivePage page) {
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
