package dev.galley.feed.entry;

import dev.galley.event.PageEvent;
import dev.galley.event.PageRemoved;
import dev.galley.event.PageRendered;
import dev.galley.event.PostEvent;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one post: the newest post event and the newest page event, which come on two
 * topics and in any order.
 *
 * <p>States only grow: {@link #merge} keeps the newer revision on each side, so that repeated, late
 * and reordered events, and two instances that saw different ones, all lead to the same state.
 *
 * @param postId the post
 * @param post the newest post event; absent until one came
 * @param page the newest page event; absent until one came
 * @param previous the last entry that was complete, while the two sides disagree; it stays in the
 *     feeds until a newer revision is live, and tells what was removed once the post is unpublished
 * @param earlier publications older than the newest post event whose page may still come, oldest
 *     first: the newest one may never get a page
 * @param announcements what subscribers have to hear of, live or not yet
 */
record EntryState(
    String postId,
    @Nullable PostSide post,
    @Nullable PageSide page,
    @Nullable Entry previous,
    List<PublishedPost> earlier,
    DueAnnouncements announcements) {

  private static final int MAX_EARLIER = 10;

  EntryState {
    // Absent in what an earlier release stored.
    earlier = earlier == null ? List.of() : List.copyOf(earlier);
  }

  static EntryState of(PostEvent event) {
    PostSide side =
        event instanceof PostPublished published
            ? PublishedPost.of(published)
            : UnpublishedPost.of((PostUnpublished) event);
    return new EntryState(event.postId(), side, null, null, List.of(), DueAnnouncements.of(event));
  }

  static EntryState of(PageEvent event) {
    PageSide side =
        event instanceof PageRendered rendered
            ? RenderedPage.of(rendered)
            : PageSide.Removed.of((PageRemoved) event);
    return new EntryState(event.postId(), null, side, null, List.of(), DueAnnouncements.NONE);
  }

  /**
   * This state and another one of the same post.
   *
   * @param other wins where both have the same revision: a page may be rendered again without a new
   *     revision
   */
  EntryState merge(EntryState other) {
    boolean otherIsNewer =
        post == null || (other.post != null && other.post.revision() >= post.revision());
    PostSide newestPost = otherIsNewer ? newest(other.post, post) : newest(post, other.post);
    PageSide newestPage =
        page == null || (other.page != null && other.page.revision() >= page.revision())
            ? other.page
            : page;
    DueAnnouncements due =
        otherIsNewer
            ? other.announcements.after(announcements)
            : announcements.after(other.announcements);
    List<PublishedPost> older = olderThan(newestPost, other);
    return new EntryState(
        postId,
        newestPost,
        newestPage,
        join(newestPost, newestPage, due) == null
            ? kept(lastComplete(other, older, newestPage, due), newestPost)
            : null,
        older.stream()
            .filter(
                publication -> newestPage == null || publication.revision() > newestPage.revision())
            .toList(),
        due);
  }

  private static @Nullable PostSide newest(@Nullable PostSide newest, @Nullable PostSide other) {
    return newest instanceof UnpublishedPost gone ? gone.knowing(other) : newest;
  }

  private List<PublishedPost> olderThan(@Nullable PostSide newest, EntryState other) {
    if (!(newest instanceof PublishedPost)) {
      return List.of();
    }
    SortedMap<Long, PublishedPost> byRevision = new TreeMap<>();
    Stream.of(
            earlier.stream(),
            Stream.ofNullable(post),
            other.earlier.stream(),
            Stream.ofNullable(other.post))
        .flatMap(publications -> publications)
        .filter(side -> side instanceof PublishedPost && side.revision() < newest.revision())
        .filter(side -> side.revision() > takenBack(other))
        .forEach(side -> byRevision.put(side.revision(), (PublishedPost) side));
    List<PublishedPost> all = List.copyOf(byRevision.values());
    return all.subList(Math.max(0, all.size() - MAX_EARLIER), all.size());
  }

  /** The revision by which the post was last taken back. */
  private long takenBack(EntryState other) {
    return Math.max(announcements.voidUntil(), other.announcements.voidUntil());
  }

  private @Nullable Entry lastComplete(
      EntryState other,
      List<PublishedPost> older,
      @Nullable PageSide newestPage,
      DueAnnouncements due) {
    Entry last = newer(lastComplete(), other.lastComplete());
    for (PublishedPost publication : older) {
      last = newer(last, join(publication, newestPage, due));
    }
    return last;
  }

  /** What authors took back is not kept; only what is needed to say that it is gone. */
  private static @Nullable Entry kept(@Nullable Entry last, @Nullable PostSide post) {
    if (last != null && post instanceof UnpublishedPost gone) {
      return gone.afterDeletion() ? last.erased() : last.forFeeds();
    }
    return last;
  }

  /** Whether most likely nothing is known of the post: its first event ever. */
  boolean isFirst() {
    return post != null && post.revision() == 1;
  }

  /** What the feeds carry; empty before the first page and after the post or its page went. */
  Optional<Entry> live() {
    if (post instanceof UnpublishedPost || page instanceof PageSide.Removed) {
      return Optional.empty();
    }
    return Optional.ofNullable(lastComplete());
  }

  /** Whether it is known what became of a revision: it was live, or a newer one is, or it left. */
  boolean isSettled(long revision) {
    return post != null
        && post.revision() >= revision
        && live()
            .map(entry -> entry.revision() >= revision)
            .orElse(post instanceof UnpublishedPost);
  }

  /** The removal that is complete: the post is unpublished and its page is gone. */
  Optional<UnpublishedPost> removal() {
    return post instanceof UnpublishedPost retraction
            && page instanceof PageSide.Removed gone
            && gone.revision() == retraction.revision()
        ? Optional.of(retraction)
        : Optional.empty();
  }

  /** The newest revision that was known with its page, whether or not it is still live. */
  @Nullable Entry lastComplete() {
    Entry joined = join(post, page, announcements);
    return joined == null ? previous : joined;
  }

  /** Whether a publication waits for its page. */
  boolean waits() {
    return post instanceof PublishedPost publication
        && (page == null || page.revision() < publication.revision());
  }

  EntryState with(@Nullable Entry last) {
    return new EntryState(postId, post, page, last, earlier, announcements);
  }

  /** What the feeds are built from: without the content, and without what was to be told. */
  EntryState forFeeds() {
    return new EntryState(
        postId,
        post,
        page instanceof RenderedPage livePage ? livePage.withoutHtml() : page,
        previous == null ? null : previous.forFeeds(),
        earlier,
        announcements.withoutLatest());
  }

  EntryState with(DueAnnouncements due) {
    return new EntryState(postId, post, page, previous, earlier, due);
  }

  private static @Nullable Entry join(
      @Nullable PostSide post, @Nullable PageSide page, DueAnnouncements announcements) {
    return post instanceof PublishedPost publication
            && page instanceof RenderedPage livePage
            && publication.revision() == livePage.revision()
        ? new Entry(publication, livePage, announcements.upTo(publication.revision()))
        : null;
  }

  private static @Nullable Entry newer(@Nullable Entry one, @Nullable Entry other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.revision() >= one.revision() ? other : one;
  }
}
