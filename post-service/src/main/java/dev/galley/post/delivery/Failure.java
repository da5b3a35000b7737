package dev.galley.post.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of a publication that was given up.
 *
 * @param id the same when the same step of the same publication fails again
 * @param revision 0 when the record could not even be read
 * @param target which subscriber, for steps that have several
 * @param targetName how to show the subscriber to people
 * @param reason in words for people
 * @param retriedAt when a person last had it tried again; null when nobody did
 */
record Failure(
    String id,
    String postId,
    long revision,
    String step,
    @Nullable String target,
    @Nullable String targetName,
    String reason,
    int attempt,
    Instant at,
    @Nullable Instant retriedAt) {}
