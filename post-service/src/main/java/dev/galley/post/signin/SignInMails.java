package dev.galley.post.signin;

import dev.galley.post.draft.SiteProperties;
import dev.galley.post.people.Person;
import dev.galley.web.Allowance;
import dev.galley.web.Problems;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.security.authentication.ott.OneTimeToken;

/** Sends sign-in links by e-mail, where there is a server ({@code spring.mail.*}). Thread-safe. */
final class SignInMails {

  /** More links of a person that wait at once would only fill a mailbox. */
  private static final int MAX_WAITING = 3;

  private static final Logger log = LoggerFactory.getLogger(SignInMails.class);

  private final @Nullable JavaMailSender server;
  private final String from;
  private final SiteProperties site;
  private final SignInLinks links;
  private final Executor inBackground;

  /**
   * @param server null where there is none
   * @param inBackground for what nobody may wait for: how long it takes would tell who is known
   */
  SignInMails(
      @Nullable JavaMailSender server,
      String from,
      SiteProperties site,
      SignInLinks links,
      Executor inBackground) {
    this.server = server;
    this.from = from;
    this.site = site;
    this.links = links;
    this.inBackground = inBackground;
  }

  /** Whether there is a server. */
  boolean areSent() {
    return server != null;
  }

  /**
   * Sends an invitation.
   *
   * @throws org.springframework.web.ErrorResponseException with 502 when the server does not take
   *     it
   */
  void invite(Person person, String email, OneTimeToken link) {
    try {
      send(
          email,
          "You are invited to write for " + site.title(),
          """
          Hello %s,

          you are invited to write for %s. This link signs you in; it works once, and for a day:

          %s

          In your account you can add a passkey, for the next time.
          """
              .formatted(person.name(), site.title(), links.url(link)));
    } catch (MailException | MessagingException e) {
      log.warn("An invitation was not taken by the mail server: {}", e.toString());
      throw Problems.refusal(
          HttpStatus.BAD_GATEWAY,
          "mail-not-taken",
          "The mail server did not take the mail",
          "The person is added; send the link again later.");
    }
  }

  /**
   * Sends what somebody asks for who may be anybody; nobody is told whether it works.
   *
   * @param otherwise what they can do where no mails are sent
   * @throws org.springframework.web.ErrorResponseException with 409 where no mails are sent, with
   *     429 when they ask too often
   */
  void sendAsked(Allowance allowance, String who, String otherwise, Runnable finding) {
    if (!areSent()) {
      throw Problems.refusal(
          HttpStatus.CONFLICT, "no-mail-server", "No mails are sent here", otherwise);
    }
    allowance.spend(
        who, "too-many-links", "Too much was asked for", "Wait an hour, then ask once more.");
    try {
      inBackground.execute(
          () -> {
            try {
              finding.run();
            } catch (RuntimeException e) {
              log.warn("A sign-in link was not sent: {}", e.toString());
            }
          });
    } catch (RejectedExecutionException e) {
      log.warn("Too many sign-in links are asked for at once; one is not sent");
    }
  }

  /** Mails a link to who asked for it. */
  void sendLink(Person person) {
    String email = person.email();
    if (email == null || links.waiting(person.id()) >= MAX_WAITING) {
      return;
    }
    OneTimeToken link = links.forPerson(person.id());
    sendQuietly(
        email,
        "Your sign-in link for " + site.title(),
        """
        Hello %s,

        this link signs you in to %s. It works once, and for %d minutes:

        %s

        If you did not ask for it, nothing has happened, and you need do nothing.
        """
            .formatted(person.name(), site.title(), links.lifetime().toMinutes(), links.url(link)));
  }

  /** Asks whether an address is somebody's. */
  void sendQuestion(Person person, String email) {
    OneTimeToken link = links.forEmail(person.id(), email);
    sendQuietly(
        email,
        "Your e-mail address at " + site.title(),
        """
        Hello %s,

        somebody who is signed in as you at %s says that this is your e-mail address. This link \
        says so, too; it works once, for a day, where you are signed in:

        %s

        If you did not ask for it, nothing has happened, and you need do nothing.
        """
            .formatted(person.name(), site.title(), links.url(link)));
  }

  /** Tells at the address that somebody has that it may be theirs no more. */
  void sendWarning(Person person, String email, String other) {
    sendQuietly(
        email,
        "Another e-mail address for " + site.title(),
        """
        Hello %s,

        somebody who is signed in as you at %s asked for mails to go to %s instead of here, as \
        soon as the mail that went there is answered.

        If that was not you, sign out everywhere under Account, and tell an owner.
        """
            .formatted(person.name(), site.title(), other));
  }

  private void sendQuietly(String to, String subject, String text) {
    try {
      send(to, subject, text);
    } catch (MailException | MessagingException e) {
      log.warn("The mail server did not take the mail \"{}\": {}", subject, e.toString());
    }
  }

  /**
   * Whose mails these are.
   *
   * @param from the sender's address; absent for {@code galley@} the site's host
   */
  @ConfigurationProperties("galley.mail")
  record Sender(@Nullable String from) {

    // A variable of a deployment may be there and empty.
    String address(SiteProperties site) {
      return from == null || from.isBlank() ? "galley@" + site.url().getHost() : from;
    }
  }

  private void send(String to, String subject, String text) throws MessagingException {
    if (server == null) {
      throw new IllegalStateException("There is no mail server");
    }
    MimeMessage message = server.createMimeMessage();
    MimeMessageHelper mail = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
    mail.setFrom(from);
    mail.setTo(to);
    mail.setSubject(subject);
    mail.setText(text);
    // RFC 3834, 5: no vacation message is to answer.
    message.setHeader("Auto-Submitted", "auto-generated");
    server.send(message);
  }
}
