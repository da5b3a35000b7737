package dev.galley.post.engine;

import dev.galley.post.content.Slugs;
import java.util.LinkedHashMap;
import java.util.Map;

/** How an export's author stands in the front matter that is written out of it. */
public final class WrittenAuthor {

  private WrittenAuthor() {}

  /**
   * The name alone where it makes the slug that the list of the author's posts had; else both, for
   * old addresses of that list lead to the one here by the slug.
   */
  public static Object of(String name, String slug) {
    if (!Slugs.isWellFormed(slug) || slug.equals(Slugs.fromTitle(name))) {
      return name;
    }
    Map<String, Object> both = new LinkedHashMap<>();
    both.put("name", name);
    both.put("slug", slug);
    return both;
  }
}
