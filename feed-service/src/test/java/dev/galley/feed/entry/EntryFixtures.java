package dev.galley.feed.entry;

import dev.galley.event.Announcement;
import dev.galley.event.Author;
import dev.galley.event.PageEvent;
import dev.galley.event.PageRemoved;
import dev.galley.event.PageRendered;
import dev.galley.event.PostEvent;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.event.Removal;
import dev.galley.event.Update;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Events of one post, and entries made of them. */
public final class EntryFixtures {

  public static final String POST = "0191f4a0-5b7c-7d3e-8f21-3c6a9be01a77";
  public static final Instant ACCEPTED = Instant.parse("2017-11-03T16:33:22.540Z");
  public static final OffsetDateTime WRITTEN = OffsetDateTime.parse("2017-11-03T17:33:22.5+01:00");

  private EntryFixtures() {}

  public static PostPublished published(long revision) {
    return published(POST, revision, Update.FIRST);
  }

  public static PostPublished published(String postId, long revision, Update update) {
    return published(postId, revision, update, "Week 459", WRITTEN.plusMinutes(revision));
  }

  public static PostPublished published(
      String postId, long revision, Update update, String title, OffsetDateTime at) {
    return published(
        postId,
        revision,
        update,
        title,
        at,
        "blog",
        List.of("asset-manager"),
        update.isAnnounced() ? new Announcement(revision, update, ACCEPTED) : null);
  }

  public static PostPublished published(
      String postId,
      long revision,
      Update update,
      String title,
      OffsetDateTime at,
      String kind,
      List<String> tags,
      Announcement announcement) {
    return event(
        postId,
        revision,
        update,
        title,
        at,
        kind,
        tags,
        announcement == null ? List.of() : List.of(announcement));
  }

  /** A major revision whose event names these announced ones. */
  public static PostPublished announced(long revision, List<Long> announced) {
    return event(
        POST,
        revision,
        Update.MAJOR,
        "Week 459",
        WRITTEN,
        "blog",
        List.of(),
        announced.stream().map(of -> new Announcement(of, Update.MAJOR, ACCEPTED)).toList());
  }

  private static PostPublished event(
      String postId,
      long revision,
      Update update,
      String title,
      OffsetDateTime at,
      String kind,
      List<String> tags,
      List<Announcement> announcements) {
    return new PostPublished(
        UUID.randomUUID(),
        ACCEPTED,
        postId,
        revision,
        "week-" + postId.substring(0, Math.min(4, postId.length())),
        List.of(),
        title,
        "markdown",
        "Afternoon folks.",
        "What we did & why: <3.",
        List.of(new Author("chris-roos", "Chris Roos")),
        tags,
        kind,
        Map.of("is_page", true),
        null,
        "tag:gofreerange.com,2017-11-03:/" + postId,
        WRITTEN,
        at,
        update,
        null,
        announcements.isEmpty() ? null : announcements.get(announcements.size() - 1),
        announcements);
  }

  public static PageRendered rendered(long revision) {
    return rendered(POST, revision, "<p>Revision " + revision + "</p>");
  }

  public static PageRendered rendered(String postId, long revision, String html) {
    return new PageRendered(
        UUID.randomUUID(),
        ACCEPTED.plusMillis(9),
        postId,
        revision,
        ACCEPTED,
        URI.create("/week-" + postId.substring(0, Math.min(4, postId.length()))),
        html,
        "Afternoon folks.",
        List.of());
  }

  public static PostUnpublished unpublished(long revision) {
    return new PostUnpublished(
        UUID.randomUUID(),
        ACCEPTED,
        POST,
        revision,
        "week-459",
        List.of(),
        "Week 459",
        "tag:gofreerange.com,2017-11-03:/" + POST,
        Removal.GONE,
        null,
        "Mistake",
        null);
  }

  /** A post that was deleted after it had left the site. */
  public static PostUnpublished deleted(long revision) {
    return unpublished(revision - 1).deleted(UUID.randomUUID(), ACCEPTED, revision);
  }

  public static PageRemoved removed(long revision) {
    return new PageRemoved(
        UUID.randomUUID(), ACCEPTED, POST, revision, ACCEPTED, URI.create("/week-459"));
  }

  /** A live entry without content. */
  public static Entry entry(PostPublished post) {
    return new Entry(
        PublishedPost.of(post),
        RenderedPage.of(rendered(post.postId(), post.revision(), "<p>Hello</p>")),
        post.announcements());
  }

  /** What a removal event says. */
  public static UnpublishedPost retraction(PostUnpublished post) {
    return UnpublishedPost.of(post);
  }

  /** Takes in what a post event says. */
  public static void follow(LiveEntries live, PostEvent event) {
    live.update(EntryState.of(event));
  }

  /** Takes in what a page event says. */
  public static void follow(LiveEntries live, PageEvent event) {
    live.update(EntryState.of(event));
  }

  /** Entries in memory that hold these posts with this content. */
  public static LiveEntries liveEntries(
      dev.galley.feed.SiteProperties site,
      java.time.Clock clock,
      Map<PostPublished, String> posts) {
    LiveEntries live =
        new LiveEntries(new Contents(new InMemoryEntryStates(clock), site, 10_000_000), clock);
    live.markLoaded();
    posts.forEach(
        (post, html) -> {
          live.update(EntryState.of(post));
          live.update(EntryState.of(rendered(post.postId(), post.revision(), html)));
        });
    return live;
  }
}
