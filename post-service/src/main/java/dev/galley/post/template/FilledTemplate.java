package dev.galley.post.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new post can begin with, for one day and author.
 *
 * @param name a configured template's, or the id of the post that is one
 * @param post can be sent as it is to create a post; null in a list for a post that is a template,
 *     which is asked for by its name
 */
record FilledTemplate(String name, String label, @Nullable Post post) {

  /**
   * A post to be.
   *
   * @param slug null for one that is made from the title
   * @param format null for the usual one
   */
  record Post(
      String title,
      @Nullable String slug,
      String kind,
      String body,
      @Nullable String format,
      @Nullable String summary,
      List<String> authors,
      List<String> tags) {}
}
