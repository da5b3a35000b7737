package dev.galley.render.page;

import dev.galley.event.PostPublished;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which posts appear in lists and in the sitemap.
 *
 * @param unlistedKinds kinds that only the lists of their tags and authors show
 */
@ConfigurationProperties("galley.lists")
record ListingRules(@DefaultValue({"page", "project"}) List<String> unlistedKinds) {

  ListingRules {
    unlistedKinds = List.copyOf(unlistedKinds);
  }

  boolean isListed(PostPublished post) {
    return !unlistedKinds.contains(post.kind()) && !is(post.metadata(), "draft", "true");
  }

  boolean isInSitemap(PostPublished post) {
    return !is(post.metadata(), "is_page", "false") && !is(post.metadata(), "draft", "true");
  }

  private static boolean is(Map<String, Object> metadata, String key, String value) {
    return value.equalsIgnoreCase(String.valueOf(metadata.get(key)));
  }
}
