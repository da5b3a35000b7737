package dev.galley.post.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.post.people.People;
import dev.galley.post.people.Person;
import dev.galley.post.people.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose a secret is. What the store said is remembered for four seconds: others may believe
 * an answer for five more, and still a token that another instance revoked works for no longer than
 * ten. Thread-safe.
 */
public final class KnownTokens {

  private static final Duration REMEMBERED = Duration.ofSeconds(4);
  private static final Duration USE_IS_NOTED_EVERY = Duration.ofHours(1);
  private static final int MAX_REMEMBERED = 10_000;
  private static final int MAX_SECRET_CHARS = 200;

  private final Tokens tokens;
  private final Sessions sessions;
  private final People people;
  private final Clock clock;
  private final Executor inBackground;
  private final @Nullable Token local;
  private final @Nullable String localHash;
  private final Cache<String, Token> rememberedTokens;
  private final Cache<String, Session> rememberedSessions;
  private final Cache<String, Person> rememberedPeople;

  /**
   * @param localSecret see {@link TokenProperties#local()}
   * @param inBackground for notes of use, which nobody waits for
   */
  KnownTokens(
      Tokens tokens,
      Sessions sessions,
      People people,
      Clock clock,
      @Nullable String localSecret,
      Executor inBackground) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.people = people;
    this.clock = clock;
    this.inBackground = inBackground;
    this.rememberedTokens = cache(clock);
    this.rememberedSessions = cache(clock);
    this.rememberedPeople = cache(clock);
    this.localHash =
        localSecret == null || localSecret.isBlank() ? null : Secrets.hash(localSecret);
    this.local =
        localHash == null
            ? null
            : new Token(Token.LOCAL, Token.LOCAL, Role.OWNER, clock.instant(), null);
  }

  private static <V> Cache<String, V> cache(Clock clock) {
    return Caffeine.newBuilder()
        .maximumSize(MAX_REMEMBERED)
        .expireAfterWrite(REMEMBERED)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
        .build();
  }

  /** Whose a token is; empty for a wrong, revoked or expired one, and for a session's secret. */
  public Optional<SignedIn.User> find(String secret) {
    if (!secret.startsWith(Secrets.PREFIX) || secret.length() > MAX_SECRET_CHARS) {
      return Optional.empty();
    }
    String hash = Secrets.hash(secret);
    return (isLocal(hash) ? Optional.ofNullable(local) : stored(hash)).flatMap(this::of);
  }

  /** Whose a token is; empty when the person is no longer there. */
  public Optional<SignedIn.User> of(Token token) {
    return user(token, token.personId(), null);
  }

  /** Whose the session with a cookie's secret is; empty when it or what decides has ended. */
  public Optional<SignedIn.User> findSession(String secret) {
    return secret.length() > MAX_SECRET_CHARS ? Optional.empty() : ofSession(Secrets.hash(secret));
  }

  private Optional<SignedIn.User> ofSession(String id) {
    Instant now = clock.instant();
    return known(id, rememberedSessions, sessions::find, found -> noteUse(found, now))
        .filter(session -> !session.isExpired(now))
        .flatMap(this::ofSession);
  }

  private Optional<SignedIn.User> ofSession(Session session) {
    return session.tokenId() == null
        ? user(null, session.personId(), session.id())
        : byId(session.tokenId())
            .flatMap(token -> user(token, personOf(session, token), session.id()));
  }

  private static @Nullable String personOf(Session session, Token token) {
    return session.personId() == null ? token.personId() : session.personId();
  }

  /** Empty when the person is no longer there. */
  private Optional<SignedIn.User> user(
      @Nullable Token token, @Nullable String personId, @Nullable String sessionId) {
    return personId == null
        ? Optional.of(new SignedIn.User(token, null, sessionId))
        : person(personId).map(person -> new SignedIn.User(token, person, sessionId));
  }

  /** Somebody who is still there. */
  public Optional<Person> person(String id) {
    return known(id, rememberedPeople, people::find, found -> {});
  }

  /** Whether what let somebody in would let them in now, to do all that they could do then. */
  boolean isStillGood(SignedIn.User user) {
    Optional<SignedIn.User> now =
        user.sessionId() != null
            ? ofSession(user.sessionId())
            : Optional.ofNullable(user.token())
                .flatMap(token -> byId(token.id()))
                .flatMap(this::of);
    return now.filter(found -> found.role().includes(user.role())).isPresent();
  }

  /** A token that is neither revoked nor expired. */
  public Optional<Token> byId(String id) {
    return id.equals(Token.LOCAL) ? Optional.ofNullable(local) : stored(id);
  }

  private Optional<Token> stored(String id) {
    Instant now = clock.instant();
    return known(id, rememberedTokens, tokens::find, found -> noteUse(found, now))
        .filter(token -> !token.isExpired(now));
  }

  private boolean isLocal(String hash) {
    return localHash != null
        && MessageDigest.isEqual(
            localHash.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8));
  }

  /** Wrong secrets are not remembered: there would be no end of them. */
  private static <V> Optional<V> known(
      String id,
      Cache<String, V> remembered,
      Function<String, Optional<V>> store,
      Consumer<V> onLoad) {
    V known = remembered.getIfPresent(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<V> found = store.apply(id);
    found.ifPresent(
        value -> {
          remembered.put(id, value);
          onLoad.accept(value);
        });
    return found;
  }

  private void noteUse(Token token, Instant now) {
    if (isDue(token.lastUsedAt(), now)) {
      inBackground.execute(() -> tokens.used(token.id(), now));
    }
  }

  private void noteUse(Session session, Instant now) {
    if (isDue(session.lastUsedAt(), now)) {
      inBackground.execute(() -> sessions.used(session.id(), now));
    }
  }

  private static boolean isDue(@Nullable Instant last, Instant now) {
    return last == null || last.plus(USE_IS_NOTED_EVERY).isBefore(now);
  }

  /**
   * Forgets everything; after a revocation, or when a person is another one, which may end much.
   */
  public void forget() {
    rememberedTokens.invalidateAll();
    rememberedSessions.invalidateAll();
    rememberedPeople.invalidateAll();
  }
}
