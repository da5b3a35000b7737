package dev.galley.post.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in browser. It has no rights of its own: what it may do, and whether it may do anything,
 * its token says each time.
 *
 * @param id the SHA-256 of the cookie's secret
 * @param tokenId whose rights it has
 * @param lastUsedAt to the hour; null when it was not used yet
 */
record Session(
    String id, String tokenId, Instant createdAt, @Nullable Instant lastUsedAt, Instant expiresAt) {

  boolean isExpired(Instant now) {
    return !expiresAt.isAfter(now);
  }
}
