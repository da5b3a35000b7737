package dev.galley.post.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose a secret is. What the store said is remembered for ten seconds, so a token that
 * another instance revoked works for no longer than that.
 */
final class KnownTokens {

  private static final Duration REMEMBERED = Duration.ofSeconds(10);
  private static final Duration USE_IS_NOTED_EVERY = Duration.ofHours(1);
  private static final int MAX_REMEMBERED = 10_000;
  private static final int MAX_SECRET_CHARS = 200;

  private final Tokens tokens;
  private final Clock clock;
  private final Executor inBackground;
  private final @Nullable Token ephemeral;
  private final Cache<String, Token> remembered;

  /**
   * @param ephemeralSecret see {@link TokenProperties#local()}
   * @param inBackground for notes of use, which nobody waits for
   */
  KnownTokens(Tokens tokens, Clock clock, @Nullable String ephemeralSecret, Executor inBackground) {
    this.tokens = tokens;
    this.clock = clock;
    this.inBackground = inBackground;
    this.remembered =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
    this.ephemeral =
        ephemeralSecret == null || ephemeralSecret.isBlank()
            ? null
            : new Token(
                Secrets.hash(ephemeralSecret),
                "local",
                Role.OWNER,
                false,
                clock.instant(),
                null,
                null,
                null);
  }

  /** The token with a secret; empty for a wrong, revoked or expired one. */
  Optional<Token> find(String secret) {
    if (!secret.startsWith(Secrets.PREFIX) || secret.length() > MAX_SECRET_CHARS) {
      return Optional.empty();
    }
    String id = Secrets.hash(secret);
    if (isEphemeral(id)) {
      return Optional.ofNullable(ephemeral);
    }
    Instant now = clock.instant();
    Token known = remembered.getIfPresent(id);
    return Optional.ofNullable(known)
        .or(() -> load(id, now))
        .filter(token -> !token.isExpired(now));
  }

  /** Whether a token lives as long as the process only. */
  boolean isEphemeral(String id) {
    return ephemeral != null
        && MessageDigest.isEqual(
            ephemeral.id().getBytes(StandardCharsets.UTF_8), id.getBytes(StandardCharsets.UTF_8));
  }

  /** Wrong secrets are not remembered: there would be no end of them. */
  private Optional<Token> load(String id, Instant now) {
    Optional<Token> found = tokens.find(id).filter(this::isStillBacked);
    found.ifPresent(
        token -> {
          remembered.put(id, token);
          noteUse(token, now);
        });
    return found;
  }

  /** A session ends with the token that opened it. */
  private boolean isStillBacked(Token token) {
    return token.parent() == null || tokens.find(token.parent()).isPresent();
  }

  private void noteUse(Token token, Instant now) {
    Instant last = token.lastUsedAt();
    if (last == null || last.plus(USE_IS_NOTED_EVERY).isBefore(now)) {
      inBackground.execute(() -> tokens.used(token.id(), now));
    }
  }

  /** Forgets everything; after a revocation, which may end several sessions. */
  void forget() {
    remembered.invalidateAll();
  }
}
