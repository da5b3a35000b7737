package dev.galley.render.page.serving;

import dev.galley.event.PostPublished;
import dev.galley.render.template.Content;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a live page: its content, and what the layout around it shows that the index does
 * not know.
 *
 * @param html the sanitised fragment; of a page that an earlier release kept, the whole page
 * @param uid what names the post for ever, as the feeds do; null when the whole page was kept
 * @param canonical where the post was published first, if that was elsewhere
 * @param image the address of the first picture that other sites can show, as written
 */
public record PageContent(
    String html,
    @Nullable String uid,
    @Nullable String canonical,
    @Nullable String image,
    @Nullable String changeNote) {

  /** What is kept of a post that was rendered. */
  public static PageContent of(PostPublished post, Content content) {
    URI original = post.canonicalUrl();
    return new PageContent(
        content.html(),
        post.entryId(),
        original == null ? null : original.toString(),
        content.images().stream()
            .filter(address -> address.startsWith("/images/") || address.startsWith("https://"))
            .findFirst()
            .orElse(null),
        post.changeNote());
  }

  /** What an earlier release kept of it. */
  public static PageContent whole(String html) {
    return new PageContent(html, null, null, null, null);
  }
}
