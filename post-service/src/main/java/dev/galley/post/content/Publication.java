package dev.galley.post.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One time that a post changed for readers.
 *
 * @param revision the revision that was published or unpublished
 * @param update {@code first}, {@code major}, {@code minor}, {@code silent} or {@code unpublished}
 * @param acceptedAt when the change was durable
 * @param scheduledFor when it was to happen; absent when somebody did it then
 * @param withoutConsent whether it was published though consent was missing
 */
public record Publication(
    long revision,
    String update,
    Instant acceptedAt,
    @Nullable Instant scheduledFor,
    boolean withoutConsent) {

  Publication owing() {
    return new Publication(revision, update, acceptedAt, scheduledFor, true);
  }
}
