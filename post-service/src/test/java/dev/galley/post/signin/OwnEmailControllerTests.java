package dev.galley.post.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.post.audit.AuditFixtures;
import dev.galley.post.people.Person;
import dev.galley.post.people.Role;
import dev.galley.post.signin.OwnEmailController.Confirmation;
import dev.galley.post.signin.OwnEmailController.NewEmail;
import dev.galley.post.token.SignedIn;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;
import org.springframework.web.ErrorResponseException;

class OwnEmailControllerTests {

  private static final Pattern LINK =
      Pattern.compile("https://blog\\.example/editor/account#email=(glly_once_\\S+)");

  @AutoClose private final SignInFixtures stored = new SignInFixtures();
  private final Person renee = stored.person("renee", Role.AUTHOR);
  private final OwnEmailController controller = controller(stored.mails());

  private OwnEmailController controller(SignInMails mails) {
    return new OwnEmailController(
        stored.people, stored.links, mails, AuditFixtures.audit(stored.database()), stored.clock);
  }

  private static SignedIn.User user(Person person) {
    return new SignedIn.User(null, person, "a session");
  }

  private void ask(String email) {
    controller.ask(user(renee), new NewEmail(email));
  }

  private Person confirm(Person person, String token) {
    controller.confirm(user(person), new Confirmation(token), new MockHttpServletRequest());
    return stored.people.find(person.id()).orElseThrow();
  }

  private void assertOver(Person person, String token) {
    assertThatThrownBy(() -> confirm(person, token))
        .isInstanceOfSatisfying(
            ErrorResponseException.class,
            over -> assertThat(over.getStatusCode()).isEqualTo(HttpStatus.GONE));
  }

  private List<String> recipients() throws MessagingException {
    List<String> recipients = new ArrayList<>();
    for (MimeMessage mail : stored.sent) {
      recipients.add(mail.getRecipients(Message.RecipientType.TO)[0].toString());
    }
    return recipients;
  }

  private static String token(MimeMessage mail) throws MessagingException, IOException {
    Matcher link = LINK.matcher((String) mail.getContent());
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  @Test
  void takesAnAddressWhenTheMailThatWentThereIsAnswered() throws Exception {
    String link = stored.links.invitation(renee.id()).getTokenValue();

    ask(" new@example.com ");

    assertThat(recipients()).containsExactly("renee@example.org", "new@example.com");
    assertThat((String) stored.sent.get(0).getContent())
        .contains("new@example.com")
        .doesNotContain("glly_");
    assertThat(stored.people.find(renee.id())).contains(renee);
    String token = token(stored.sent.get(1));
    Person changed = confirm(renee, token);
    assertThat(changed.email()).isEqualTo("new@example.com");
    assertThat(changed.name()).isEqualTo("renee");
    assertOver(renee, token);
    // A link that waits in the mailbox before.
    assertThat(stored.links.consume(new OneTimeTokenAuthenticationToken(link))).isNull();
  }

  @Test
  void tellsNobodyWhetherAnAddressIsSomebodys() throws Exception {
    stored.person("bert", Role.AUTHOR);

    ask("BERT@example.org");
    assertThat(recipients()).as("to oneself, as always").containsExactly("renee@example.org");

    ask("free@example.org");
    assertThat(recipients())
        .containsExactly("renee@example.org", "renee@example.org", "free@example.org");
  }

  @Test
  void isGoodForWhoAskedAndForTheLastAddress() throws Exception {
    Person bert = stored.person("bert", Role.AUTHOR);
    ask("first@example.org");
    ask("second@example.org");
    String first = token(stored.sent.get(1));
    String second = token(stored.sent.get(3));

    assertOver(renee, first);
    assertOver(bert, second);
    ask("third@example.org");
    stored.clock.pass(Duration.ofHours(25));
    assertOver(renee, token(stored.sent.get(5)));
    assertThat(stored.people.find(renee.id())).contains(renee);
  }

  @Test
  void signsNobodyIn() throws Exception {
    ask("new@example.com");

    assertThat(
            SignInLinks.person(
                stored.links.consume(
                    new OneTimeTokenAuthenticationToken(token(stored.sent.get(1))))))
        .isEmpty();
  }

  @Test
  void isNoWayToFillMailboxes() {
    for (int i = 0; i < 5; i++) {
      ask("new" + i + "@example.com");
    }

    assertThatThrownBy(() -> ask("one-more@example.com"))
        .isInstanceOfSatisfying(
            ErrorResponseException.class,
            often -> assertThat(often.getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS));
    assertThatThrownBy(
            () -> controller(stored.withoutMails()).ask(user(renee), new NewEmail("a@example.com")))
        .isInstanceOfSatisfying(
            ErrorResponseException.class,
            none -> assertThat(none.getStatusCode()).isEqualTo(HttpStatus.CONFLICT));
  }
}
