package dev.galley.post.template;

import java.util.List;

/**
 * A template for one values.
 *
 * @param post can be sent as it is to create a post
 */
record FilledTemplate(String name, String label, Post post) {

  record Post(
      String title,
      String slug,
      String kind,
      String body,
      List<String> authors,
      List<String> tags) {}
}
