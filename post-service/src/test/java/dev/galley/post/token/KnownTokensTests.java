package dev.galley.post.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.web.FailedLogins;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownTokensTests {

  private static final String SECRET = "glly_secret";

  private final MovableClock clock = new MovableClock();
  private final StoredTokens stored = new StoredTokens();
  private final KnownTokens known = new KnownTokens(stored, clock, "glly_launcher", Runnable::run);

  private static final class MovableClock extends Clock {

    private Instant now = Instant.parse("2017-11-03T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class StoredTokens implements Tokens {

    private final Map<String, Token> tokens = new HashMap<>();
    private final List<String> uses = new ArrayList<>();
    private int looks;

    @Override
    public Optional<Token> find(String id) {
      looks++;
      return Optional.ofNullable(tokens.get(id));
    }

    @Override
    public List<Token> all() {
      return List.copyOf(tokens.values());
    }

    @Override
    public boolean isEmpty() {
      return tokens.isEmpty();
    }

    @Override
    public void insert(Token token) {
      tokens.put(token.id(), token);
    }

    @Override
    public boolean remove(String id) {
      return tokens.remove(id) != null;
    }

    @Override
    public void used(String id, Instant at) {
      uses.add(id);
    }

    @Override
    public void removeExpired(Instant now) {
      tokens.values().removeIf(token -> token.isExpired(now));
    }
  }

  private Token store(Instant expiresAt, String parent) {
    Token token =
        new Token(
            Secrets.hash(SECRET),
            "name",
            Role.EDITOR,
            parent != null,
            clock.instant(),
            null,
            expiresAt,
            parent);
    stored.insert(token);
    return token;
  }

  @Test
  void knowsASecretByItsHash() {
    Token token = store(null, null);

    assertThat(known.find(SECRET)).contains(token);
    assertThat(known.find("glly_other")).isEmpty();
    assertThat(known.find("secret")).isEmpty();
    assertThat(known.find("glly_" + "x".repeat(1_000_000))).isEmpty();
  }

  @Test
  void asksTheStoreOnceInTenSeconds() {
    store(null, null);
    for (int i = 0; i < 100; i++) {
      known.find(SECRET);
    }
    assertThat(stored.looks).isEqualTo(1);

    clock.now = clock.now.plusSeconds(10);
    known.find(SECRET);

    assertThat(stored.looks).isEqualTo(2);
  }

  @Test
  void forgetsWithinTenSecondsWhatAnotherInstanceRevoked() {
    store(null, null);
    known.find(SECRET);
    stored.tokens.clear();
    assertThat(known.find(SECRET)).isPresent();

    clock.now = clock.now.plusSeconds(10);

    assertThat(known.find(SECRET)).isEmpty();
  }

  @Test
  void refusesATokenFromTheMomentItExpires() {
    store(clock.instant().plusSeconds(5), null);
    assertThat(known.find(SECRET)).isPresent();

    clock.now = clock.now.plusSeconds(5);

    assertThat(known.find(SECRET)).isEmpty();
  }

  @Test
  void refusesASessionWhoseTokenIsGone() {
    store(null, "revoked");

    assertThat(known.find(SECRET)).isEmpty();
  }

  @Test
  void notesTheUseOfATokenOncePerHour() {
    store(null, null);
    known.find(SECRET);

    assertThat(stored.uses).hasSize(1);
  }

  @Test
  void knowsTheLaunchersTokenWithoutTheStore() {
    assertThat(known.find("glly_launcher")).map(Token::role).contains(Role.OWNER);
    assertThat(stored.looks).isZero();
    assertThat(known.isEphemeral(Secrets.hash("glly_launcher"))).isTrue();
  }

  @Test
  void makesSecretsOf256Bits() {
    Secrets secrets = new Secrets();

    assertThat(secrets.next()).matches("glly_[A-Za-z0-9_-]{43}").isNotEqualTo(secrets.next());
  }

  @Test
  void allowsTenWrongSecretsInAQuarterOfAnHour() {
    FailedLogins failures = new FailedLogins(clock);
    for (int i = 0; i < 10; i++) {
      assertThat(failures.note("192.0.2.1")).isEmpty();
    }

    assertThat(failures.note("192.0.2.1")).contains(Duration.ofMinutes(15));
    assertThat(failures.note("192.0.2.2")).isEmpty();
    clock.now = clock.now.plus(Duration.ofMinutes(15));
    assertThat(failures.note("192.0.2.1")).isEmpty();
  }
}
