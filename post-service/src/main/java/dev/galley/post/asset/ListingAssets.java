package dev.galley.post.asset;

import dev.galley.post.content.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pages of files, the last stored first. */
record ListingAssets(Assets assets, AssetUse use) {

  /**
   * Which files.
   *
   * @param words what names or description have to hold; empty for all
   * @param used whether posts use them; null for both
   * @param removed whether those that are removed, or those that are not
   */
  record Query(Set<String> words, @Nullable Boolean used, boolean removed, int limit) {}

  /**
   * @param next behind which the next page begins; null on the last one
   */
  record Page(List<Asset> assets, @Nullable Cursor next) {}

  /** A page. What the filters let through is few at times, so more may be read for it. */
  Page list(Query query, @Nullable Cursor after) {
    List<Asset> found = new ArrayList<>();
    assets.list(
        query.removed(),
        after,
        some -> {
          found.addAll(matching(query, some));
          return found.size() > query.limit();
        });
    if (found.size() <= query.limit()) {
      return new Page(found, null);
    }
    List<Asset> page = found.subList(0, query.limit());
    Asset last = page.get(page.size() - 1);
    return new Page(page, new Cursor(last.storedAt(), last.id()));
  }

  private List<Asset> matching(Query query, List<Asset> some) {
    List<Asset> about = some.stream().filter(asset -> asset.isAbout(query.words())).toList();
    if (query.used() == null) {
      return about;
    }
    List<Asset> unused = use.unused(about);
    return query.used() ? about.stream().filter(asset -> !unused.contains(asset)).toList() : unused;
  }
}
