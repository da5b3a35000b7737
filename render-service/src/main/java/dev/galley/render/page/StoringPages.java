package dev.galley.render.page;

import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.page.serving.PageCache;
import dev.galley.stream.codec.BadEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Makes pages live: writes them to the store, then to this instance's memory. */
final class StoringPages {

  private static final int MAX_ATTEMPTS = 20;

  /**
   * Authors who publish at once look at their pages; more are a bulk that nobody looks at whole.
   */
  private static final int FEW = 10;

  private final Pages pages;
  private final SiteIndex index;
  private final PageCache live;
  private final SlugClaims claims;

  StoringPages(Pages pages, SiteIndex index, PageCache live) {
    this.pages = pages;
    this.index = index;
    this.live = live;
    this.claims = new SlugClaims(pages, index);
  }

  /**
   * Replaces pages, all with one write where nobody else writes them.
   *
   * @param fresh of different posts; their versions are set here
   * @param due whether a page is to replace what is stored, if anything is. Called again when
   *     somebody else wrote in between.
   * @return what is live now, in their order; empty where it was not due
   * @throws BadEvent if a page's address is another one's
   */
  List<Optional<Page>> replace(List<Page> fresh, BiPredicate<PageEntry, Optional<PageEntry>> due) {
    Map<String, Page> planned = new LinkedHashMap<>();
    if (fresh.size() > 1) {
      fresh.forEach(
          page ->
              next(page, index.byId(page.entry().postId()), due)
                  .ifPresent(next -> planned.put(page.entry().postId(), next)));
    }
    Set<String> saved = planned.isEmpty() ? Set.of() : pages.saveAll(planned.values());
    List<Optional<Page>> live = new ArrayList<>();
    for (Page page : fresh) {
      Page stored = planned.get(page.entry().postId());
      live.add(
          stored != null && saved.contains(page.entry().postId())
              ? Optional.of(serve(stored, fresh.size() <= FEW))
              : replace(page, due));
    }
    return live;
  }

  private Optional<Page> replace(Page page, BiPredicate<PageEntry, Optional<PageEntry>> due) {
    // The index knows the version of what this instance wrote, and of what others told; when it
    // does not, the write finds out.
    Optional<PageEntry> known = index.byId(page.entry().postId());
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<Page> next = next(page, known, due);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      Optional<Page> saved = save(next.get());
      if (saved.isPresent()) {
        return saved.map(settled -> serve(settled, true));
      }
      known = pages.entry(page.entry().postId());
      known.ifPresent(index::put);
    }
    throw new ConcurrentWrites(page.entry().postId());
  }

  private static Optional<Page> next(
      Page page, Optional<PageEntry> known, BiPredicate<PageEntry, Optional<PageEntry>> due) {
    long version = known.map(PageEntry::version).orElse(0L) + 1;
    return due.test(page.entry(), known)
        ? Optional.of(page.withEntry(page.entry().withVersion(version)))
        : Optional.empty();
  }

  /**
   * @param asked whether somebody asks for it soon; else the store alone has what is shown
   */
  private Page serve(Page saved, boolean asked) {
    saved
        .live()
        .filter(page -> asked)
        .ifPresentOrElse(live::put, () -> live.remove(saved.entry().postId()));
    index.put(saved.entry());
    return saved;
  }

  private Optional<Page> save(Page page) {
    Pages.Outcome outcome = pages.save(page);
    Page settled = page;
    for (int attempt = 0; outcome == Pages.Outcome.SLUG_HELD; attempt++) {
      if (attempt == MAX_ATTEMPTS) {
        throw new ConcurrentWrites(page.entry().postId());
      }
      settled = page.withEntry(page.entry().withSlugs(claims.settle(page.entry())));
      outcome = pages.save(settled);
    }
    return outcome == Pages.Outcome.SAVED ? Optional.of(settled) : Optional.empty();
  }

  /** Others kept writing the same page; the event is tried again later. */
  private static final class ConcurrentWrites extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConcurrentWrites(String postId) {
      super("The page of post " + postId + " is being written by others all the time");
    }
  }
}
