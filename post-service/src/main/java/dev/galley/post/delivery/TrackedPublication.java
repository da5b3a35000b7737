package dev.galley.post.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One publication and what became of it.
 *
 * @param update {@code first}, {@code major}, {@code minor}, {@code silent} or {@code unpublished}
 * @param scheduledFor when it was to happen; null when somebody did it then
 * @param withoutConsent whether it was published though consent was missing
 * @param steps in the order in which they happened; empty right after the publication
 */
record TrackedPublication(
    long revision,
    String update,
    Instant acceptedAt,
    @Nullable Instant scheduledFor,
    boolean withoutConsent,
    List<Step> steps) {

  TrackedPublication {
    steps = List.copyOf(steps);
  }
}
