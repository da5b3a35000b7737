package dev.galley.render.page.index;

import dev.galley.event.Author;
import dev.galley.event.OldAddresses;
import dev.galley.event.TagAddress;
import dev.galley.render.template.PostList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All pages without their bytes, in memory: which page a path is, and the lists. Loaded from the
 * store at start and kept current by this instance's own writes and by the page events of others. A
 * change costs what changed, however many pages there are. Thread-safe; reading never waits, and a
 * list that was returned never changes.
 */
public final class SiteIndex {

  /** The slug of the post that is the front page, where there is one. */
  public static final String FRONT_PAGE = "start";

  /** How many folders of an address are looked at: whoever asks decides how many it has. */
  public static final int MAX_DEPTH = 10;

  /** Equal times in a fixed order, so that every instance serves the same lists. */
  private static final Comparator<PageEntry> NEWEST_FIRST =
      Comparator.comparing((PageEntry entry) -> entry.published().toInstant())
          .reversed()
          .thenComparing(PageEntry::slug)
          .thenComparing(PageEntry::postId);

  /** A list that templates loop over, and what tells it from every other state of it. */
  private record Looped(SortedPages pages, long fingerprint) {

    Looped replaced(@Nullable PageEntry before, @Nullable PageEntry after) {
      return new Looped(
          pages.replaced(before, after),
          fingerprint - (before == null ? 0 : mark(before)) + (after == null ? 0 : mark(after)));
    }

    /** A sum of these changes with each member, and taking one in or out is one addition. */
    private static long mark(PageEntry entry) {
      long mixed = 31L * entry.slug().hashCode() + entry.title().hashCode();
      mixed = (mixed << 20) ^ entry.published().toInstant().toEpochMilli();
      mixed *= 0x9E3779B97F4A7C15L;
      return (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    }
  }

  private final long rendering;
  private final SortedPages empty;
  private final Map<String, PageEntry> byId = new ConcurrentHashMap<>();
  private final Map<String, PageEntry> byPath = new ConcurrentHashMap<>();
  private final Map<String, SortedPages> byTag = new ConcurrentHashMap<>();
  private final Map<String, SortedPages> byTagSlug = new ConcurrentHashMap<>();
  private final Map<String, SortedPages> byFolder = new ConcurrentHashMap<>();
  private final Map<String, SortedPages> byAuthor = new ConcurrentHashMap<>();
  private final DependencyIndex dependencies = new DependencyIndex();
  private final List<Consumer<PageEntry>> listeners = new CopyOnWriteArrayList<>();
  private volatile SortedPages inSitemap;
  private volatile Map<PostList, Looped> looped;
  private volatile long changes;

  /**
   * @param rendering how content is rendered now; a page that was made in another way is stale
   */
  public SiteIndex(long rendering) {
    this(rendering, NEWEST_FIRST);
  }

  private SiteIndex(long rendering, Comparator<PageEntry> order) {
    this.rendering = rendering;
    empty = new SortedPages(order);
    inSitemap = empty;
    looped = new EnumMap<>(PostList.class);
    for (PostList list : PostList.values()) {
      looped.put(list, new Looped(empty, 0));
    }
  }

  static SiteIndex counting(Runnable comparison) {
    return new SiteIndex(
        0,
        (one, other) -> {
          comparison.run();
          return NEWEST_FIRST.compare(one, other);
        });
  }

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

  /** Grows after each change; what was made of the lists before it is stale. */
  public long changes() {
    return changes;
  }

  /** The listed pages, newest first. */
  public List<PageEntry> listed() {
    return all(PostList.BLOGGABLE);
  }

  /**
   * The live pages with a tag, newest first: each of them links to this list.
   *
   * @param tag as {@link TagAddress#of} has it
   */
  public List<PageEntry> tagged(String tag) {
    return byTag.getOrDefault(tag, empty);
  }

  /**
   * The tag that another engine would have at an address; empty when there is none.
   *
   * @param path behind what is the same for all tags, as {@link OldAddresses#key} has it
   */
  public Optional<String> tagAt(String path) {
    return tagLike(path).or(() -> tagBySlug(path));
  }

  /**
   * The tag that was found by just this slug or address on an earlier site; empty when there is
   * none.
   *
   * @param slug as {@link OldAddresses#key} has it
   */
  public Optional<String> tagBySlug(String slug) {
    return byTagSlug.getOrDefault(slug, empty).stream()
        .findFirst()
        .map(newest -> newest.tagSlugs().get(slug))
        .flatMap(this::tagLike);
  }

  private Optional<String> tagLike(String tag) {
    if (byTag.containsKey(tag)) {
      return Optional.of(tag);
    }
    String plain = TagAddress.plain(tag);
    return byTag.keySet().stream()
        .filter(own -> TagAddress.plain(own).equals(plain))
        .sorted()
        .findFirst();
  }

  /** The tags of live pages, as {@link TagAddress#of} has them. */
  public Set<String> tags() {
    return Set.copyOf(byTag.keySet());
  }

  /**
   * The folders in which live pages, or their tags, had an address, such as {@code posts} of {@code
   * posts/one}, as {@link OldAddresses#key} has them: other engines have a list of what is in one.
   */
  public Set<String> folders() {
    return Collections.unmodifiableSet(byFolder.keySet());
  }

  /** The authors of live pages, by their slugs. */
  public Set<String> authors() {
    return Set.copyOf(byAuthor.keySet());
  }

  /** The live pages by an author, newest first: each of them links to this list. */
  public List<PageEntry> by(String authorSlug) {
    return byAuthor.getOrDefault(authorSlug, empty);
  }

  /** The pages that search engines are told of, newest first. */
  public List<PageEntry> inSitemap() {
    return inSitemap;
  }

  /** The pages of a list that templates loop over, newest first. */
  public List<PageEntry> all(PostList list) {
    return looped(list).pages();
  }

  /** Differs when slugs, titles or order of such a list do. */
  public long fingerprint(PostList list) {
    return looped(list).fingerprint();
  }

  private Looped looped(PostList list) {
    return Objects.requireNonNull(looped.get(list));
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
      dependencies.replace(known, entry);
      replaceInLists(known, entry);
      changes++;
    }
    listeners.forEach(listener -> listener.accept(entry));
  }

  /** Forgets a page that is not live and has not changed since. */
  public synchronized void remove(PageEntry entry) {
    if (!entry.isLive() && byId.remove(entry.postId(), entry)) {
      entry.slugs().forEach(slug -> byPath.remove("/" + slug, entry));
      changes++;
    }
  }

  private static @Nullable PageEntry unless(PageEntry moved, PageEntry at) {
    return at.postId().equals(moved.postId()) ? null : at;
  }

  /** In each list a page is taken out and put in as one change: no reader ever misses it. */
  private void replaceInLists(@Nullable PageEntry before, PageEntry after) {
    inSitemap =
        inSitemap.replaced(
            only(before, SiteIndex::isInSitemap), only(after, SiteIndex::isInSitemap));
    Map<PostList, Looped> changed = new EnumMap<>(looped);
    changed.replaceAll(
        (list, pages) ->
            pages.replaced(
                only(before, entry -> isIn(list, entry)), only(after, entry -> isIn(list, entry))));
    looped = changed;
    PageEntry liveBefore = only(before, PageEntry::isLive);
    PageEntry liveAfter = only(after, PageEntry::isLive);
    replaceUnderNames(byTag, SiteIndex::tags, liveBefore, liveAfter);
    replaceUnderNames(byTagSlug, entry -> entry.tagSlugs().keySet(), liveBefore, liveAfter);
    replaceUnderNames(byFolder, SiteIndex::folders, liveBefore, liveAfter);
    replaceUnderNames(byAuthor, SiteIndex::authors, liveBefore, liveAfter);
  }

  private void replaceUnderNames(
      Map<String, SortedPages> lists,
      Function<PageEntry, Collection<String>> names,
      @Nullable PageEntry before,
      @Nullable PageEntry after) {
    Set<String> left = before == null ? Set.of() : new HashSet<>(names.apply(before));
    Set<String> joined = after == null ? Set.of() : new HashSet<>(names.apply(after));
    Set<String> changed = new HashSet<>(left);
    changed.addAll(joined);
    for (String name : changed) {
      SortedPages pages =
          lists
              .getOrDefault(name, empty)
              .replaced(left.contains(name) ? before : null, joined.contains(name) ? after : null);
      if (pages.isEmpty()) {
        lists.remove(name);
      } else {
        lists.put(name, pages);
      }
    }
  }

  private static @Nullable PageEntry only(
      @Nullable PageEntry entry, Predicate<PageEntry> condition) {
    return entry != null && condition.test(entry) ? entry : null;
  }

  private static boolean isListed(PageEntry entry) {
    return entry.isLive() && entry.listed();
  }

  private static boolean isInSitemap(PageEntry entry) {
    return entry.isLive() && entry.inSitemap();
  }

  private static boolean isIn(PostList list, PageEntry entry) {
    return isListed(entry) && (list == PostList.BLOGGABLE || entry.kind().equals("show-and-tell"));
  }

  private static List<String> tags(PageEntry entry) {
    return entry.tags().stream().map(TagAddress::of).toList();
  }

  private static Set<String> folders(PageEntry entry) {
    return Stream.concat(entry.slugs().stream(), entry.tagSlugs().keySet().stream())
        .flatMap(
            address ->
                IntStream.range(1, address.length())
                    .filter(at -> address.charAt(at) == '/')
                    .limit(MAX_DEPTH)
                    .mapToObj(end -> address.substring(0, end)))
        .collect(Collectors.toSet());
  }

  private static List<String> authors(PageEntry entry) {
    return entry.authors().stream().map(Author::slug).toList();
  }

  /** Calls back after each change, in the thread that made it. */
  public void onChange(Consumer<PageEntry> listener) {
    listeners.add(listener);
  }

  /** The ids of the pages that a change of this one may have made stale, itself included. */
  public Collection<String> affectedBy(PageEntry changed) {
    return dependencies.affectedBy(changed);
  }

  /**
   * Whether a live page shows one of the site's own pictures, or leads to it.
   *
   * @param name such as {@code images/blog/x.jpg}
   */
  public boolean isShown(String name) {
    return dependencies.isUsed(Dependency.image(name));
  }

  long rendering() {
    return rendering;
  }

  /** Whether something went into a page that is different now. */
  public boolean isStale(PageEntry entry) {
    // Pages of earlier releases do not say how they were rendered.
    return entry.isLive()
        && (!entry.uses().containsKey(Dependency.RENDERING)
            || entry.uses().entrySet().stream()
                .anyMatch(use -> Dependency.state(use.getKey(), this) != use.getValue()));
  }

  public Collection<PageEntry> entries() {
    return byId.values();
  }
}
