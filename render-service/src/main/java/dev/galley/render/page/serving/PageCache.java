package dev.galley.render.page.serving;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.MongoException;
import dev.galley.render.page.index.PageEntry;
import dev.galley.web.answer.LastModified;
import dev.galley.web.answer.Representation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of live pages: a bounded cache in front of the store. What this instance writes is in
 * it before anyone is told; what others write is noticed by the index, whose versions decide
 * whether what is cached is still good. The bytes are made by the first who asks for them, while
 * whoever asks for the same waits. Thread-safe.
 */
public final class PageCache {

  private final Function<String, Optional<LivePage>> stored;
  private final Layout layout;
  private final Pictures pictures;
  private final Cache<String, Cached> cache;
  private final Map<Wanted, CompletableFuture<Optional<ServedPage>>> underWay =
      new ConcurrentHashMap<>();

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

  /**
   * A page in memory.
   *
   * @param served null until somebody asks for it
   * @param state of what surrounds its content, when it was made
   */
  private record Cached(LivePage page, @Nullable ServedPage served, long state) {

    long version() {
      return page.entry().version();
    }

    /** Of one version the one that comes now, which was made later. */
    Cached newer(Cached coming) {
      return version() > coming.version() ? this : coming;
    }

    int sizeBytes() {
      // A quotation mark that is not Latin-1 is enough, and each character takes two bytes.
      return 2 * page.content().html().length() + (served == null ? 0 : served.html().sizeBytes());
    }
  }

  /** Whoever wants the same gets the same. */
  private record Wanted(String postId, long version, long state) {}

  /**
   * The bytes of a page, at least as new as the index says.
   *
   * @return empty when the page left the store's live pages in this moment
   * @throws MongoException when it is not in memory and the store does not answer
   */
  public Optional<ServedPage> page(PageEntry entry) {
    String postId = entry.postId();
    Cached known = cache.getIfPresent(postId);
    Optional<LivePage> current =
        Optional.ofNullable(known)
            .filter(cached -> cached.version() >= entry.version())
            .map(Cached::page);
    long state = state(current.map(LivePage::entry).orElse(entry));
    if (known != null && known.served() != null && current.isPresent() && known.state() == state) {
      return Optional.of(known.served());
    }
    return once(
        new Wanted(postId, entry.version(), state),
        () -> current.or(() -> stored.apply(postId)).map(this::made));
  }

  /** Takes up what this instance has stored. */
  public void put(LivePage page) {
    put(new Cached(page, null, 0));
  }

  /** Forgets a page: it is live no more, or is read again when somebody asks for it. */
  public void remove(String postId) {
    cache.invalidate(postId);
  }

  private Optional<ServedPage> once(Wanted wanted, Supplier<Optional<ServedPage>> making) {
    CompletableFuture<Optional<ServedPage>> own = new CompletableFuture<>();
    CompletableFuture<Optional<ServedPage>> others = underWay.putIfAbsent(wanted, own);
    if (others != null) {
      return result(others);
    }
    try {
      own.complete(making.get());
    } catch (RuntimeException | Error e) {
      own.completeExceptionally(e);
    } finally {
      underWay.remove(wanted);
    }
    return result(own);
  }

  private static Optional<ServedPage> result(CompletableFuture<Optional<ServedPage>> making) {
    try {
      return making.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private ServedPage made(LivePage page) {
    PageEntry entry = page.entry();
    // Before it is used: what changes meanwhile leads to another one next time.
    long state = state(entry);
    Instant changedAt = changedAt(page);
    String html = pictures.dressed(layout.around(entry, page.content()));
    ServedPage served = new ServedPage(Representation.html(html), LastModified.of(changedAt));
    put(new Cached(page, served, state));
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
    cache.asMap().merge(coming.page().entry().postId(), coming, Cached::newer);
  }
}
