package dev.galley.post.content;

import dev.galley.event.Announcement;
import dev.galley.event.Author;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.stream.codec.EventIds;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Posts and their parts for tests. */
public final class PostFixtures {

  public static final Instant NOW = Instant.parse("2017-11-03T16:33:22.562Z");
  public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  public static final Actor CHRIS = new Actor("1", "chris", null, null);

  private PostFixtures() {}

  public static String id() {
    return EventIds.next().toString();
  }

  public static Content content(String slug) {
    return new Content(
        slug,
        "Week 459",
        "# Week 459\n\nWe wrote -- a lot.",
        "markdown",
        "What we did",
        List.of("chris-roos"),
        List.of("weeknotes"),
        "blog",
        metadata(),
        null);
  }

  public static Content content(String slug, String body) {
    Content content = content(slug);
    return new Content(
        slug,
        content.title(),
        body,
        content.format(),
        content.summary(),
        content.authors(),
        content.tags(),
        content.kind(),
        content.metadata(),
        content.canonicalUrl());
  }

  public static Post draft(String slug) {
    return Post.draft(id(), content(slug), NOW);
  }

  public static Change change(Change.Action action) {
    return CHRIS.does(action, null, NOW);
  }

  /** The next revision of a post, on the site. */
  public static Post published(Post post) {
    long revision = post.revision() + 1;
    Content content = post.working();
    Announcement announcement = new Announcement(revision, Update.FIRST, NOW);
    PostPublished event =
        new PostPublished(
            EventIds.next(),
            NOW,
            post.id(),
            revision,
            content.slug(),
            post.formerSlugs(),
            content.title(),
            content.format(),
            content.body(),
            content.summary(),
            List.of(new Author("chris-roos", "Chris Roos")),
            content.tags(),
            content.kind(),
            content.metadata(),
            content.canonicalUrl(),
            post.entryId(),
            NOW.atOffset(ZoneOffset.ofHours(1)),
            NOW.atOffset(ZoneOffset.ofHours(1)),
            Update.FIRST,
            null,
            announcement,
            List.of(announcement));
    return post.shown(
        post.working(),
        new PublicHistory(
            event,
            event.firstPublishedAt(),
            event.publishedAt(),
            List.of(new Publication(revision, "first", NOW, null, false))),
        NOW);
  }

  /** The next revision of a published post, off the site. */
  public static Post unpublished(Post post) {
    PublicHistory seen = post.publicHistory();
    PostUnpublished event =
        new PostUnpublished(
            EventIds.next(),
            NOW,
            post.id(),
            post.revision() + 1,
            seen.event().slug(),
            post.formerSlugs(),
            post.working().title(),
            post.entryId(),
            Removal.GONE,
            null,
            null,
            null);
    return post.shown(
        post.working(),
        new PublicHistory(event, seen.firstPublishedAt(), seen.publishedAt(), seen.publications()),
        NOW);
  }

  /** In this order, which {@code Map.of} would change from one JVM to the next. */
  private static Map<String, Object> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("written_with", "markdown");
    metadata.put("a.dotted$key", List.of(1, 2));
    return metadata;
  }

  /** What is left of a post. */
  public static Post deleted(Post post) {
    return post.erased(EventIds.next(), NOW);
  }
}
