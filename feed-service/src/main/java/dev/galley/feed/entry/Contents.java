package dev.galley.feed.entry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.feed.SiteProperties;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The content of entries as feeds carry it, with absolute links: the most recently used ones in
 * memory, the others from the store. Thread-safe.
 */
final class Contents {

  /** Links are made absolute when a feed first needs them: most pages are never in a new feed. */
  private static final class Html {

    private final int chars;
    private final URI page;
    private @Nullable String rendered;
    private @Nullable String absolute;

    Html(String rendered, URI page) {
      this.chars = rendered.length();
      this.rendered = rendered;
      this.page = page;
    }

    synchronized String absolute() {
      String known = absolute;
      if (known == null) {
        known = AbsoluteLinks.in(String.valueOf(rendered), page);
        absolute = known;
        rendered = null;
      }
      return known;
    }
  }

  private final EntryStates states;
  private final SiteProperties site;
  private final Cache<UUID, Html> recent;

  Contents(EntryStates states, SiteProperties site, long maxChars) {
    this.states = states;
    this.site = site;
    this.recent =
        Caffeine.newBuilder()
            .maximumWeight(maxChars)
            .weigher((UUID page, Html html) -> html.chars)
            .executor(Runnable::run)
            .build();
  }

  /** Remembers a page's content; does nothing for a page without, or for a known one. */
  void offer(RenderedPage page) {
    String html = page.html();
    // The same page comes from both topics' consumers and from the follower.
    if (html != null && recent.getIfPresent(page.eventId()) == null) {
      recent.put(page.eventId(), new Html(html, site.resolve(page.url())));
    }
  }

  /**
   * The content of an entry.
   *
   * @throws com.mongodb.MongoException when it is not in memory and the store does not answer
   */
  Content of(Entry entry) {
    Html known = recent.getIfPresent(entry.page().eventId());
    return known != null ? new Content(known.absolute(), true) : load(entry);
  }

  private Content load(Entry entry) {
    Optional<RenderedPage> stored =
        states.find(entry.postId()).flatMap(found -> found.state().live()).map(Entry::page);
    String html = stored.map(RenderedPage::html).orElse(null);
    if (stored.isEmpty() || html == null) {
      return new Content("", false);
    }
    RenderedPage page = stored.get();
    Html loaded = new Html(html, site.resolve(page.url()));
    recent.put(page.eventId(), loaded);
    return new Content(loaded.absolute(), page.eventId().equals(entry.page().eventId()));
  }
}
