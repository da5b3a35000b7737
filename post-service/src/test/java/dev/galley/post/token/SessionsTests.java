package dev.galley.post.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.people.Role;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SessionsTests {

  @AutoClose private final TokenFixtures stored = new TokenFixtures();

  @Test
  void endsTheOldestOfATokenThatHasTooMany() {
    Session other = stored.session("other", "2");
    for (int number = 0; number < 5; number++) {
      stored.session("cookie" + number, "1");
      stored.clock.pass(Duration.ofSeconds(1));
    }

    assertThat(stored.sessions.all())
        .extracting(Session::id)
        .containsExactly(
            other.id(), Secrets.hash("cookie2"), Secrets.hash("cookie3"), Secrets.hash("cookie4"));
  }

  @Test
  void tellsWhichOnesItEnded() {
    Session first = stored.session("cookie1", "1");
    for (int number = 2; number < 4; number++) {
      stored.clock.pass(Duration.ofSeconds(1));
      stored.session("cookie" + number, "1");
    }
    stored.clock.pass(Duration.ofSeconds(1));
    Session next =
        new Session("4", "1", null, stored.clock.instant(), null, first.expiresAt().plusSeconds(3));

    assertThat(stored.sessions.add(next)).containsExactly(first.id());
    assertThat(stored.sessions.add(next)).isEmpty();
  }

  @Test
  void forgetsWhatHasExpired() {
    stored.session("old", "1");
    stored.clock.pass(Duration.ofDays(31));
    stored.session("new", "2");

    assertThat(stored.sessions.all()).extracting(Session::id).containsExactly(Secrets.hash("new"));
  }

  @Test
  void tellsWhoHasANameAlready() {
    stored.token("chris", null);

    assertThat(
            stored.tokens.insert(new Token("2", "chris", Role.OWNER, stored.clock.instant(), null)))
        .isFalse();
  }
}
