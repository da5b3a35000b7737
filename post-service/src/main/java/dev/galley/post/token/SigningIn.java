package dev.galley.post.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Opens and closes the sessions of browsers, so that no page ever holds an API token. */
final class SigningIn {

  private final Tokens tokens;
  private final KnownTokens known;
  private final Secrets secrets;
  private final Clock clock;
  private final Duration lifetime;

  SigningIn(
      Tokens tokens, KnownTokens known, Secrets secrets, Clock clock, TokenProperties properties) {
    this.tokens = tokens;
    this.known = known;
    this.secrets = secrets;
    this.clock = clock;
    this.lifetime = properties.session();
  }

  /** Opens a session for the holder of a token; empty when the token is wrong. */
  Optional<Session> open(String tokenSecret) {
    return known
        .find(tokenSecret)
        .map(
            token -> {
              Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
              tokens.removeExpired(now);
              String secret = secrets.next();
              tokens.insert(
                  new Token(
                      Secrets.hash(secret),
                      token.name(),
                      token.role(),
                      true,
                      now,
                      null,
                      now.plus(lifetime),
                      // A launcher's token is gone at the next start; who signed in with it stays.
                      known.isEphemeral(token.id()) ? null : token.id()));
              return new Session(secret, lifetime, token.name(), token.role());
            });
  }

  /** Closes a session. */
  void close(String sessionSecret) {
    tokens.remove(Secrets.hash(sessionSecret));
    known.forget();
  }

  /**
   * An open session.
   *
   * @param secret for the cookie
   */
  record Session(String secret, Duration lifetime, String name, Role role) {}
}
