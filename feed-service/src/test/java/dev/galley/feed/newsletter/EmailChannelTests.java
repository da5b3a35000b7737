package dev.galley.feed.newsletter;

import static dev.galley.feed.newsletter.NewsletterFixtures.content;
import static dev.galley.feed.newsletter.NewsletterFixtures.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.galley.event.Update;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailboxStatus;
import dev.galley.feed.mail.Mailer.Result;
import dev.galley.feed.mail.ReadMail;
import dev.galley.feed.subscriber.Pace;
import dev.galley.feed.subscriber.Subscriber;
import dev.galley.feed.subscriber.Subscriber.State;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmailChannelTests {

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private NewsletterFixtures list;

  @BeforeEach
  void start() {
    list = new NewsletterFixtures(database.get());
  }

  @Test
  void tellsWhoTakesSuchPostsAtOnceAndWasThereBefore() {
    Subscriber all = list.subscriber("all", Selection.ALL, Pace.AT_ONCE);
    Subscriber java = list.subscriber("java", Selection.tag("java"), Pace.AT_ONCE);
    Subscriber ada = list.subscriber("ada", Selection.author("ada"), Pace.AT_ONCE);
    list.subscriber("ruby", Selection.tag("ruby"), Pace.AT_ONCE);
    list.subscriber("weekly", Selection.ALL, Pace.WEEKLY);
    Subscriber ended = list.subscriber("ended", Selection.ALL, Pace.AT_ONCE);
    list.subscribers.end(ended.id(), list.now);
    list.now = list.now.plusSeconds(1);
    Announcement post = list.announcement("p1", "Week 1", "<p>x</p>", "java");
    list.subscriber("late", Selection.ALL, Pace.AT_ONCE);

    assertThat(list.channel.recipients(post, null, 2))
        .extracting(Recipient::id)
        .containsExactly(all.id(), java.id());
    assertThat(list.channel.recipients(post, java.id(), 2))
        .containsExactly(new Recipient(ada.id(), "a subscriber"));
    assertThat(
            list.channel.recipients(
                new Announcement(
                    "p1:4",
                    Type.UNPUBLICATION,
                    "p1",
                    4,
                    list.now,
                    UUID.randomUUID(),
                    post.content()),
                null,
                2))
        .isEmpty();
    assertThat(
            list.channel.recipients(
                new Announcement(
                    "p2:1",
                    Type.PUBLICATION,
                    "p2",
                    1,
                    list.now.plusSeconds(9),
                    UUID.randomUUID(),
                    content("About", "page", "<p>x</p>", List.of())),
                null,
                2))
        .isEmpty();
  }

  /** Subscribers choose a tag by the address of its list. */
  @Test
  void tellsWhoTakesATagThatIsWrittenDifferentlyInAddresses() {
    Subscriber ci = list.subscriber("ci", Selection.tag("CI-CD"), Pace.AT_ONCE);
    list.now = list.now.plusSeconds(1);
    Announcement post = list.announcement("p1", "Week 1", "<p>x</p>", "CI/CD");

    assertThat(list.channel.recipients(post, null, 2))
        .extracting(Recipient::id)
        .containsExactly(ci.id());
  }

  @Test
  void writesWhatMailboxProvidersAskFor() {
    Subscriber ada = list.subscriber("ada", Selection.ALL, Pace.AT_ONCE);
    Announcement post =
        list.announcement(
            "p1",
            "Grüße\r\nBcc: eve@evil.example",
            "<p>See <a href=\"/a\">a</a> <img src=\"b.png\" alt=\"B\"></p><p onclick=\"x\">y</p>");

    assertThat(list.channel.attempt(post, delivery(post, ada)))
        .isInstanceOf(Outcome.Delivered.class);

    ReadMail mail = ReadMail.of(list.sink.mails.get(0).content());
    assertThat(mail.message().getSubject()).isEqualTo("Grüße Bcc: eve@evil.example");
    assertThat(mail.header("Bcc")).isEmpty();
    assertThat(mail.message().getMessageId())
        .isEqualTo("<p1.3." + list.links.report(ada.id()) + "@site.example>");
    assertThat(mail.header("List-Unsubscribe"))
        .containsExactly("<" + list.links.end(ada.id()) + ">");
    assertThat(mail.header("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
    assertThat(mail.header("List-Id")).containsExactly("<posts.site.example>");
    assertThat(mail.header("Precedence")).containsExactly("bulk");
    assertThat(mail.text())
        .contains("See a <https://site.example/a> [B]")
        .contains("unsubscribe <" + list.links.end(ada.id()) + ">")
        .contains("Galley, 1 High Street, London")
        .doesNotContain("galley.invalid");
    assertThat(mail.html())
        .contains("src=\"https://site.example/b.png\"", "href=\"" + list.links.settings(ada.id()))
        .doesNotContain("galley.invalid", "onclick");
  }

  /** Else it would be unclear for each subscriber, though nothing was sent. */
  @Test
  void triesAgainWhatCouldNotEvenBeWritten() {
    Subscriber ada = list.subscriber("ada", Selection.ALL, Pace.AT_ONCE);
    Announcement broken = list.announcement("p1", null, "<p>x</p>");

    assertThat(list.channel.attempt(broken, delivery(broken, ada)))
        .isInstanceOf(Outcome.Retry.class);
    assertThat(list.sink.mails).isEmpty();
  }

  @Test
  void saysTheTitleOnce() {
    Subscriber ada = list.subscriber("ada", Selection.ALL, Pace.AT_ONCE);
    Announcement post =
        list.announcement(
            "p1",
            "Week 1 & 2",
            "<h1 id=\"x\">Week 1 &amp; 2</h1>\n<p>Hello.</p><h2>Week 1 & 2</h2>");

    list.channel.attempt(post, delivery(post, ada));

    assertThat(list.sink.lastText())
        .startsWith(
            """
            Week 1 & 2 <https://site.example/week-1>
            ========================================

            Ada, 25 November 2026

            Hello.

            Week 1 & 2
            ----------
            """);
  }

  @Test
  void noPostSendsAReadersLinksElsewhere() {
    Subscriber ada = list.subscriber("ada", Selection.ALL, Pace.AT_ONCE);
    Announcement post =
        list.announcement(
            "p1",
            "Week 1",
            "<img src=\"https://evil.example/?https://settings.galley.invalid/\">"
                + "<img src=\"https://evil.example/?https://end.galley.invalid/\">");

    list.channel.attempt(post, delivery(post, ada));

    assertThat(ReadMail.of(list.sink.mails.get(0).content()).html())
        .contains("https://evil.example/?https://settings.galley.invalid/\"")
        .contains("https://evil.example/?https://end.galley.invalid/\"");
  }

  @Test
  void sendsTheBeginningOfALongPost() {
    Subscriber ada = list.subscriber("ada", Selection.ALL, Pace.AT_ONCE);
    Announcement post = list.announcement("p1", "Week 1", "<p>" + "long ".repeat(1_000) + "</p>");

    list.channel.attempt(post, delivery(post, ada));

    assertThat(list.sink.lastText())
        .contains("The beginning", "Read it on the site <https://site.example/week-1>")
        .doesNotContain("long long");
  }

  @Test
  void tellsTheDispatcherWhatBecameOfAMail() {
    Subscriber ada = list.subscriber("ada", Selection.ALL, Pace.AT_ONCE);
    Announcement post = list.announcement("p1", "Week 1", "<p>x</p>");

    list.sink.answer = new Result.Later("451 later", MailboxStatus.UNBLAMED);
    assertThat(list.channel.attempt(post, delivery(post, ada)))
        .isEqualTo(new Outcome.Retry(null, "451 later"));
    list.sink.answer = new Result.Unclear("no answer");
    assertThat(list.channel.attempt(post, delivery(post, ada)))
        .isEqualTo(new Outcome.Unclear("perhaps it was taken: no answer"));
    list.sink.answer = new Result.Refused("554 spam", MailboxStatus.UNBLAMED);
    assertThat(list.channel.attempt(post, delivery(post, ada)))
        .isEqualTo(new Outcome.Rejected("554 spam"));
    assertThat(list.subscribers.find(ada.id())).map(Subscriber::state).contains(State.ACTIVE);

    list.sink.answer = new Result.Away("away");
    assertThat(list.channel.attempt(post, delivery(post, ada)))
        .isEqualTo(new Outcome.Postponed(Duration.ofSeconds(15), "away"));
    int asked = list.sink.mails.size();
    assertThat(list.channel.attempt(post, delivery(post, ada)))
        .isInstanceOf(Outcome.Postponed.class);
    assertThat(list.sink.mails).hasSize(asked);

    list.now = list.now.plusSeconds(15);
    list.sink.answer = new Result.Refused("550 5.1.1 unknown", MailboxStatus.GONE);
    assertThat(list.channel.attempt(post, delivery(post, ada)))
        .isEqualTo(new Outcome.Gone("550 5.1.1 unknown"));
    assertThat(list.subscribers.find(ada.id())).map(Subscriber::state).contains(State.BOUNCED);
    assertThat(list.channel.attempt(post, delivery(post, ada)))
        .isEqualTo(new Outcome.Skipped("gets no mails any more"));
  }

  @Test
  void takesAStoreThatIsAwayForNoUnknownOutcome() {
    Subscriber ada = list.subscriber("ada", Selection.ALL, Pace.AT_ONCE);
    Announcement post = list.announcement("p1", "Week 1", "<p>x</p>");
    try (MongoClient away =
        MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=50")) {
      NewsletterFixtures withoutStore = new NewsletterFixtures(away.getDatabase("away"));

      assertThat(withoutStore.channel.attempt(post, delivery(post, ada)))
          .isEqualTo(new Outcome.Postponed(Duration.ofSeconds(5), "the store does not answer"));
      assertThat(withoutStore.sink.mails).isEmpty();
    }
  }

  @Test
  void doesNotSendWhatHasLeftTheSite() {
    Subscriber ada = list.subscriber("ada", Selection.ALL, Pace.AT_ONCE);
    Announcement post = list.announcement(EntryFixtures.POST, "Week 1", "<p>x</p>");
    EntryFixtures.follow(list.live, EntryFixtures.published(EntryFixtures.POST, 3, Update.FIRST));
    EntryFixtures.follow(list.live, EntryFixtures.unpublished(4));

    assertThat(list.channel.attempt(post, delivery(post, ada)))
        .isEqualTo(new Outcome.Skipped("the post had left the site before"));
    assertThat(list.sink.mails).isEmpty();
  }

  @Test
  void correctsWhatSubscribersWereSent() {
    Subscriber got = list.subscriber("got", Selection.ALL, Pace.AT_ONCE);
    Subscriber perhaps = list.subscriber("perhaps", Selection.ALL, Pace.AT_ONCE);
    Subscriber soon = list.subscriber("soon", Selection.ALL, Pace.AT_ONCE);
    Subscriber refused = list.subscriber("refused", Selection.ALL, Pace.AT_ONCE);
    Subscriber digest = list.subscriber("digest", Selection.ALL, Pace.DAILY);
    Subscriber other = list.subscriber("other", Selection.tag("ruby"), Pace.DAILY);
    Subscriber later = list.subscriber("later", Selection.ALL, Pace.WEEKLY);
    Subscriber left = list.subscriber("left", Selection.ALL, Pace.AT_ONCE);
    list.now = list.now.plusSeconds(1);
    Announcement post = list.announcement("p1", "Week 1", "<p>x</p>");
    list.now = list.now.plusSeconds(1);
    list.subscriber("late", Selection.ALL, Pace.AT_ONCE);
    list.digests.announce(Pace.DAILY, "digest:daily:2026-11-25", list.now);
    Announcement daily = list.announcements.find("digest:daily:2026-11-25").orElseThrow();
    list.told.put(post, got, Delivery.State.DELIVERED);
    list.told.put(post, perhaps, Delivery.State.UNCLEAR);
    list.told.put(post, soon, Delivery.State.WAITING);
    list.told.put(post, refused, Delivery.State.FAILED);
    list.told.put(post, left, Delivery.State.DELIVERED);
    list.told.put(daily, digest, Delivery.State.DELIVERED);
    list.told.put(daily, other, Delivery.State.DELIVERED);
    list.subscribers.end(left.id(), list.now);
    Announcement correction =
        new Announcement(
            "p1:3:correction:1",
            Type.CORRECTION,
            "p1",
            3,
            list.now,
            UUID.randomUUID(),
            NewsletterController.correction(post.content(), "It was 5, not <b>7</b>."));

    assertThat(list.channel.recipients(correction, null, 10))
        .extracting(Recipient::id)
        .containsExactly(got.id(), perhaps.id(), soon.id(), digest.id());
    assertThat(list.channel.recipients(correction, perhaps.id(), 1))
        .extracting(Recipient::id)
        .containsExactly(soon.id());
    assertThat(list.channel.attempt(correction, delivery(correction, soon)))
        .isInstanceOf(Outcome.Postponed.class);
    list.told.put(post, soon, Delivery.State.SKIPPED);
    for (Subscriber without : List.of(soon, refused, other, later)) {
      assertThat(list.channel.attempt(correction, delivery(correction, without)))
          .isEqualTo(new Outcome.Skipped("did not get what it corrects"));
    }
    assertThat(list.sink.mails).isEmpty();
    for (Subscriber with : List.of(got, perhaps, digest)) {
      assertThat(list.channel.attempt(correction, delivery(correction, with)))
          .isInstanceOf(Outcome.Delivered.class);
    }

    ReadMail mail = ReadMail.of(list.sink.mails.get(0).content());
    assertThat(mail.message().getSubject()).isEqualTo("Correction: Week 1");
    assertThat(mail.text()).contains("It was 5, not <b>7</b>.");
  }
}
