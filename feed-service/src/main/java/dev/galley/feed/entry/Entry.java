package dev.galley.feed.entry;

import dev.galley.event.Announcement;
import java.util.List;

/**
 * A post that the feeds may carry: a publication whose page is live.
 *
 * @param post what was published
 * @param page where the same revision is served
 * @param announcements what subscribers have to hear of now that it is live, oldest first
 */
public record Entry(PublishedPost post, RenderedPage page, List<Announcement> announcements) {

  public Entry {
    announcements = List.copyOf(announcements);
    if (post.revision() != page.revision()) {
      throw new IllegalArgumentException(
          "Revision %d of the post has no page of revision %d"
              .formatted(post.revision(), page.revision()));
    }
  }

  /** The post's id. */
  public String postId() {
    return post.postId();
  }

  /** The revision that is live. */
  long revision() {
    return post.revision();
  }

  /** Without the content, and without what was to be told. */
  Entry forFeeds() {
    return new Entry(post, page.withoutHtml(), List.of());
  }

  /** Where the post was, without what it said. */
  Entry erased() {
    return new Entry(post.erased(), page.erased(), List.of());
  }

  /** Also without what webhooks choose by, once they were told. */
  Entry erasedFully() {
    return new Entry(post.erasedFully(), page.erased(), List.of());
  }
}
