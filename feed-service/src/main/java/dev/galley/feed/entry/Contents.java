package dev.galley.feed.entry;

import dev.galley.feed.SiteProperties;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The content of entries as feeds carry it, with absolute links: the most recently used ones in
 * memory, the others from the store. Thread-safe.
 */
final class Contents {

  private final EntryStates states;
  private final SiteProperties site;
  private final long maxChars;
  private final LinkedHashMap<UUID, String> recent = new LinkedHashMap<>(64, 0.75f, true);
  private long chars;

  Contents(EntryStates states, SiteProperties site, long maxChars) {
    this.states = states;
    this.site = site;
    this.maxChars = maxChars;
  }

  /** Remembers a page's content; does nothing for a page without, or for a known one. */
  void offer(RenderedPage page) {
    // The same page comes from both topics' consumers and from the follower.
    if (page.html() != null && recall(page.eventId()) == null) {
      remember(page.eventId(), AbsoluteLinks.in(page.html(), site.resolve(page.url())));
    }
  }

  /**
   * The content of an entry.
   *
   * @throws com.mongodb.MongoException when it is not in memory and the store does not answer
   */
  Content of(Entry entry) {
    String known = recall(entry.page().eventId());
    return known != null ? new Content(known, true) : load(entry);
  }

  private Content load(Entry entry) {
    Optional<RenderedPage> stored =
        states.find(entry.postId()).flatMap(found -> found.state().live()).map(Entry::page);
    if (stored.isEmpty() || stored.get().html() == null) {
      return new Content("", false);
    }
    offer(stored.get());
    String html = recall(stored.get().eventId());
    return new Content(
        html == null ? "" : html, stored.get().eventId().equals(entry.page().eventId()));
  }

  private synchronized @Nullable String recall(UUID page) {
    return recent.get(page);
  }

  private synchronized void remember(UUID page, String html) {
    String replaced = recent.put(page, html);
    chars += html.length() - (replaced == null ? 0 : replaced.length());
    Iterator<Map.Entry<UUID, String>> eldest = recent.entrySet().iterator();
    while (chars > maxChars && recent.size() > 1) {
      chars -= eldest.next().getValue().length();
      eldest.remove();
    }
  }
}
