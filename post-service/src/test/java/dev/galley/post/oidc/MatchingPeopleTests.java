package dev.galley.post.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.post.oidc.MatchingPeople.Match;
import dev.galley.post.oidc.MatchingPeople.Refused;
import dev.galley.post.oidc.PendingSignIns.PendingSignIn;
import dev.galley.post.people.People;
import dev.galley.post.people.PeopleFixtures;
import dev.galley.post.people.Person;
import dev.galley.post.people.Role;
import dev.galley.post.store.MongoStore;
import dev.galley.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

class MatchingPeopleTests {

  private static final Instant NOW = Instant.parse("2017-11-03T12:00:00Z");

  @AutoClose private final MongoStore store = new MongoStore();
  private final VirtualTime clock = new VirtualTime(NOW);
  private final People people = PeopleFixtures.people(store.database(), clock);
  private final Accounts accounts = new Accounts(store.database(), clock);

  @BeforeEach
  void prepare() {
    accounts.createIndexes();
  }

  private MatchingPeople matching(@Nullable Role invite) {
    return new MatchingPeople(people, accounts, invite);
  }

  private static OidcUser user(String subject, String email, String name) {
    Map<String, Object> claims =
        new HashMap<>(
            Map.of("iss", "https://op.example", "sub", subject, "email_verified", Boolean.TRUE));
    claims.put("email", email);
    claims.put("name", name);
    return new DefaultOidcUser(
        List.of(), new OidcIdToken("x", NOW, NOW.plus(Duration.ofHours(1)), claims));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nBcc: x@y.z", "a@b.example, c@d.example", "a b@c.example", "nobody"})
  void invitesNobodyByWhatIsNoAddress(String email) {
    assertThatThrownBy(() -> matching(Role.AUTHOR).match(user("1", email, "renee")))
        .isInstanceOf(Refused.class);

    assertThat(people.all()).isEmpty();
  }

  @Test
  void invitesAStrangerOnceWhereThatIsConfigured() {
    PeopleFixtures.add(people, "renee", Role.OWNER);
    MatchingPeople matching = matching(Role.AUTHOR);

    Match first = matching.match(user("1", "r@example.com", "renee"));
    Match second = matching.match(user("1", "r@example.com", "renee"));

    assertThat(first.how()).isEqualTo(Match.How.INVITED);
    assertThat(first.person().name()).isEqualTo("renee 2");
    assertThat(first.person().slug()).isEqualTo("renee-2");
    assertThat(first.person().role()).isEqualTo(Role.AUTHOR);
    assertThat(second).isEqualTo(new Match(first.person(), Match.How.KNOWN));
  }

  @Test
  void namesAStrangerWhateverTheProviderTells() {
    Person odd = matching(Role.AUTHOR).match(user("1", "x@example.com", "\u202e\n ")).person();
    Person nobody = matching(Role.AUTHOR).match(user("2", "y@example.com", "Galley")).person();
    Person signs = matching(Role.AUTHOR).match(user("3", "z@example.com", "☃")).person();

    assertThat(odd.name()).isEqualTo("x");
    assertThat(nobody.name()).isEqualTo("Galley 2");
    assertThat(signs.slug()).matches("[a-z0-9-]+");
  }

  // The sign of the unit kelvin has a k as its lower case.
  @Test
  void takesNoOtherLetterForTheSame() {
    PeopleFixtures.add(people, "kim", Role.OWNER);

    assertThatThrownBy(() -> matching(null).match(user("1", "\u212aim@example.org", "Kim")))
        .isInstanceOf(Refused.class);
    assertThat(matching(null).match(user("2", "KIM@example.org", "Kim")).person().name())
        .isEqualTo("kim");
  }

  @Test
  void leavesOutWhoWasRemovedUntilTheyAreInvitedAgain() {
    MatchingPeople matching = matching(Role.AUTHOR);
    OidcUser renee = user("1", "renee@example.org", "renee");
    PeopleFixtures.remove(people, matching.match(renee).person());

    assertRefused(matching, renee, "removed");
    assertRefused(matching, user("1", "other@example.org", "Other"), "removed");
    assertThat(people.all()).isEmpty();
    Person again = PeopleFixtures.add(people, "renee", Role.AUTHOR);

    assertThat(matching.match(renee)).isEqualTo(new Match(again, Match.How.LINKED));
    assertThat(matching.match(renee)).isEqualTo(new Match(again, Match.How.KNOWN));
  }

  @Test
  void remembersWhoWasRemovedWhoseverAddressTheyComeWith() {
    MatchingPeople matching = matching(Role.AUTHOR);
    matching.match(user("1", "kim@example.org", "kim"));
    Person removed = matching.match(user("2", "renee@example.org", "renee")).person();
    PeopleFixtures.remove(people, removed);

    assertRefused(matching, user("2", "kim@example.org", "renee"), "other-account");
    assertRefused(matching, user("2", "renee@example.org", "renee"), "removed");
    accounts.unlink(removed.id());

    assertThat(matching.match(user("2", "renee@example.org", "renee")).how())
        .isEqualTo(Match.How.INVITED);
  }

  private static void assertRefused(MatchingPeople matching, OidcUser user, String reason) {
    assertThatThrownBy(() -> matching.match(user))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @Test
  void givesWhatABrowserBeganToWhicheverInstanceAsksFirst() {
    PendingSignIns one = new PendingSignIns(store.database(), clock);
    PendingSignIns another = new PendingSignIns(store.database(), clock);
    PendingSignIn began = new PendingSignIn("state", "nonce", "verifier", "/editor/");
    String secret = one.keep(began);
    String late = one.keep(began);

    assertThat(another.take(secret, "other")).isEmpty();
    assertThat(another.take(secret, "state")).contains(began);
    assertThat(one.take(secret, "state")).isEmpty();
    clock.pass(PendingSignIns.LIFETIME.plusSeconds(1));
    assertThat(another.take(late, "state")).isEmpty();
  }
}
