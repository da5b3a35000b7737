package dev.galley.render.page;

import dev.galley.stream.BadEvent;
import java.util.Optional;
import java.util.function.Function;

/** Makes a page live: writes it to the store, then to this instance's memory. */
final class StoringPages {

  private static final int MAX_ATTEMPTS = 20;

  private final Pages pages;
  private final SiteIndex index;
  private final LivePages live;
  private final SlugClaims claims;

  StoringPages(Pages pages, SiteIndex index, LivePages live) {
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
  Optional<Page> replace(String postId, Function<Optional<Entry>, Optional<Page>> change) {
    // The index knows the version of what this instance wrote, which saves a read.
    Optional<Entry> known = index.byId(postId);
    if (known.isEmpty()) {
      known = pages.entry(postId);
    }
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<Page> changed = change.apply(known);
      if (changed.isEmpty()) {
        return Optional.empty();
      }
      long version = known.map(Entry::version).orElse(0L) + 1;
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
}
