package dev.galley.post.asset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what is known of the site's files, for whoever takes them along: what {@link BringingAssets}
 * needs to have them elsewhere as they are here.
 */
public final class GivingAssets {

  private final Assets assets;
  private final AssetUse use;

  GivingAssets(Assets assets, AssetUse use) {
    this.assets = assets;
    this.use = use;
  }

  /** The facts of each file of which there are any, by its name. */
  public SortedMap<String, AssetFacts> facts() {
    List<Asset> all = new ArrayList<>();
    assets.forEach(all::add);
    Set<String> unused = use.unused(all).stream().map(Asset::id).collect(Collectors.toSet());
    SortedMap<String, AssetFacts> facts = new TreeMap<>();
    for (Asset asset : all) {
      AssetFacts one = facts(asset, unused.contains(asset.id()));
      if (!one.equals(AssetFacts.NONE)) {
        facts.put(asset.name(), one);
      }
    }
    return facts;
  }

  /**
   * The names of the files that no reader can see.
   *
   * @param shown the names that live pages use
   */
  public Set<String> unseen(Set<String> shown) {
    Set<String> unseen = new HashSet<>();
    assets.forEach(
        asset -> {
          if (!asset.isShared() && Collections.disjoint(asset.names(), shown)) {
            unseen.add(asset.name());
          }
        });
    return unseen;
  }

  private static AssetFacts facts(Asset asset, boolean isUnused) {
    return new AssetFacts(
        asset.names().subList(1, asset.names().size()),
        asset.description().alt(),
        asset.description().decorative(),
        shared(asset, isUnused));
  }

  /** Null where an import comes to the same by itself: it shares what no post uses. */
  private static @Nullable Boolean shared(Asset asset, boolean isUnused) {
    if (isUnused) {
      return asset.isShared() ? null : Boolean.FALSE;
    }
    return asset.shared();
  }
}
