package dev.galley.render.page;

import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.stream.codec.BadEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides which of two pages a slug belongs to, in the same way whichever comes first: a live
 * post's present slug before the present slug of one that left, before a former slug; then the
 * later change; then the greater id.
 */
final class SlugClaims {

  private record Claim(int rank, Instant at, String postId) implements Comparable<Claim> {

    static Claim of(PageEntry entry, String slug) {
      int rank = entry.slug().equals(slug) ? (entry.isLive() ? 2 : 1) : 0;
      return new Claim(rank, entry.acceptedAt(), entry.postId());
    }

    @Override
    public int compareTo(Claim other) {
      return Comparator.comparingInt(Claim::rank)
          .thenComparing(Claim::at)
          .thenComparing(Claim::postId)
          .compare(this, other);
    }
  }

  private final Pages pages;
  private final SiteIndex index;

  SlugClaims(Pages pages, SiteIndex index) {
    this.pages = pages;
    this.index = index;
  }

  /**
   * Takes from other pages the slugs that are rather this one's.
   *
   * @return the slugs that this page may have
   * @throws BadEvent if it is live and its present slug is rather another page's: what left the
   *     site may have given its name to another post since
   */
  List<String> settle(PageEntry entry) {
    List<String> mine = new ArrayList<>();
    for (String slug : entry.slugs()) {
      Optional<PageEntry> holder =
          pages.holder(slug).filter(other -> !other.postId().equals(entry.postId()));
      if (holder.isEmpty()) {
        mine.add(slug);
      } else if (Claim.of(entry, slug).compareTo(Claim.of(holder.get(), slug)) > 0) {
        pages.release(holder.get(), slug).ifPresent(index::put);
        mine.add(slug);
      } else if (entry.isLive() && slug.equals(entry.slug())) {
        throw new BadEvent(
            "The address /" + slug + " belongs to the post '" + holder.get().title() + "'");
      }
    }
    return mine;
  }
}
