package dev.galley.post.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.ott.OneTimeToken;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;

/** Opens and closes the sessions of browsers, so that no page ever holds an API token. */
final class SigningIn {

  private final KnownTokens known;
  private final Sessions sessions;
  private final SignInLinks links;
  private final Secrets secrets;
  private final Clock clock;
  private final Duration lifetime;

  SigningIn(
      KnownTokens known,
      Sessions sessions,
      SignInLinks links,
      Secrets secrets,
      Clock clock,
      TokenProperties properties) {
    this.known = known;
    this.sessions = sessions;
    this.links = links;
    this.secrets = secrets;
    this.clock = clock;
    this.lifetime = properties.session();
  }

  /** Whether a secret came by a link, which anybody may have made a browser follow. */
  static boolean isLink(String secret) {
    return secret.startsWith(Secrets.ONE_TIME_PREFIX);
  }

  /** Opens a session for the holder of a token or a link's; empty when it is wrong. */
  Optional<Opened> open(String shown) {
    return (isLink(shown) ? ofLink(shown) : known.find(shown)).map(this::open);
  }

  private Optional<Token> ofLink(String shown) {
    return Optional.ofNullable(links.consume(new OneTimeTokenAuthenticationToken(shown)))
        .map(OneTimeToken::getUsername)
        .flatMap(known::byId);
  }

  private Opened open(Token token) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String secret = secrets.next();
    List<String> ended =
        sessions.add(new Session(Secrets.hash(secret), token.id(), now, null, now.plus(lifetime)));
    return new Opened(secret, lifetime, token, ended);
  }

  /** Closes a session. */
  void close(String sessionSecret) {
    sessions.remove(Secrets.hash(sessionSecret));
    known.forget();
  }

  /**
   * An open session.
   *
   * @param secret for the cookie
   * @param ended older sessions of the token that had to end for it
   */
  record Opened(String secret, Duration lifetime, Token token, List<String> ended) {}
}
