package dev.galley.post.token;

import dev.galley.post.people.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token without its secret: what somebody may do, and what all sessions stem from.
 *
 * @param id the SHA-256 of the secret, which says nothing about it: the secret has 256 random bits;
 *     {@link #LOCAL} for the launcher's
 * @param name for people; no two tokens have the same
 * @param personId whose it is, who sets a limit to what it may do; null for a machine's
 * @param lastUsedAt to the hour; null when it was not used yet
 * @param expiresAt null when it does not expire
 */
public record Token(
    String id,
    String name,
    @Nullable String personId,
    Role role,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant expiresAt) {

  /** Id and name of whoever starts this service; its secret is another one with each start. */
  static final String LOCAL = "local";

  /** A machine's token that was not used yet. */
  Token(String id, String name, Role role, Instant createdAt, @Nullable Instant expiresAt) {
    this(id, name, null, role, createdAt, null, expiresAt);
  }

  boolean isExpired(Instant now) {
    return expiresAt != null && !expiresAt.isAfter(now);
  }
}
