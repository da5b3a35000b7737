package dev.galley.feed.newsletter;

import static dev.galley.feed.newsletter.NewsletterFixtures.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.feed.FeedDatabase;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailboxStatus;
import dev.galley.feed.mail.Mailer.Result;
import dev.galley.feed.mail.ReadMail;
import dev.galley.feed.subscriber.Pace;
import dev.galley.feed.subscriber.Subscriber;
import dev.galley.feed.subscriber.SubscriberFixtures;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTests {

  private static final DigestCalendar CALENDAR =
      new DigestCalendar(ZoneId.of("Europe/London"), 8, DayOfWeek.FRIDAY);

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private NewsletterFixtures list;
  private SendingDigests sending;

  @BeforeEach
  void start() {
    list = new NewsletterFixtures(database.get());
    sending = new SendingDigests(list.digests, CALENDAR, list.clock);
  }

  @ParameterizedTest
  @CsvSource({
    "DAILY, 2026-11-27T08:00:00Z, 2026-11-27T08:00:00Z, 2026-11-28T08:00:00Z",
    "DAILY, 2026-11-27T07:59:59Z, 2026-11-26T08:00:00Z, 2026-11-27T08:00:00Z",
    "WEEKLY, 2026-11-27T08:00:00Z, 2026-11-27T08:00:00Z, 2026-12-04T08:00:00Z",
    "WEEKLY, 2026-11-27T07:59:59Z, 2026-11-20T08:00:00Z, 2026-11-27T08:00:00Z",
    // In summer eight o'clock is seven.
    "DAILY, 2026-07-01T07:30:00Z, 2026-07-01T07:00:00Z, 2026-07-02T07:00:00Z",
    "WEEKLY, 2026-10-24T12:00:00Z, 2026-10-23T07:00:00Z, 2026-10-30T08:00:00Z",
  })
  void goesByTheClocksWhereTheSiteIs(Pace pace, Instant now, Instant last, Instant next) {
    assertThat(CALENDAR.last(pace, now).toInstant()).isEqualTo(last);
    assertThat(CALENDAR.next(pace, now).toInstant()).isEqualTo(next);
  }

  @Test
  void holdsWhatWasAnnouncedSinceTheLastOneAndMatches() {
    Subscriber ada = list.subscriber("ada", Selection.ALL, Pace.DAILY);
    Subscriber java = list.subscriber("java", Selection.tag("java"), Pace.DAILY);
    Subscriber ruby = list.subscriber("ruby", Selection.tag("ruby"), Pace.DAILY);
    at("2026-11-25T11:00:00Z");
    list.announcement("p1", "One", "<p>1</p>", "java");
    list.announcement("p2", "Two", "<p>2</p>");
    assertThat(digest("2026-11-25T23:00:00Z")).isNull();

    Announcement first = digest("2026-11-26T08:01:30Z");
    assertThat(first.id()).isEqualTo("digest:daily:2026-11-26");
    assertThat(first.acceptedAt()).isEqualTo("2026-11-26T08:00:00Z");
    // In pages, and without whom there is nothing for.
    assertThat(list.channel.recipients(first, null, 1))
        .extracting(Recipient::id)
        .containsExactly(ada.id());
    assertThat(list.channel.recipients(first, ada.id(), 10))
        .extracting(Recipient::id)
        .containsExactly(java.id());
    assertThat(send(first, ada)).contains("One", "Two");
    assertThat(send(first, java)).contains("One").doesNotContain("Two");

    at("2026-11-26T12:00:00Z");
    list.announcement("p3", "Three", "<p>3</p>", "ruby");
    Announcement second = digest("2026-11-27T08:02:00Z");
    assertThat(list.channel.recipients(second, null, 10))
        .extracting(Recipient::id)
        .containsExactly(ada.id(), ruby.id());
    assertThat(send(second, ada)).contains("Three").doesNotContain("One");
    assertThat(digest("2026-11-28T08:02:00Z")).isNull();
    // Friday's for those who want one a week.
    assertThat(list.announcements.all).containsKey("digest:weekly:2026-11-27");
  }

  @Test
  void sendsOneAfterAnOutageWithAllThatWasMissed() {
    Subscriber ada = list.subscriber("ada", Selection.ALL, Pace.DAILY);
    for (int day = 25; day < 29; day++) {
      at("2026-11-" + day + "T11:00:00Z");
      list.announcement("p" + day, "Day " + day, "<p>x</p>");
    }

    Announcement digest = digest("2026-11-29T03:00:00Z");

    assertThat(digests()).extracting(Announcement::id).containsOnlyOnce("digest:daily:2026-11-28");
    assertThat(send(digest, ada)).contains("Day 25", "Day 26", "Day 27").doesNotContain("Day 28");
  }

  @Test
  void isTheSameInEveryInstanceAndAfterACrash() {
    Subscriber ada = list.subscriber("ada", Selection.ALL, Pace.DAILY);
    at("2026-11-25T11:00:00Z");
    list.announcement("p1", "One", "<p>1</p>");
    Announcement digest = digest("2026-11-26T08:01:30Z");
    // It became live only now, although it was accepted before.
    at("2026-11-26T07:59:00Z");
    list.announcement("p2", "Two", "<p>2</p>");
    at("2026-11-26T08:05:00Z");
    list.announcements.all.remove(digest.id());
    SendingDigests other =
        new SendingDigests(list.otherInstance(database.get()), CALENDAR, list.clock);
    other.run();
    sending.run();

    assertThat(list.announcements.all).containsKey(digest.id());
    assertThat(send(digest, ada)).contains("One").doesNotContain("Two");
    assertThat(send(digest("2026-11-27T08:05:00Z"), ada)).contains("Two").doesNotContain("One");
  }

  @Test
  void repeatsTheSameDigestUntilItWasTakenAndNoOtherHoldsIt() {
    Subscriber ada = list.subscriber("ada", Selection.ALL, Pace.DAILY);
    at("2026-11-25T11:00:00Z");
    list.announcement("p1", "One", "<p>1</p>");
    Announcement first = digest("2026-11-26T08:01:30Z");
    list.sink.answer = new Result.Later("busy", MailboxStatus.UNBLAMED);
    assertThat(list.channel.attempt(first, delivery(first, ada))).isInstanceOf(Outcome.Retry.class);
    assertThat(list.channel.recipients(first, null, 10)).hasSize(1);
    list.sink.answer = new Result.Accepted();
    assertThat(send(first, ada)).contains("One");

    at("2026-11-26T11:00:00Z");
    list.announcement("p2", "Two", "<p>2</p>");
    Announcement second = digest("2026-11-27T08:01:30Z");
    assertThat(send(second, ada)).contains("Two").doesNotContain("One");
    // Whoever asks for the first again, a resend for example, gets nothing twice.
    list.sink.mails.clear();
    Subscriber now = list.subscribers.find(ada.id()).orElseThrow();
    assertThat(list.channel.attempt(first, delivery(first, now)))
        .isInstanceOf(Outcome.Skipped.class);
    assertThat(list.sink.mails).isEmpty();
  }

  /** What was announced before a change comes as it was chosen then, and nothing comes twice. */
  @ParameterizedTest
  @CsvSource({
    "AT_ONCE, DAILY",
    "AT_ONCE, WEEKLY",
    "DAILY, AT_ONCE",
    "DAILY, WEEKLY",
    "WEEKLY, AT_ONCE",
    "WEEKLY, DAILY",
  })
  void losesNothingToAChangeOfPaceAndRepeatsNothing(Pace before, Pace after) {
    Subscriber ada = list.subscriber("ada", Selection.ALL, before);
    at("2026-11-25T11:00:00Z");
    list.announcement("p1", "One", "<p>1</p>");
    // What was just accepted is not always told yet.
    at("2026-11-25T12:00:00Z");
    SubscriberFixtures.choose(list.subscribers, ada.id(), Selection.ALL, after, list.now);
    at("2026-11-25T13:00:00Z");
    list.announcement("p2", "Two", "<p>2</p>");
    at("2026-11-26T11:00:00Z");
    SubscriberFixtures.choose(list.subscribers, ada.id(), Selection.ALL, before, list.now);
    at("2026-11-26T12:00:00Z");
    list.announcement("p3", "Three", "<p>3</p>");

    for (int day = 26; day <= 30; day++) {
      at("2026-11-" + day + "T12:30:00Z");
      sending.run();
    }
    for (Announcement one : List.copyOf(list.announcements.all.values())) {
      sendToAll(one);
    }

    assertThat(list.sink.mails)
        .extracting(mail -> ReadMail.of(mail.content()).text())
        .satisfies(
            texts -> {
              for (String title : List.of("One", "Two", "Three")) {
                assertThat(texts).filteredOn(text -> text.contains(title)).as(title).hasSize(1);
              }
            });
  }

  @Test
  void holdsWhatWasChosenWhenItWasAnnounced() {
    Subscriber ada = list.subscriber("ada", Selection.tag("java"), Pace.DAILY);
    at("2026-11-25T11:00:00Z");
    list.announcement("p1", "One", "<p>1</p>", "java");
    list.announcement("p2", "Two", "<p>2</p>", "ruby");
    at("2026-11-25T12:00:00Z");
    SubscriberFixtures.choose(
        list.subscribers, ada.id(), Selection.tag("ruby"), Pace.DAILY, list.now);
    at("2026-11-25T13:00:00Z");
    list.announcement("p3", "Three", "<p>3</p>", "java");
    list.announcement("p4", "Four", "<p>4</p>", "ruby");

    assertThat(send(digest("2026-11-26T08:02:00Z"), ada))
        .contains("One", "Four")
        .doesNotContain("Two", "Three");
  }

  private void sendToAll(Announcement one) {
    for (Recipient to : list.channel.recipients(one, null, 10)) {
      list.channel.attempt(one, delivery(one, list.subscribers.find(to.id()).orElseThrow()));
    }
  }

  private void at(String time) {
    list.now = Instant.parse(time);
  }

  private List<Announcement> digests() {
    return list.announcements.all.values().stream()
        .filter(one -> one.type() == Type.DIGEST)
        .toList();
  }

  /** The daily digest that a look at a time leads to; null for none. */
  private Announcement digest(String time) {
    List<Announcement> before = digests();
    at(time);
    sending.run();
    sending.run();
    list.now = list.now.plus(Duration.ofSeconds(1));
    return digests().stream()
        .filter(one -> !before.contains(one) && one.id().contains(":daily:"))
        .findFirst()
        .orElse(null);
  }

  private String send(Announcement digest, Subscriber to) {
    Subscriber current = list.subscribers.find(to.id()).orElseThrow();
    assertThat(list.channel.attempt(digest, delivery(digest, current)))
        .isInstanceOf(Outcome.Delivered.class);
    return ReadMail.of(list.sink.mails.get(list.sink.mails.size() - 1).content()).text();
  }
}
