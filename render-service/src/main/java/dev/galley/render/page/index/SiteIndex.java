package dev.galley.render.page.index;

import dev.galley.render.template.PostList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All pages without their bytes, in memory: which page a path is, and the lists. Loaded from the
 * store at start and kept current by this instance's own writes and by the page events of others.
 * Thread-safe; reading never waits.
 */
public final class SiteIndex {

  /** The slug of the post that is the front page, where there is one. */
  public static final String FRONT_PAGE = "start";

  private static final Comparator<PageEntry> NEWEST_FIRST =
      Comparator.comparing((PageEntry entry) -> entry.published().toInstant())
          .reversed()
          .thenComparing(PageEntry::slug);

  /** Everything that lists are made of, at one moment. */
  private record Snapshot(long changes, List<PageEntry> live, List<PageEntry> listed) {}

  private final Map<String, PageEntry> byId = new ConcurrentHashMap<>();
  private final Map<String, PageEntry> byPath = new ConcurrentHashMap<>();
  private final DependencyIndex users = new DependencyIndex();
  private final List<Consumer<PageEntry>> listeners = new CopyOnWriteArrayList<>();
  private volatile long changes;
  private volatile Snapshot snapshot = new Snapshot(0, List.of(), List.of());

  /** The page, live or not, at a path such as {@code /week-459}; null when there never was one. */
  public @Nullable PageEntry at(String path) {
    return byPath.get(path);
  }

  public Optional<PageEntry> byId(String postId) {
    return Optional.ofNullable(byId.get(postId));
  }

  /** The live page of a slug, a present or a former one. */
  public Optional<PageEntry> live(String slug) {
    return Optional.ofNullable(byPath.get("/" + slug)).filter(PageEntry::isLive);
  }

  /** Grows with each change; what was made of the lists before it is stale. */
  public long changes() {
    return changes;
  }

  /** The listed pages, newest first. */
  public List<PageEntry> listed() {
    return current().listed();
  }

  /** All live pages, newest first. */
  public List<PageEntry> live() {
    return current().live();
  }

  public List<PageEntry> all(PostList list) {
    return listed().stream()
        .filter(entry -> list == PostList.BLOGGABLE || entry.kind().equals("show-and-tell"))
        .toList();
  }

  public long fingerprint(PostList list) {
    long hash = 1;
    for (PageEntry entry : all(list)) {
      hash = 31 * (31 * hash + entry.slug().hashCode()) + entry.title().hashCode();
    }
    return hash;
  }

  /** Takes up a page's newest state; an older one than is known changes nothing. */
  public void put(PageEntry entry) {
    synchronized (this) {
      PageEntry known = byId.get(entry.postId());
      if (known != null && known.version() >= entry.version()) {
        return;
      }
      byId.put(entry.postId(), entry);
      entry.slugs().forEach(slug -> byPath.put("/" + slug, entry));
      if (known != null) {
        known.slugs().stream()
            .filter(slug -> !entry.slugs().contains(slug))
            .forEach(slug -> byPath.computeIfPresent("/" + slug, (path, at) -> unless(entry, at)));
      }
      users.replace(known, entry);
      changes++;
    }
    listeners.forEach(listener -> listener.accept(entry));
  }

  private static @Nullable PageEntry unless(PageEntry moved, PageEntry at) {
    return at.postId().equals(moved.postId()) ? null : at;
  }

  /** Calls back after each change, in the thread that made it. */
  public void onChange(Consumer<PageEntry> listener) {
    listeners.add(listener);
  }

  /** The ids of the pages that a change of this one may have made stale, itself included. */
  public Collection<String> affectedBy(PageEntry changed) {
    return users.affectedBy(changed);
  }

  /** Whether something went into a page that is different now. */
  public boolean isStale(PageEntry entry) {
    return entry.isLive()
        && entry.uses().entrySet().stream()
            .anyMatch(use -> Dependency.state(use.getKey(), this) != use.getValue());
  }

  public Collection<PageEntry> entries() {
    return byId.values();
  }

  private Snapshot current() {
    Snapshot known = snapshot;
    long now = changes;
    if (known.changes() == now) {
      return known;
    }
    List<PageEntry> live =
        byId.values().stream().filter(PageEntry::isLive).sorted(NEWEST_FIRST).toList();
    Snapshot fresh = new Snapshot(now, live, live.stream().filter(PageEntry::listed).toList());
    snapshot = fresh;
    return fresh;
  }
}
