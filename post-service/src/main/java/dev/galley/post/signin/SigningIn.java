package dev.galley.post.signin;

import dev.galley.post.people.People;
import dev.galley.post.people.Person;
import dev.galley.post.people.Role;
import dev.galley.post.token.KnownTokens;
import dev.galley.post.token.Secrets;
import dev.galley.post.token.Session;
import dev.galley.post.token.Sessions;
import dev.galley.post.token.SignedIn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;

/** Opens and closes the sessions of browsers, so that no page ever holds an API token. */
final class SigningIn {

  private final KnownTokens known;
  private final Sessions sessions;
  private final SignInLinks links;
  private final People people;
  private final Secrets secrets;
  private final Clock clock;
  private final Duration lifetime;

  SigningIn(
      KnownTokens known,
      Sessions sessions,
      SignInLinks links,
      People people,
      Secrets secrets,
      Clock clock,
      SignInProperties properties) {
    this.known = known;
    this.sessions = sessions;
    this.links = links;
    this.people = people;
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

  private Optional<SignedIn.User> ofLink(String shown) {
    return Optional.ofNullable(links.consume(new OneTimeTokenAuthenticationToken(shown)))
        .flatMap(
            link ->
                SignInLinks.person(link)
                    .map(this::ofPerson)
                    .orElseGet(() -> known.byId(link.getUsername()).flatMap(known::of)));
  }

  private Optional<SignedIn.User> ofPerson(String personId) {
    return known.person(personId).map(person -> new SignedIn.User(null, person, null));
  }

  /** Opens a session for somebody who has shown who they are; empty when they are not there. */
  Optional<Opened> openFor(String personId) {
    return ofPerson(personId).map(this::open);
  }

  private Opened open(SignedIn.User shown) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String secret = secrets.next();
    SignedIn.User user = whoeverCameWith(shown, Secrets.hash(secret));
    List<String> ended =
        sessions.add(
            new Session(
                Secrets.hash(secret),
                user.token() == null ? null : user.token().id(),
                user.person() == null ? null : user.person().id(),
                now,
                null,
                now.plus(lifetime)));
    return new Opened(secret, lifetime, user, ended);
  }

  /** A browser that signs in with the first owner's token is theirs, as long as they are one. */
  private SignedIn.User whoeverCameWith(SignedIn.User shown, String sessionId) {
    @Nullable Person person = shown.person();
    if (person == null && shown.token() != null && shown.token().role() == Role.OWNER) {
      person =
          people
              .whoCameWith(shown.token().id())
              .filter(owner -> owner.role() == Role.OWNER)
              .orElse(null);
    }
    return new SignedIn.User(shown.token(), person, sessionId);
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
  record Opened(String secret, Duration lifetime, SignedIn.User user, List<String> ended) {}
}
