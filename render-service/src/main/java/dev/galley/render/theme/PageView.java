package dev.galley.render.theme;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the layout of a post's page shows.
 *
 * @param uid what names the post for ever, as the feeds do
 * @param canonical the absolute address that search engines keep
 * @param headed whether the layout shows the title, because the content does not begin with one
 * @param html the rendered fragment, put in as it is
 * @param description one or two sentences of plain text; null when there is no text
 * @param image the absolute address of the first image; null when there is none
 * @param updated null when it is the day of the publication
 * @param changeNote null when nothing was said
 */
public record PageView(
    String title,
    String uid,
    String canonical,
    boolean headed,
    String html,
    @Nullable String description,
    @Nullable String image,
    List<Link> authors,
    List<Link> tags,
    When published,
    @Nullable When updated,
    @Nullable String changeNote) {

  boolean byline() {
    return !authors.isEmpty();
  }

  boolean tagged() {
    return !tags.isEmpty();
  }
}
