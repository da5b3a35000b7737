package dev.galley.feed.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Something that subscribers are told once.
 *
 * @param type {@link #PUBLISHED}, {@link #UNPUBLISHED} or {@link #PING}
 * @param revision the revision that was announced; with the post's id it names the announcement
 * @param announcedAt when it was accepted
 * @param causeId the event that led here
 * @param payload the message's body, JSON
 */
record Message(
    String type,
    String postId,
    long revision,
    Instant announcedAt,
    UUID causeId,
    List<String> tags,
    String kind,
    String payload) {

  /** A post appeared or has a major change. */
  static final String PUBLISHED = "post.published";

  /** A post left the site. */
  static final String UNPUBLISHED = "post.unpublished";

  /** A test. */
  static final String PING = "ping";

  /** Names the announcement. */
  static String id(String postId, long revision) {
    return postId + ":" + revision;
  }

  String id() {
    return id(postId, revision);
  }

  /** The types that a webhook may choose from. */
  static final List<String> TYPES = List.of(PUBLISHED, UNPUBLISHED);
}
