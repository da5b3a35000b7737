package dev.galley.post.asset;

import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.content.Posts;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.util.UriUtils;

/**
 * Finds the posts that name a file, in what readers see or in the working copy. Reads all posts, as
 * seldom as somebody erases a file, and rather names one too many.
 */
final class AssetUse {

  private static final int MAX_USERS = 20;
  private static final String IMAGES = "images/";

  private final Posts posts;

  AssetUse(Posts posts) {
    this.posts = posts;
  }

  /** A post that names a file. */
  record User(String postId, String slug, String title) {}

  /** The posts that name a file; not all, where there are many. */
  List<User> of(String path) {
    String name = path.startsWith(IMAGES) ? path.substring(IMAGES.length()) : path;
    List<String> spellings = List.of(name, UriUtils.encodePath(name, "UTF-8"));
    List<User> users = new ArrayList<>();
    posts.forEach(
        (post, source) -> {
          if (users.size() < MAX_USERS && spellings.stream().anyMatch(text -> names(post, text))) {
            users.add(new User(post.id(), post.working().slug(), post.working().title()));
          }
        });
    return users;
  }

  private static boolean names(Post post, String text) {
    Content working = post.working();
    return working.body().contains(text)
        || String.valueOf(working.summary()).contains(text)
        || working.metadata().toString().contains(text)
        || post.live().filter(seen -> seen.body().contains(text)).isPresent();
  }
}
