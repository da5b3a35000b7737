package dev.galley.post.content;

import dev.galley.event.PostPublished;
import dev.galley.post.consent.Review;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A post: the copy that its authors work on and, once published, what readers see. Immutable; a
 * change makes a new one with the next revision, which {@link Posts} stores if nobody was faster.
 *
 * @param id a UUIDv7
 * @param revision starts at 1, or behind the history that an import brought, and grows by one with
 *     each change
 * @param contentRevision the revision that last changed {@code working}
 * @param publicHistory absent until the first publication
 * @param schedule what shall happen to it at a time; absent when nothing shall
 * @param entryId the id of the post's feed entry (RFC 4287, 4.2.6); never changes
 * @param createdAt to the millisecond
 * @param updatedAt to the millisecond
 * @param origin absent for posts that were born here
 * @param review absent for posts that nobody was ever asked about
 */
public record Post(
    String id,
    long revision,
    Content working,
    long contentRevision,
    @Nullable PublicHistory publicHistory,
    @Nullable Schedule schedule,
    String entryId,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Origin origin,
    @Nullable Review review) {

  /** A draft that nobody has seen yet, at revision 1. */
  public static Post draft(String id, Content content, Instant at) {
    return new Post(id, 1, content, 1, null, null, "urn:uuid:" + id, at, at, null, null);
  }

  /** Where the post stands: all else follows from what readers see and what shall happen. */
  public PostState state() {
    if (live().isPresent()) {
      return PostState.PUBLISHED;
    }
    if (isTemplate()) {
      return PostState.TEMPLATE;
    }
    if (schedule != null && schedule.isPending()) {
      return PostState.SCHEDULED;
    }
    return everPublished() ? PostState.UNPUBLISHED : PostState.DRAFT;
  }

  /** Whether other posts begin with it. What was published once is none, whatever it says. */
  public boolean isTemplate() {
    return !everPublished() && working.saysTemplate();
  }

  /** Whether something shall happen to it by itself. */
  public boolean awaits(Schedule.Action action) {
    return schedule != null && schedule.isPending() && schedule.action() == action;
  }

  /** What readers see; empty when the post is not on the site. */
  public Optional<PostPublished> live() {
    return publicHistory != null && publicHistory.event() instanceof PostPublished published
        ? Optional.of(published)
        : Optional.empty();
  }

  /** Whether the post was ever on the site. */
  public boolean everPublished() {
    return publicHistory != null;
  }

  /** Slugs that were public once and lead to this post, without the current one. */
  public List<String> formerSlugs() {
    if (publicHistory == null) {
      return List.of();
    }
    return publicHistory.event() instanceof PostPublished published
        ? published.formerSlugs()
        : ((dev.galley.event.PostUnpublished) publicHistory.event()).formerSlugs();
  }

  /** Every slug that no other post may take: the working one and all that were ever public. */
  public Set<String> claimedSlugs() {
    Set<String> slugs = new LinkedHashSet<>();
    slugs.add(working.slug());
    if (publicHistory != null) {
      slugs.add(publicHistory.event().slug());
    }
    slugs.addAll(formerSlugs());
    return slugs;
  }

  /**
   * Whether readers would see something else if the working copy was published; false when they see
   * nothing.
   */
  public boolean hasUnpublishedChanges() {
    return live().map(seen -> !shows(seen)).orElse(false);
  }

  private boolean shows(PostPublished seen) {
    return working
        .withMetadata(PostPublished.publicMetadata(working.metadata()))
        .equals(
            new Content(
                seen.slug(),
                seen.title(),
                seen.body(),
                seen.format(),
                seen.summary(),
                seen.authors().stream().map(author -> author.slug()).toList(),
                seen.tags(),
                seen.kind(),
                seen.metadata(),
                seen.canonicalUrl()));
  }

  /** The next revision with another working copy. */
  public Post edited(Content content, Instant at) {
    return next(at, content, revision + 1, publicHistory, schedule, origin, reviewAfterEdit(at));
  }

  /** What was asked about is not what is there any more. */
  private @Nullable Review reviewAfterEdit(Instant at) {
    return review == null ? null : review.edited(at);
  }

  /** The next revision once somebody asked, answered or decided. */
  public Post reviewed(Review newReview, Instant at) {
    return next(at, working, contentRevision, publicHistory, schedule, origin, newReview);
  }

  /** The same revision with what its publication makes of its review. */
  public Post with(@Nullable Review newReview) {
    return same(publicHistory, schedule, origin, newReview);
  }

  /** The same revision, which was published without consent. */
  public Post owing(Review owed) {
    return same(publicHistory == null ? null : publicHistory.owing(), schedule, origin, owed);
  }

  /**
   * The next revision after readers were shown something else. That is the newest command, so what
   * was scheduled before gives way, except that what is on the site can still be taken from it.
   *
   * @param content the working copy from now on
   */
  public Post shown(Content content, PublicHistory newHistory, Instant at) {
    boolean stays =
        awaits(Schedule.Action.UNPUBLISH) && newHistory.event() instanceof PostPublished;
    @Nullable Schedule left = stays ? schedule : null;
    return content.equals(working)
        ? next(at, working, contentRevision, newHistory, left, origin, review)
        : next(at, content, revision + 1, newHistory, left, origin, reviewAfterEdit(at));
  }

  /**
   * The next revision with something else that shall happen at a time.
   *
   * @param newSchedule null when nothing shall
   */
  public Post scheduled(@Nullable Schedule newSchedule, Instant at) {
    return next(at, working, contentRevision, publicHistory, newSchedule, origin, review);
  }

  /** The next revision after what was scheduled could not be carried out. */
  public Post scheduleFailed(String reason, Instant at) {
    if (schedule == null) {
      throw new IllegalStateException("Nothing was scheduled");
    }
    return scheduled(schedule.failed(reason, at), at);
  }

  /**
   * The next revision once the post is deleted: nothing is left of what it said, and those who keep
   * something of it hear so.
   *
   * @param eventId the id of that event, if the post was ever on the site
   */
  public Post erased(UUID eventId, Instant at) {
    return next(
        at,
        working.erased(),
        revision + 1,
        publicHistory == null ? null : publicHistory.erased(eventId, at, revision + 1),
        null,
        null,
        review == null ? null : review.erased(at));
  }

  /** The same revision with something else that shall happen at a time. */
  public Post withSchedule(@Nullable Schedule otherSchedule) {
    return same(publicHistory, otherSchedule, origin, review);
  }

  /** The same revision, on the site from the beginning: how an import makes posts. */
  public Post bornPublished(PublicHistory firstHistory) {
    return same(firstHistory, schedule, origin, review);
  }

  /** The same revision with its origin named. */
  public Post from(Origin newOrigin) {
    return same(publicHistory, schedule, newOrigin, review);
  }

  private Post next(
      Instant at,
      Content content,
      long ofContent,
      @Nullable PublicHistory newHistory,
      @Nullable Schedule newSchedule,
      @Nullable Origin newOrigin,
      @Nullable Review newReview) {
    return new Post(
        id,
        revision + 1,
        content,
        ofContent,
        newHistory,
        newSchedule,
        entryId,
        createdAt,
        at,
        newOrigin,
        newReview);
  }

  private Post same(
      @Nullable PublicHistory newHistory,
      @Nullable Schedule newSchedule,
      @Nullable Origin newOrigin,
      @Nullable Review newReview) {
    return new Post(
        id,
        revision,
        working,
        contentRevision,
        newHistory,
        newSchedule,
        entryId,
        createdAt,
        updatedAt,
        newOrigin,
        newReview);
  }
}
