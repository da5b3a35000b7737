package dev.galley.feed.newsletter;

import static dev.galley.feed.newsletter.NewsletterFixtures.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.feed.FeedDatabase;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailboxStatus;
import dev.galley.feed.mail.Mailer.Result;
import dev.galley.feed.subscriber.Pace;
import dev.galley.feed.subscriber.Subscriber;
import dev.galley.feed.subscriber.Subscriber.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JudgingRefusalsTests {

  private static final int LAST = 10;

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private final List<Subscriber> readers = new ArrayList<>();
  private NewsletterFixtures list;
  private Subscriber ada;

  @BeforeEach
  void start() {
    list = new NewsletterFixtures(database.get());
    ada = list.subscriber("ada", Selection.ALL, Pace.AT_ONCE);
    for (int i = 0; i < 8; i++) {
      readers.add(list.subscriber("reader-" + i, Selection.ALL, Pace.AT_ONCE));
    }
  }

  @Test
  void countsAMailOnceItIsGivenUpAndNotItsAttempts() {
    for (int day = 0; day < 4; day++) {
      tellReaders(day);
      refuse(day, MailboxStatus.TROUBLED, LAST);
      list.now = list.now.plus(Duration.ofDays(1));
    }
    tellReaders(4);
    assertThat(state(ada)).isEqualTo(State.ACTIVE);
    refuse(4, MailboxStatus.TROUBLED, LAST - 1);
    assertThat(state(ada)).isEqualTo(State.ACTIVE);

    tell(ada, 4, new Result.Later("450 4.2.2 full", MailboxStatus.TROUBLED), LAST);

    assertThat(state(ada)).isEqualTo(State.BOUNCED);
  }

  @Test
  void beginsAnewWhenAMailWasTaken() {
    for (int day = 0; day < 8; day++) {
      tellReaders(day);
      refuse(day, MailboxStatus.TROUBLED, LAST);
      if (day == 3) {
        tell(ada, day, new Result.Accepted(), 1);
      }
      list.now = list.now.plus(Duration.ofDays(1));
    }

    assertThat(state(ada)).isEqualTo(State.ACTIVE);
  }

  @Test
  void blamesNobodyForAServerOrItsPolicy() {
    for (int day = 0; day < 10; day++) {
      tellReaders(day);
      refuse(day, MailboxStatus.UNBLAMED, LAST);
      tell(ada, day, new Result.Refused("554 5.7.1 no", MailboxStatus.UNBLAMED), 1);
      list.now = list.now.plus(Duration.ofDays(1));
    }

    assertThat(state(ada)).isEqualTo(State.ACTIVE);
  }

  @Test
  void stopsAMailboxThatIsGoneAtOnce() {
    tellReaders(0);

    assertThat(tell(ada, 0, new Result.Refused("550", MailboxStatus.GONE), 1))
        .isInstanceOf(Outcome.Gone.class);

    assertThat(state(ada)).isEqualTo(State.BOUNCED);
  }

  @Test
  void stopsNobodyWhileAServerRefusesEverybodyAndTellsTheOperatorsOnce() {
    Result gone = new Result.Refused("550 relay not permitted", MailboxStatus.GONE);
    Instant since = list.now;
    readers.forEach(reader -> tell(reader, 0, gone, 1));
    assertThat(tell(ada, 0, gone, 1)).isInstanceOf(Outcome.Rejected.class);
    list.refusals.look();
    assertThat(list.warned).isEmpty();

    list.now = list.now.plus(Duration.ofMinutes(1));
    list.refusals.look();
    list.refusals.look();

    assertThat(list.warned).containsExactly(since);
    assertThat(readers).extracting(this::state).containsOnly(State.ACTIVE);
    assertThat(state(ada)).isEqualTo(State.ACTIVE);

    tellReaders(1);
    list.refusals.look();
    assertThat(readers).extracting(this::state).containsOnly(State.ACTIVE);
    assertThat(list.warned).hasSize(1);
    assertThat(tell(ada, 2, gone, 1)).isInstanceOf(Outcome.Gone.class);
  }

  @Test
  void stopsGoneMailboxesAtTheBeginningOfAListByTheNextMail() {
    Result gone = new Result.Refused("550 5.1.1", MailboxStatus.GONE);
    for (int mail = 0; mail < 2; mail++) {
      for (int i = 0; i < 3; i++) {
        tell(readers.get(i), mail, gone, 1);
      }
      if (mail == 0) {
        assertThat(readers).extracting(this::state).containsOnly(State.ACTIVE);
      }
      for (int i = 3; i < 8; i++) {
        tell(readers.get(i), mail, new Result.Accepted(), 1);
      }
      list.now = list.now.plus(Duration.ofDays(7));
      list.refusals.look();
    }

    assertThat(readers.subList(0, 3)).extracting(this::state).containsOnly(State.BOUNCED);
    assertThat(readers.subList(3, 8)).extracting(this::state).containsOnly(State.ACTIVE);
    assertThat(list.warned).isEmpty();
  }

  @Test
  void takesThoseWhoAreTriedAgainForNoSignThatEverybodyIsRefused() {
    for (int day = 0; day < 5; day++) {
      for (Subscriber reader : readers) {
        tell(reader, day, new Result.Later("450 4.2.2 full", MailboxStatus.TROUBLED), LAST);
      }
      list.refusals.look();
      list.now = list.now.plus(Duration.ofDays(1));
    }

    assertThat(readers).extracting(this::state).containsOnly(State.BOUNCED);
    assertThat(list.warned).isEmpty();
  }

  @Test
  void bringsNobodyBackWhoLeftMeanwhile() {
    Result gone = new Result.Refused("550", MailboxStatus.GONE);
    tell(ada, 0, gone, 1);
    assertThat(state(ada)).isEqualTo(State.BOUNCED);
    list.subscribers.stop(ada.id(), State.COMPLAINED, "unwanted", list.now);

    readers.forEach(reader -> tell(reader, 0, gone, 1));

    assertThat(state(ada)).isEqualTo(State.COMPLAINED);
  }

  private void tellReaders(int mail) {
    readers.forEach(reader -> tell(reader, mail, new Result.Accepted(), 1));
  }

  private void refuse(int mail, MailboxStatus mailbox, int attempts) {
    for (int attempt = 1; attempt <= attempts; attempt++) {
      // Others get mails between two attempts.
      tellReaders(mail);
      tell(ada, mail, new Result.Later("450 refused", mailbox), attempt);
    }
  }

  private Outcome tell(Subscriber to, int mail, Result answer, int attempt) {
    Announcement post = list.announcement("p" + mail, "Week", "<p>x</p>");
    Delivery first = delivery(post, to);
    list.sink.answer = answer;
    return list.channel.attempt(
        post,
        new Delivery(
            first.id(),
            1,
            "1",
            post.id(),
            "email",
            to.id(),
            first.label(),
            post.acceptedAt(),
            Delivery.State.WAITING,
            attempt - 1,
            false,
            null,
            null,
            List.of()));
  }

  private State state(Subscriber of) {
    return list.subscribers.find(of.id()).orElseThrow().state();
  }
}
