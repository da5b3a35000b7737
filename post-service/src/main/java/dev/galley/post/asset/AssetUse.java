package dev.galley.post.asset;

import dev.galley.post.content.PostSummary;
import dev.galley.post.content.Posts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which posts use a file, in what readers see or in the working copy, by any of its names. */
final class AssetUse {

  private static final int MAX_USERS = 20;
  private static final int BATCH = 100;

  private final Posts posts;

  AssetUse(Posts posts) {
    this.posts = posts;
  }

  /** A post that uses a file. */
  record User(String postId, String slug, String title) {

    private static User of(PostSummary post) {
      return new User(post.id(), post.content().slug(), post.content().title());
    }
  }

  /** The posts that use a file; not all, where there are many. */
  List<User> of(Asset asset) {
    return posts.using(Set.copyOf(asset.names()), MAX_USERS).stream().map(User::of).toList();
  }

  /** Those of some files that no post uses, in their order. */
  List<Asset> unused(Collection<Asset> assets) {
    List<Asset> all = List.copyOf(assets);
    List<Asset> unused = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Asset> some = all.subList(from, Math.min(all.size(), from + BATCH));
      Set<String> used =
          posts.used(
              some.stream().flatMap(asset -> asset.names().stream()).collect(Collectors.toSet()));
      some.stream()
          .filter(asset -> asset.names().stream().noneMatch(used::contains))
          .forEach(unused::add);
    }
    return unused;
  }
}
