package dev.galley.feed.webhook;

import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.Receipt;
import dev.galley.event.Receipt.Outcome;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Delivery.State;
import dev.galley.feed.announcement.Machinery;
import dev.galley.feed.http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What several instances, and people, do to one delivery at the same time. */
class LeaseTests {

  private static final Answer BROKEN = new Answer.Failed(500, "answered 500", "", null);
  private static final Answer ACCEPTED = new Answer.Accepted(204, "");

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private WebhookMachinery webhooks;
  private Machinery deliveries;

  @BeforeEach
  void start() {
    webhooks = new WebhookMachinery(database.get());
    deliveries = webhooks.machinery;
  }

  @Test
  void letsOneOfSeveralInstancesMakeEachAttempt() {
    deliveries.process();
    deliveries.process();
    webhooks.script = call -> call <= 5 ? BROKEN : ACCEPTED;
    webhooks.webhook();

    deliveries.live(published(1));
    deliveries.pass(Duration.ofDays(2));

    assertThat(webhooks.calls).hasSize(6);
    assertThat(delivery().attempts())
        .extracting(Delivery.Attempt::number)
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void takesUpWithinSecondsWhatAKilledProcessHadBegun() {
    webhooks.script =
        call -> {
          if (call == 1) {
            throw new IllegalStateException("Killed");
          }
          return ACCEPTED;
        };
    webhooks.webhook();
    deliveries.live(published(1));

    deliveries.restart();
    Instant ready = deliveries.time.instant();
    deliveries.pass(Duration.ofMinutes(1));

    assertThat(webhooks.calls).hasSize(2);
    assertThat(webhooks.calls.get(1).at()).isBefore(ready.plusSeconds(10));
    assertThat(delivery().state()).isEqualTo(State.DELIVERED);
    assertThat(deliveries.unsettled()).isZero();
  }

  @Test
  void keepsTheLeaseWhileAnAttemptTakesItsTime() {
    deliveries.process();
    webhooks.script =
        call -> {
          for (int second = 0; second < 15; second++) {
            deliveries.pass(Duration.ofSeconds(1));
          }
          return ACCEPTED;
        };
    webhooks.webhook();

    deliveries.live(published(1));
    deliveries.pass(Duration.ofMinutes(1));

    assertThat(webhooks.calls).hasSize(1);
    assertThat(delivery().state()).isEqualTo(State.DELIVERED);
  }

  @Test
  void writesNoOutcomeOverThatOfAnotherInstance() {
    webhooks.script =
        call -> {
          if (call == 1) {
            // This process stands still, and another one takes over and delivers.
            deliveries.time.pass(Duration.ofSeconds(10));
            deliveries.process();
            return BROKEN;
          }
          return ACCEPTED;
        };
    webhooks.webhook();

    deliveries.live(published(1));
    deliveries.pass(Duration.ofDays(1));

    assertThat(webhooks.calls).hasSize(2);
    assertThat(delivery().state()).isEqualTo(State.DELIVERED);
    assertThat(delivery().attempts()).hasSize(1);
    assertThat(deliveries.receipts())
        .extracting(Receipt::outcome)
        .containsExactly(Outcome.SUCCEEDED);
  }

  @Test
  void sendsNothingAgainWhileAnAttemptIsUnderWay() {
    List<Delivery> answers = new ArrayList<>();
    webhooks.script =
        call -> {
          deliveries.process();
          answers.add(webhooks.resend(delivery()));
          return ACCEPTED;
        };
    webhooks.webhook();

    deliveries.live(published(1));
    deliveries.pass(Duration.ofDays(1));

    assertThat(answers).extracting(Delivery::state).containsOnly(State.WAITING);
    assertThat(webhooks.calls).hasSize(1);
    assertThat(delivery().state()).isEqualTo(State.DELIVERED);
  }

  @Test
  void leavesADeliveredOneAloneThatAPersonSawWaiting() {
    webhooks.script = call -> call == 1 ? BROKEN : ACCEPTED;
    webhooks.webhook();
    deliveries.live(published(1));
    Delivery seen = delivery();
    deliveries.pass(Duration.ofMinutes(1));

    Delivery answer = webhooks.resend(seen);
    deliveries.pass(Duration.ofDays(1));

    assertThat(answer.state()).isEqualTo(State.DELIVERED);
    assertThat(webhooks.calls).hasSize(2);
    assertThat(delivery().state()).isEqualTo(State.DELIVERED);
  }

  private Delivery delivery() {
    return deliveries.deliveries().get(0);
  }
}
