package dev.galley.feed.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.mongodb.MongoTimeoutException;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailFixtures;
import dev.galley.feed.newsletter.BounceMailboxProperties.Security;
import dev.galley.feed.subscriber.Pace;
import dev.galley.feed.subscriber.Subscriber;
import dev.galley.feed.subscriber.Subscriber.State;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.health.contributor.Status;
import org.springframework.util.unit.DataSize;

class BounceMailboxTests {

  private static final String PERSON =
      "From: eva@example.org\r\nSubject: Hello\r\n\r\nHow are you?";

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  @AutoClose("stop")
  private final GreenMail server = MailFixtures.server(ServerSetup.PROTOCOL_IMAP);

  private GreenMailUser mailbox;
  private NewsletterFixtures list;
  private Bounces bounces;
  private Subscriber ada;
  private Subscriber bob;

  @BeforeEach
  void start() {
    server.start();
    mailbox = server.setUser("bounces@site.example", "galley", "secret");
    list = new NewsletterFixtures(database.get());
    bounces = new Bounces(list.subscribers, list.links, "site.example", list.clock);
    ada = list.subscriber("ada", Selection.ALL, Pace.AT_ONCE);
    bob = list.subscriber("bob", Selection.ALL, Pace.AT_ONCE);
  }

  @Test
  void takesReportsOutOfTheMailboxAndLeavesAllElseMarkedAsRead() throws Exception {
    deliver(report(ada, "5.1.1"), PERSON, complaint(bob));
    BounceMailbox reading = reading(bounces, 200);

    reading.poll();

    assertThat(state(ada)).isEqualTo(State.BOUNCED);
    assertThat(state(bob)).isEqualTo(State.COMPLAINED);
    assertThat(subjectsAndRead()).containsExactly("Hello true");
    assertThat(reading.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void leavesAReportUnreadThatIsNotStored() throws Exception {
    deliver(report(ada, "5.1.1"));
    Bounces down =
        new Bounces(list.subscribers, list.links, "site.example", list.clock) {
          @Override
          Effect take(byte[] report) {
            throw new MongoTimeoutException("the store does not answer");
          }
        };
    BounceMailbox reading = reading(down, 200);

    reading.poll();

    assertThat(subjectsAndRead()).containsExactly("Returned mail false");
    assertThat(reading.health().getStatus()).isEqualTo(Status.DOWN);

    reading(bounces, 200).poll();

    assertThat(state(ada)).isEqualTo(State.BOUNCED);
    assertThat(subjectsAndRead()).isEmpty();
  }

  @Test
  void readsSoManyMailsATimeAndNoneThatIsLarge() throws Exception {
    deliver("Subject: Large\r\n\r\n" + "x".repeat(20_000), PERSON, report(ada, "5.1.1"));
    BounceMailbox reading = reading(bounces, 2);

    reading.poll();

    assertThat(subjectsAndRead())
        .containsExactly("Large true", "Hello true", "Returned mail false");

    reading.poll();

    assertThat(subjectsAndRead()).containsExactly("Large true", "Hello true");
    assertThat(state(ada)).isEqualTo(State.BOUNCED);
  }

  @Test
  void countsAReportOnceThatTwoInstancesRead() throws Exception {
    // Each of the first four is read by an instance that ends before it has marked it as read.
    for (int i = 0; i < 4; i++) {
      String report = report(ada, "5.2.2").replace("Returned mail", "Returned mail " + i);
      assertThat(bounces.take(bytes(report))).isEqualTo(Bounces.Effect.COUNTED);
      list.now = list.now.plus(Duration.ofDays(1));
      deliver(report);
    }

    reading(bounces, 200).poll();

    assertThat(state(ada)).isEqualTo(State.ACTIVE);
    assertThat(subjectsAndRead()).isEmpty();

    deliver(report(ada, "5.2.2"));
    reading(bounces, 200).poll();

    assertThat(state(ada)).isEqualTo(State.BOUNCED);
  }

  @Test
  void saysThatTheMailboxCannotBeReachedUntilItIs() throws Exception {
    mailbox.setPassword("another");
    BounceMailbox reading = reading(bounces, 200);

    reading.poll();

    assertThat(reading.health().getStatus()).isEqualTo(Status.DOWN);

    mailbox.setPassword("secret");
    reading.poll();

    assertThat(reading.health().getStatus()).isEqualTo(Status.UP);
  }

  private BounceMailbox reading(Bounces taking, int perPoll) {
    return new BounceMailbox(
        taking,
        new BounceMailboxProperties(
            "127.0.0.1",
            server.getImap().getPort(),
            "galley",
            "secret",
            Security.NONE,
            "INBOX",
            perPoll,
            DataSize.ofKilobytes(10)));
  }

  private void deliver(String... mails) throws Exception {
    for (String mail : mails) {
      mailbox.deliver(
          new MimeMessage(
              Session.getInstance(new Properties()), new ByteArrayInputStream(bytes(mail))));
    }
  }

  private static byte[] bytes(String mail) {
    return mail.getBytes(StandardCharsets.US_ASCII);
  }

  private List<String> subjectsAndRead() throws Exception {
    MailFolder inbox = server.getManagers().getImapHostManager().getInbox(mailbox);
    List<String> seen = new ArrayList<>();
    for (var message : inbox.getMessages()) {
      seen.add(
          message.getMimeMessage().getSubject() + " " + message.getFlags().contains(Flag.SEEN));
    }
    return seen;
  }

  private State state(Subscriber subscriber) {
    return list.subscribers.find(subscriber.id()).orElseThrow().state();
  }

  private String report(Subscriber about, String status) {
    return BouncesTests.DSN
        .formatted("failed", status, messageId(about), "bounces@site.example")
        .replace("\n", "\r\n");
  }

  private String complaint(Subscriber by) {
    return BouncesTests.COMPLAINT.formatted("abuse", messageId(by)).replace("\n", "\r\n");
  }

  private String messageId(Subscriber to) {
    return ComposingLetters.name("week:3", list.links.report(to.id())) + "@site.example";
  }
}
