package dev.galley.post.engine;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * What the address of a post is made from.
 *
 * @param folders in which it lies, within those of all posts
 * @param base the file's name without its ending, and without the date before it where the engine
 *     takes that off
 * @param slug as the post itself says; empty when it does not
 */
record Facts(
    List<String> folders,
    String base,
    String slug,
    String title,
    List<String> categories,
    OffsetDateTime date) {

  String name() {
    return slug.isEmpty() ? base : slug;
  }
}
