package dev.galley.event;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the list of a tag was found by on an earlier site, where that is not how the tag's name is
 * spelled: {@value #KEY} in a post's metadata, with the tag behind each slug.
 */
public final class TagSlugs {

  /** The name in the metadata. */
  public static final String KEY = "tag_slugs";

  /** How many of a post lead anywhere. */
  public static final int MAX = 50;

  private static final int MAX_CHARS = 200;

  private TagSlugs() {}

  /** The tags of a post by their slugs, which are as {@link OldAddresses#key} has them. */
  public static Map<String, String> in(Map<String, Object> metadata) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (metadata.get(KEY) instanceof Map<?, ?> said) {
      said.forEach(
          (slug, tag) -> {
            String key = OldAddresses.key(String.valueOf(slug));
            if (tag instanceof String name
                && !key.isEmpty()
                && key.length() <= MAX_CHARS
                && tags.size() < MAX) {
              tags.putIfAbsent(key, name);
            }
          });
    }
    return tags;
  }

  /**
   * Takes note of a tag's slug where its name does not say it.
   *
   * @param slugs what stands under {@value #KEY}
   */
  public static void note(Map<String, Object> slugs, String slug, String tag) {
    String key = OldAddresses.key(slug);
    if (!key.isEmpty() && !TagAddress.plain(key).equals(TagAddress.plain(tag))) {
      slugs.putIfAbsent(key, tag);
    }
  }
}
