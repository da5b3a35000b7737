package dev.galley.render.page;

import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.stream.codec.BadEvent;
import java.util.Optional;
import java.util.function.Function;

/** Makes a page live: writes it to the store, then to this instance's memory. */
final class StoringPages {

  private static final int MAX_ATTEMPTS = 20;

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
   * Replaces a page.
   *
   * @param change from the entry that is stored, if there is one, to the page to store, whose
   *     version is set here; returning empty leaves all as it is. Called again when somebody else
   *     wrote in between.
   * @return what is live now; empty if the change returned that
   * @throws BadEvent if the page's address is another one's
   */
  Optional<Page> replace(String postId, Function<Optional<PageEntry>, Optional<Page>> change) {
    // The index knows the version of what this instance wrote, which saves a read.
    Optional<PageEntry> known = index.byId(postId);
    if (known.isEmpty()) {
      known = pages.entry(postId);
    }
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<Page> changed = change.apply(known);
      if (changed.isEmpty()) {
        return Optional.empty();
      }
      long version = known.map(PageEntry::version).orElse(0L) + 1;
      Page page = changed.get().withEntry(changed.get().entry().withVersion(version));
      Optional<Page> saved = save(page);
      if (saved.isPresent()) {
        live.put(saved.get());
        index.put(saved.get().entry());
        return saved;
      }
      known = pages.entry(postId);
    }
    throw new ConcurrentWrites(postId);
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
