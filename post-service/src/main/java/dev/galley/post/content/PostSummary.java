package dev.galley.post.content;

import dev.galley.event.ReviewRound.State;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows of a post.
 *
 * @param content the working copy with an empty body and without metadata
 * @param firstPublishedAt absent until the first publication
 * @param publishedAt absent until the first publication
 * @param schedule absent when nothing shall happen to it at a time
 * @param live absent when the post is not on the site
 * @param review absent when nothing is asked of anybody
 */
public record PostSummary(
    String id,
    long revision,
    PostState state,
    Content content,
    boolean unpublishedChanges,
    String entryId,
    Instant createdAt,
    Instant updatedAt,
    @Nullable OffsetDateTime firstPublishedAt,
    @Nullable OffsetDateTime publishedAt,
    @Nullable Schedule schedule,
    @Nullable Live live,
    @Nullable Asked review) {

  /**
   * What readers see.
   *
   * @param revision the revision that was published last
   */
  public record Live(String slug, long revision, String title) {}

  /**
   * Where its review stands.
   *
   * @param state of the newest round; absent when there was none
   * @param deadline of the newest round; absent when there was none
   * @param awaited the ids of those whose answer is awaited
   * @param debt whether it was published without consent
   */
  public record Asked(
      @Nullable State state, @Nullable Instant deadline, List<String> awaited, boolean debt) {}
}
