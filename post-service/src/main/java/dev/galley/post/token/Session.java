package dev.galley.post.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in browser. It has no rights of its own: what it may do, and whether it may do anything,
 * its token and its person say each time; one of them there always is.
 *
 * @param id the SHA-256 of the cookie's secret
 * @param tokenId of the token that opened it; null when the person needed none
 * @param personId whose it is; null for a machine's
 * @param lastUsedAt to the hour; null when it was not used yet
 */
public record Session(
    String id,
    @Nullable String tokenId,
    @Nullable String personId,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    Instant expiresAt) {

  public Session {
    if (tokenId == null && personId == null) {
      throw new IllegalArgumentException("A session is somebody's");
    }
  }

  public boolean isExpired(Instant now) {
    return !expiresAt.isAfter(now);
  }
}
