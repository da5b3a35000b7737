package dev.galley.post.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.post.audit.AuditFixtures;
import dev.galley.post.people.People;
import dev.galley.post.people.Person;
import dev.galley.post.people.Role;
import jakarta.mail.Message;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;
import org.springframework.web.ErrorResponseException;

class PersonLinkControllerTests {

  private static final Pattern LINK =
      Pattern.compile("https://blog\\.example/editor/#token=(glly_once_\\S+)");

  @AutoClose private final SignInFixtures stored = new SignInFixtures();

  private PersonLinkController controller(SignInMails mails) {
    return new PersonLinkController(
        stored.people, stored.links, mails, AuditFixtures.audit(stored.database()), stored.clock);
  }

  private static ResponseEntity<?> ask(PersonLinkController controller, String email) {
    return controller.ask(new PersonLinkController.LinkWish(email), new MockHttpServletRequest());
  }

  @Test
  void mailsALinkThatSignsInOnceAndAnswersEverybodyAlike() throws Exception {
    Person renee = stored.person("renee", Role.AUTHOR);
    PersonLinkController controller = controller(stored.mails());

    ResponseEntity<?> known = ask(controller, "RENEE@example.org");
    ResponseEntity<?> unknown = ask(controller, "nobody@example.org");

    assertThat(known).isEqualTo(unknown);
    assertThat(known.getStatusCode().value()).isEqualTo(202);
    assertThat(stored.sent).hasSize(1);
    assertThat(stored.sent.get(0).getRecipients(Message.RecipientType.TO)[0])
        .hasToString("renee@example.org");
    assertThat(stored.sent.get(0).getHeader("Auto-Submitted")).containsExactly("auto-generated");
    Matcher link = LINK.matcher((String) stored.sent.get(0).getContent());
    assertThat(link.find()).isTrue();
    OneTimeTokenAuthenticationToken shown = new OneTimeTokenAuthenticationToken(link.group(1));
    assertThat(SignInLinks.person(stored.links.consume(shown))).contains(renee.id());
    assertThat(stored.links.consume(shown)).isNull();
  }

  /** A mistyped address has an invitation for a day, and a mailbox can be another's now. */
  @Test
  void isGoodForTheAddressThatSomebodyHas() throws Exception {
    Person renee = stored.person("renee", Role.AUTHOR);
    controller(stored.mails()).invite(renee.id(), new MockHttpServletRequest());
    Matcher link = LINK.matcher((String) stored.sent.get(0).getContent());
    assertThat(link.find()).isTrue();

    stored.people.change(
        renee, new People.Profile("renee", "renee", "renee@example.com"), Role.AUTHOR);

    assertThat(stored.links.consume(new OneTimeTokenAuthenticationToken(link.group(1)))).isNull();
  }

  @Test
  void outlivesAnotherName() {
    Person renee = stored.person("renee", Role.AUTHOR);
    String link = stored.links.invitation(renee.id()).getTokenValue();

    stored.people.change(renee, new People.Profile("Renée", "renee", renee.email()), Role.AUTHOR);

    assertThat(stored.links.consume(new OneTimeTokenAuthenticationToken(link))).isNotNull();
  }

  @Test
  void fillsNobodysMailbox() {
    stored.person("renee", Role.AUTHOR);
    PersonLinkController controller = controller(stored.mails());
    for (int i = 0; i < 20; i++) {
      assertThat(ask(controller, "renee@example.org").getStatusCode().value()).isEqualTo(202);
    }

    assertThat(stored.sent).hasSize(3);
    assertThatThrownBy(() -> ask(controller, "other@example.org"))
        .isInstanceOfSatisfying(
            ErrorResponseException.class,
            often -> {
              assertThat(often.getStatusCode().value()).isEqualTo(429);
              assertThat(often.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("3601");
            });
  }

  @Test
  void tellsAnOwnerWhenTheServerTakesNoInvitation() {
    Person renee = stored.person("renee", Role.AUTHOR);
    stored.refusesMails = true;

    assertThatThrownBy(
            () -> controller(stored.mails()).invite(renee.id(), new MockHttpServletRequest()))
        .isInstanceOfSatisfying(
            ErrorResponseException.class,
            refused -> assertThat(refused.getStatusCode().value()).isEqualTo(502));
  }

  @Test
  void showsTheLinkToTheOwnerOnlyWhereItIsNotMailed() {
    Person renee = stored.person("renee", Role.AUTHOR);

    PersonLinkController.PersonLink mailed =
        controller(stored.mails()).invite(renee.id(), new MockHttpServletRequest());
    PersonLinkController.PersonLink shown =
        controller(stored.withoutMails()).invite(renee.id(), new MockHttpServletRequest());

    assertThat(mailed.mailed()).isTrue();
    assertThat(mailed.url()).isNull();
    assertThat(shown.mailed()).isFalse();
    assertThat(String.valueOf(shown.url())).matches(LINK);
    assertThat(shown.expiresAt()).isEqualTo(SignInFixtures.START.plus(Duration.ofDays(1)));
  }
}
