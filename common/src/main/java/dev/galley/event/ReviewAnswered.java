package dev.galley.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A participant answered, changed an answer, or took it back.
 *
 * @param postId the post, or the proposal that no post belongs to
 * @param title the post's title or the proposal's question; absent when it was deleted
 */
public record ReviewAnswered(
    UUID eventId,
    Instant occurredAt,
    String postId,
    long revision,
    About about,
    @Nullable String title,
    ReviewRound round)
    implements ReviewEvent {}
