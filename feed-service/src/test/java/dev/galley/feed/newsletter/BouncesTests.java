package dev.galley.feed.newsletter;

import static dev.galley.feed.newsletter.Bounces.Effect.COUNTED;
import static dev.galley.feed.newsletter.Bounces.Effect.IGNORED;
import static dev.galley.feed.newsletter.Bounces.Effect.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.feed.FeedDatabase;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.subscriber.Pace;
import dev.galley.feed.subscriber.Subscriber;
import dev.galley.feed.subscriber.Subscriber.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BouncesTests {

  /** Made after the example of RFC 3464, appendix E.1. */
  static final String DSN =
      """
      From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>
      To: %4$s
      Subject: Returned mail
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary="B"

      --B

      The mail could not be delivered.

      --B
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.example
      Arrival-Date: Fri, 27 Nov 2026 10:00:00 +0000

      Final-Recipient: rfc822; ada@example.org
      Action: %1$s
      Status: %2$s
      Diagnostic-Code: smtp; 550 no such user

      --B
      Content-Type: text/rfc822-headers

      From: news@site.example
      Message-ID: <%3$s>
      Subject: Week 1

      --B--
      """;

  /** Made after the example of RFC 5965, appendix B. */
  static final String COMPLAINT =
      """
      From: <abusedesk@mx.example>
      To: <news@site.example>
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=feedback-report; boundary="B"

      --B
      Content-Type: text/plain

      This is an email abuse report.

      --B
      Content-Type: message/feedback-report

      Feedback-Type: %s
      User-Agent: SomeGenerator/1.0
      Version: 1

      --B
      Content-Type: message/rfc822
      Content-Disposition: inline

      From: news@site.example
      To: [redacted]
      Message-ID: <%s>

      Hello
      --B--
      """;

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private NewsletterFixtures list;
  private Bounces bounces;
  private Subscriber ada;

  @BeforeEach
  void start() {
    list = new NewsletterFixtures(database.get());
    bounces = new Bounces(list.subscribers, list.links, "site.example", list.clock);
    ada = list.subscriber("ada", Selection.ALL, Pace.AT_ONCE);
  }

  @ParameterizedTest
  @CsvSource({
    "failed, 5.1.1, STOPPED, BOUNCED",
    "Failed, 5.2.1, STOPPED, BOUNCED",
    "failed, 5.2.2, COUNTED, ACTIVE",
    "failed, 4.2.2, COUNTED, ACTIVE",
    "failed, 5.0.0, COUNTED, ACTIVE",
    "failed, 4.4.7, IGNORED, ACTIVE",
    "failed, 5.7.1, IGNORED, ACTIVE",
    "failed, '', IGNORED, ACTIVE",
    "delayed, 4.4.1, IGNORED, ACTIVE",
    "delivered, 2.0.0, IGNORED, ACTIVE",
    "failed, '5.1.1 (bad)', STOPPED, BOUNCED",
  })
  void takesWhatAServerReports(String action, String status, Bounces.Effect effect, State state) {
    String report = DSN.formatted(action, status, messageId(), "<bounces@site.example>");

    assertThat(take(report)).isEqualTo(effect);
    assertThat(list.subscribers.find(ada.id())).map(Subscriber::state).contains(state);
    assertThat(list.subscribers.find(ada.id()).orElseThrow().toString())
        .doesNotContain("example.org");
  }

  @Test
  void findsTheSubscriberByTheReturnPathWhereTheMailIsMissing() {
    String report =
        DSN.formatted(
            "failed", "5.1.1", "x@y", "<bounces+" + list.links.report(ada.id()) + "@site.example>");

    assertThat(take(report)).isEqualTo(STOPPED);
  }

  @Test
  void stopsAfterFiveDaysOfWhatMayPassThoughAServerTakesTheMails() {
    String report = DSN.formatted("failed", "5.2.2", messageId(), "<bounces@site.example>");

    for (int i = 0; i < 4; i++) {
      assertThat(take(report.replace("Week 1", "Week 2" + i))).isEqualTo(COUNTED);
      list.now = list.now.plus(Duration.ofDays(1));
      assertThat(take(report.replace("Week 1", "Week 2" + i))).isEqualTo(COUNTED);
      list.subscribers.taken(ada.id());
    }
    assertThat(list.subscribers.find(ada.id())).map(Subscriber::state).contains(State.ACTIVE);
    assertThat(take(report)).isEqualTo(COUNTED);
    assertThat(list.subscribers.find(ada.id())).map(Subscriber::state).contains(State.BOUNCED);
  }

  @Test
  void stopsForGoodAfterAComplaint() {
    assertThat(take(COMPLAINT.formatted("not-spam", messageId()))).isEqualTo(IGNORED);
    assertThat(take(COMPLAINT.formatted("abuse", messageId()))).isEqualTo(STOPPED);

    assertThat(list.subscribers.find(ada.id())).map(Subscriber::state).contains(State.COMPLAINED);
  }

  @Test
  void stopsForGoodAfterAComplaintOfWhomNobodyReached() {
    list.subscribers.stop(ada.id(), State.BOUNCED, "550", list.now);

    assertThat(take(COMPLAINT.formatted("abuse", messageId()))).isEqualTo(STOPPED);

    assertThat(list.subscribers.find(ada.id())).map(Subscriber::state).contains(State.COMPLAINED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "Content-Type: multipart/report; boundary=B\n\n--B\nContent-Type: message/delivery-status\n\n",
        "Content-Type: text/plain\n\nAction: failed\nStatus: 5.1.1\n",
        "Content-Type: multipart/report\n\nno boundary",
      })
  void ignoresWhatIsNoReport(String report) {
    assertThat(take(report)).isEqualTo(IGNORED);
  }

  @Test
  void takesNothingOfAReportOfThousandsOfParts() {
    String report = DSN.formatted("failed", "5.1.1", messageId(), "<bounces@site.example>");

    assertThat(take(report.replace("--B--", "--B\n\n".repeat(1_000) + "--B--"))).isEqualTo(IGNORED);
    assertThat(list.subscribers.find(ada.id())).map(Subscriber::state).contains(State.ACTIVE);
  }

  @Test
  void believesNoReportThatNamesAnAddressOnlyOrSomebodyElse() {
    assertThat(take(DSN.formatted("failed", "5.1.1", "x@y", "<bounces@site.example>")))
        .isEqualTo(IGNORED);
    assertThat(
            take(
                DSN.formatted(
                    "failed",
                    "5.1.1",
                    messageId().replace("site.example", "other.example"),
                    "<bounces@site.example>")))
        .isEqualTo(IGNORED);
    // Ids of one list are neighbours, and each reader sees their own.
    assertThat(
            take(
                DSN.formatted(
                    "failed",
                    "5.1.1",
                    ComposingLetters.name("p1:3", ada.id()) + "@site.example",
                    "<bounces+" + ada.id() + "@site.example>")))
        .isEqualTo(IGNORED);
    assertThat(
            take(
                COMPLAINT.formatted(
                    "abuse", ComposingLetters.name("p1:3", ada.id()) + "@site.example")))
        .isEqualTo(IGNORED);
    assertThat(list.subscribers.find(ada.id())).map(Subscriber::state).contains(State.ACTIVE);
  }

  private Bounces.Effect take(String report) {
    return bounces.take(report.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private String messageId() {
    return ComposingLetters.name("p1:3", list.links.report(ada.id())) + "@site.example";
  }
}
