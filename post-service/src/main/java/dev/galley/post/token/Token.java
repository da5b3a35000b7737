package dev.galley.post.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * A token without its secret.
 *
 * @param id the SHA-256 of the secret, which says nothing about it: the secret has 256 random bits
 * @param name for people
 * @param lastUsedAt to the hour; null when it was not used yet
 * @param expiresAt null when it does not expire
 * @param parent the token that signed in, for a browser's session; null for API tokens
 */
record Token(
    String id,
    String name,
    Role role,
    boolean session,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant expiresAt,
    @Nullable String parent)
    implements AuthenticatedPrincipal {

  @Override
  public String getName() {
    return name;
  }

  boolean isExpired(Instant now) {
    return expiresAt != null && !expiresAt.isAfter(now);
  }
}
