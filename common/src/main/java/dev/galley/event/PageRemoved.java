package dev.galley.event;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/**
 * A post's page is no longer served.
 *
 * @param occurredAt when the page stopped being served
 * @param acceptedAt when the removal was accepted
 * @param url where the page was
 */
public record PageRemoved(
    UUID eventId, Instant occurredAt, String postId, long revision, Instant acceptedAt, URI url)
    implements PageEvent {}
