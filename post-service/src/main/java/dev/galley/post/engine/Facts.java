package dev.galley.post.engine;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the address of a post is made from.
 *
 * @param folders in which it lies, within those of all posts
 * @param base the file's name without its ending, and without the date before it where the engine
 *     takes that off
 * @param slug as the post itself says; empty when it does not
 * @param date absent when neither the file nor its name says one
 */
record Facts(
    List<String> folders,
    String base,
    String slug,
    String title,
    List<String> categories,
    @Nullable OffsetDateTime date) {

  Facts dated(OffsetDateTime otherDate) {
    return new Facts(folders, base, slug, title, categories, otherDate);
  }

  Facts in(List<String> otherFolders, String otherBase) {
    return new Facts(otherFolders, otherBase, slug, title, categories, date);
  }

  String name() {
    return slug.isEmpty() ? base : slug;
  }
}
