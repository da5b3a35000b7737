package dev.galley.post.draft;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.galley.event.PostPublished;
import dev.galley.event.ReviewRound;
import dev.galley.post.consent.Review;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostState;
import dev.galley.post.content.PostSummary;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A post as the API shows it.
 *
 * @param unpublishedChanges whether the working copy differs from what readers see
 * @param body not in lists
 * @param metadata not in lists
 * @param firstPublishedAt null until the first publication
 * @param publishedAt null until the first publication
 * @param schedule what shall happen to it at a time; null when nothing shall
 * @param live what readers see; null when the post is not on the site
 * @param review where its review stands; absent where nobody was ever asked
 * @param url where the post is or will be on the site
 */
public record PostView(
    String id,
    String slug,
    long revision,
    PostState state,
    boolean unpublishedChanges,
    String title,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String body,
    String format,
    @Nullable String summary,
    List<String> authors,
    List<String> tags,
    String kind,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> metadata,
    @Nullable URI canonicalUrl,
    String entryId,
    Instant createdAt,
    Instant updatedAt,
    @Nullable OffsetDateTime firstPublishedAt,
    @Nullable OffsetDateTime publishedAt,
    @Nullable ScheduleView schedule,
    @Nullable LiveView live,
    @JsonInclude(JsonInclude.Include.NON_NULL) PostSummary.@Nullable Asked review,
    URI url) {

  /**
   * What readers see.
   *
   * @param revision the revision that was published last
   */
  record LiveView(String slug, long revision, String title, URI url) {}

  /** A whole post. */
  public static PostView of(Post post, SiteProperties site) {
    Content content = post.working();
    LiveView live = post.live().map(seen -> live(seen, site)).orElse(null);
    return new PostView(
        post.id(),
        content.slug(),
        post.revision(),
        post.state(),
        post.hasUnpublishedChanges(),
        content.title(),
        content.body(),
        content.format(),
        content.summary(),
        content.authors(),
        content.tags(),
        content.kind(),
        content.metadata(),
        content.canonicalUrl(),
        post.entryId(),
        post.createdAt(),
        post.updatedAt(),
        post.publicHistory() == null ? null : post.publicHistory().firstPublishedAt(),
        post.publicHistory() == null ? null : post.publicHistory().publishedAt(),
        ScheduleView.of(post.schedule()),
        live,
        asked(post.review()),
        live == null ? site.urlOf(content.slug()) : live.url());
  }

  private static PostSummary.@Nullable Asked asked(@Nullable Review review) {
    if (review == null) {
      return null;
    }
    ReviewRound round = review.round();
    return new PostSummary.Asked(
        round == null ? null : round.state(),
        round == null ? null : round.deadline(),
        review.awaited(),
        review.debt() != null);
  }

  private static LiveView live(PostPublished seen, SiteProperties site) {
    return new LiveView(seen.slug(), seen.revision(), seen.title(), site.urlOf(seen.slug()));
  }

  /** A post in a list. */
  static PostView of(PostSummary post, SiteProperties site) {
    Content content = post.content();
    LiveView live =
        post.live() == null
            ? null
            : new LiveView(
                post.live().slug(),
                post.live().revision(),
                post.live().title(),
                site.urlOf(post.live().slug()));
    return new PostView(
        post.id(),
        content.slug(),
        post.revision(),
        post.state(),
        post.unpublishedChanges(),
        content.title(),
        null,
        content.format(),
        content.summary(),
        content.authors(),
        content.tags(),
        content.kind(),
        null,
        content.canonicalUrl(),
        post.entryId(),
        post.createdAt(),
        post.updatedAt(),
        post.firstPublishedAt(),
        post.publishedAt(),
        ScheduleView.of(post.schedule()),
        live,
        post.review(),
        live == null ? site.urlOf(content.slug()) : live.url());
  }
}
