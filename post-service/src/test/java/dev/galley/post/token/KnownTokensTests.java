package dev.galley.post.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.audit.Who;
import dev.galley.post.people.Person;
import dev.galley.post.people.Role;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class KnownTokensTests {

  @AutoClose private final TokenFixtures stored = new TokenFixtures();
  private final KnownTokens known = stored.known();

  @Test
  void knowsASecretByItsHash() {
    Token token = stored.token("chris", null);

    assertThat(known.find("glly_chris")).contains(new SignedIn.User(token, null, null));
    assertThat(known.find("glly_other")).isEmpty();
    assertThat(known.find("chris")).isEmpty();
    assertThat(known.find("glly_" + "x".repeat(1_000_000))).isEmpty();
  }

  /** Five more are feed-service's. */
  @Test
  void forgetsWithinFourSecondsWhatAnotherInstanceRevoked() {
    Token token = stored.token("chris", null);
    stored.session("cookie", token.id());
    SignedIn.User byCookie = known.findSession("cookie").orElseThrow();
    SignedIn.User byToken = known.find("glly_chris").orElseThrow();

    stored.tokens.remove(token.id());
    assertThat(known.find("glly_chris")).as("without a question to the store").isPresent();
    stored.clock.pass(Duration.ofSeconds(4));

    assertThat(known.find("glly_chris")).isEmpty();
    assertThat(known.findSession("cookie")).isEmpty();
    assertThat(known.isStillGood(byCookie)).isFalse();
    assertThat(known.isStillGood(byToken)).isFalse();
  }

  @Test
  void refusesATokenAndItsSessionsFromTheMomentItExpires() {
    Token token = stored.token("chris", TokenFixtures.START.plusSeconds(2));
    stored.session("cookie", token.id());
    assertThat(known.find("glly_chris")).isPresent();
    assertThat(known.findSession("cookie")).isPresent();

    stored.clock.pass(Duration.ofSeconds(2));

    assertThat(known.find("glly_chris")).isEmpty();
    assertThat(known.findSession("cookie")).isEmpty();
  }

  @Test
  void endsASessionWithItsOwnTime() {
    stored.session("cookie", stored.token("chris", null).id());

    stored.clock.pass(Duration.ofDays(30));

    assertThat(known.findSession("cookie")).isEmpty();
    assertThat(known.find("glly_chris")).isPresent();
  }

  @Test
  void takesASessionForNoTokenAndATokenForNoSession() {
    stored.session("glly_cookie", stored.token("chris", null).id());

    assertThat(known.find("glly_cookie")).isEmpty();
    assertThat(known.findSession("glly_chris")).isEmpty();
  }

  @Test
  void notesTheUseOfTokensAndSessionsOncePerHour() {
    Token token = stored.token("chris", null);
    Session session = stored.session("cookie", token.id());

    known.findSession("cookie");
    stored.clock.pass(Duration.ofMinutes(59));
    known.findSession("cookie");
    assertThat(stored.tokens.find(token.id()).orElseThrow().lastUsedAt())
        .isEqualTo(TokenFixtures.START);
    assertThat(stored.sessions.find(session.id()).orElseThrow().lastUsedAt())
        .isEqualTo(TokenFixtures.START);

    stored.clock.pass(Duration.ofMinutes(2));
    known.findSession("cookie");
    assertThat(stored.tokens.find(token.id()).orElseThrow().lastUsedAt())
        .isEqualTo(TokenFixtures.START.plus(Duration.ofMinutes(61)));
  }

  @Test
  void knowsTheLaunchersTokenWithoutTheStore() {
    assertThat(known.find("glly_launcher"))
        .hasValueSatisfying(
            user -> {
              assertThat(user.getName()).isEqualTo("local");
              assertThat(user.role()).isEqualTo(Role.OWNER);
            });
  }

  @Test
  void letsAPersonDoNoMoreThanTheyMayWhateverTheTokenSays() {
    Person renee = stored.person("renee", Role.AUTHOR);
    stored.tokenOf("laptop", renee, Role.OWNER);

    SignedIn.User user = known.find("glly_laptop").orElseThrow();

    assertThat(user.role()).isEqualTo(Role.AUTHOR);
    assertThat(user.who()).isEqualTo(new Who(Secrets.hash("glly_laptop"), "renee", renee.id()));
  }

  @Test
  void endsWhatAPersonHasWithinTenSecondsOfTheirRemovalElsewhere() {
    stored.person("owner", Role.OWNER);
    Person renee = stored.person("renee", Role.OWNER);
    stored.tokenOf("laptop", renee, Role.OWNER);
    stored.session("cookie", null, renee.id());
    SignedIn.User byCookie = known.findSession("cookie").orElseThrow();
    SignedIn.User byToken = known.find("glly_laptop").orElseThrow();

    stored.remove(renee);
    // Another service believes an answer for five seconds more.
    stored.clock.pass(Duration.ofSeconds(5));

    assertThat(known.findSession("cookie")).isEmpty();
    assertThat(known.find("glly_laptop")).isEmpty();
    assertThat(known.isStillGood(byCookie)).isFalse();
    assertThat(known.isStillGood(byToken)).isFalse();
  }

  @Test
  void letsStreamsOfWhoIsDemotedEndAndTheSessionDoLess() {
    stored.person("owner", Role.OWNER);
    Person renee = stored.person("renee", Role.OWNER);
    stored.session("cookie", null, renee.id());
    SignedIn.User before = known.findSession("cookie").orElseThrow();
    assertThat(known.isStillGood(before)).isTrue();

    stored.demote(renee, Role.AUTHOR);
    stored.clock.pass(Duration.ofSeconds(5));

    assertThat(known.isStillGood(before)).isFalse();
    assertThat(known.findSession("cookie").orElseThrow().role()).isEqualTo(Role.AUTHOR);
  }

  @Test
  void endsTheLaunchersSessionsWhereNobodyLaunches() {
    stored.session("cookie", Token.LOCAL);
    KnownTokens elsewhere =
        new KnownTokens(
            stored.tokens, stored.sessions, stored.people, stored.clock, null, Runnable::run);

    assertThat(known.findSession("cookie")).isPresent();
    assertThat(elsewhere.findSession("cookie")).isEmpty();
  }

  @Test
  void makesSecretsOf256Bits() {
    Secrets secrets = new Secrets();

    assertThat(secrets.next()).matches("glly_[A-Za-z0-9_-]{43}").isNotEqualTo(secrets.next());
    assertThat(secrets.oneTime()).matches("glly_once_[A-Za-z0-9_-]{43}");
  }
}
