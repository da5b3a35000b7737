package dev.galley.render.page;

import dev.galley.event.Author;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.stream.codec.EventIds;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds post events. */
public final class PostFixtures {

  private final String slug;
  private String postId;
  private long revision = 1;
  private String title;
  private String body = "Some text.";
  private String kind = "blog";
  private Instant occurredAt = Instant.parse("2026-01-05T10:00:00Z");
  private OffsetDateTime published = OffsetDateTime.parse("2026-01-05T10:00:00+01:00");
  private final List<String> formerSlugs = new ArrayList<>();
  private final List<String> tags = new ArrayList<>();
  private final List<Author> authors = new ArrayList<>();
  private final Map<String, Object> metadata = new HashMap<>();

  private PostFixtures(String slug) {
    this.slug = slug;
    this.postId = idOf(slug);
    this.title = "Title of " + slug;
  }

  public static PostFixtures post(String slug) {
    return new PostFixtures(slug);
  }

  /** The id that a fixture has by its name. */
  public static String idOf(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  public PostFixtures id(String postId) {
    this.postId = idOf(postId);
    return this;
  }

  public PostFixtures revision(long revision) {
    this.revision = revision;
    return this;
  }

  public PostFixtures title(String title) {
    this.title = title;
    return this;
  }

  public PostFixtures body(String body) {
    this.body = body;
    return this;
  }

  /** A body with template tags. */
  public PostFixtures template(String body) {
    metadata.put("erb", true);
    return body(body);
  }

  public PostFixtures kind(String kind) {
    this.kind = kind;
    return this;
  }

  public PostFixtures formerly(String former) {
    formerSlugs.add(former);
    return this;
  }

  public PostFixtures tag(String tag) {
    tags.add(tag);
    return this;
  }

  public PostFixtures by(String slug, String name) {
    authors.add(new Author(slug, name));
    return this;
  }

  public PostFixtures metadata(String key, Object value) {
    metadata.put(key, value);
    return this;
  }

  public PostFixtures at(String instant) {
    occurredAt = Instant.parse(instant);
    return this;
  }

  public PostFixtures published(String time) {
    published = OffsetDateTime.parse(time);
    return this;
  }

  public PostPublished published() {
    return new PostPublished(
        EventIds.next(),
        occurredAt,
        postId,
        revision,
        slug,
        formerSlugs,
        title,
        "markdown",
        body,
        null,
        authors,
        tags,
        kind,
        metadata,
        null,
        "urn:test:" + postId,
        published,
        published,
        Update.FIRST,
        null,
        null,
        List.of());
  }

  public PostUnpublished gone() {
    return left(Removal.GONE, null, null);
  }

  public PostUnpublished withdrawn(String reason) {
    return left(Removal.WITHDRAWN, null, reason);
  }

  public PostUnpublished redirected(String to) {
    return left(Removal.REDIRECT, to, null);
  }

  private PostUnpublished left(Removal how, @Nullable String to, @Nullable String reason) {
    return new PostUnpublished(
        EventIds.next(),
        occurredAt,
        postId,
        revision,
        slug,
        formerSlugs,
        title,
        "urn:test:" + postId,
        how,
        to == null ? null : URI.create(to),
        reason,
        null);
  }
}
