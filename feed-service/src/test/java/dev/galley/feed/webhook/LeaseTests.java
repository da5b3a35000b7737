package dev.galley.feed.webhook;

import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.Receipt;
import dev.galley.event.Receipt.Outcome;
import dev.galley.feed.http.Answer;
import dev.galley.feed.webhook.Delivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What several instances, and people, do to one delivery at the same time. */
class LeaseTests {

  private static final Answer BROKEN = new Answer.Failed(500, "answered 500", "", null);
  private static final Answer ACCEPTED = new Answer.Accepted(204, "");

  private final WebhookMachinery deliveries = new WebhookMachinery();

  @Test
  void letsOneOfSeveralInstancesMakeEachAttempt() {
    deliveries.process();
    deliveries.process();
    deliveries.script = call -> call <= 5 ? BROKEN : ACCEPTED;
    deliveries.webhook();

    deliveries.live(published(1));
    deliveries.time.pass(Duration.ofDays(2));

    assertThat(deliveries.calls).hasSize(6);
    assertThat(delivery().attempts())
        .extracting(Delivery.Attempt::number)
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void takesUpWithinSecondsWhatAKilledProcessHadBegun() {
    deliveries.script =
        call -> {
          if (call == 1) {
            throw new IllegalStateException("Killed");
          }
          return ACCEPTED;
        };
    deliveries.webhook();
    deliveries.live(published(1));

    deliveries.restart();
    Instant ready = deliveries.time.instant();
    deliveries.time.pass(Duration.ofMinutes(1));

    assertThat(deliveries.calls).hasSize(2);
    assertThat(deliveries.calls.get(1).at()).isBefore(ready.plusSeconds(10));
    assertThat(delivery().state()).isEqualTo(State.DELIVERED);
    assertThat(deliveries.ledger.unsettled()).isEmpty();
  }

  @Test
  void keepsTheLeaseWhileAnAttemptTakesItsTime() {
    deliveries.process();
    deliveries.script =
        call -> {
          deliveries.time.pass(Duration.ofSeconds(15));
          return ACCEPTED;
        };
    deliveries.webhook();

    deliveries.live(published(1));
    deliveries.time.pass(Duration.ofMinutes(1));

    assertThat(deliveries.calls).hasSize(1);
    assertThat(delivery().state()).isEqualTo(State.DELIVERED);
  }

  @Test
  void writesNoOutcomeOverThatOfAnotherInstance() {
    deliveries.script =
        call -> {
          if (call == 1) {
            // This process stands still, and another one takes over and delivers.
            deliveries.time.forget();
            deliveries.process();
            deliveries.time.pass(Duration.ofSeconds(10));
            return BROKEN;
          }
          return ACCEPTED;
        };
    deliveries.webhook();

    deliveries.live(published(1));
    deliveries.time.pass(Duration.ofDays(1));

    assertThat(deliveries.calls).hasSize(2);
    assertThat(delivery().state()).isEqualTo(State.DELIVERED);
    assertThat(delivery().attempts()).hasSize(1);
    assertThat(deliveries.receipts())
        .extracting(Receipt::outcome)
        .containsExactly(Outcome.SUCCEEDED);
  }

  @Test
  void sendsNothingAgainWhileAnAttemptIsUnderWay() {
    List<Delivery> answers = new ArrayList<>();
    deliveries.script =
        call -> {
          answers.add(deliveries.process().resend(delivery()));
          answers.add(deliveries.dispatcher.resend(delivery()));
          return ACCEPTED;
        };
    deliveries.webhook();

    deliveries.live(published(1));
    deliveries.time.pass(Duration.ofDays(1));

    assertThat(answers).extracting(Delivery::state).containsOnly(State.WAITING);
    assertThat(deliveries.calls).hasSize(1);
    assertThat(delivery().state()).isEqualTo(State.DELIVERED);
  }

  @Test
  void leavesADeliveredOneAloneThatAPersonSawWaiting() {
    deliveries.script = call -> call == 1 ? BROKEN : ACCEPTED;
    deliveries.webhook();
    deliveries.live(published(1));
    Delivery seen = delivery();
    deliveries.time.pass(Duration.ofMinutes(1));

    Delivery answer = deliveries.dispatcher.resend(seen);
    deliveries.time.pass(Duration.ofDays(1));

    assertThat(answer.state()).isEqualTo(State.DELIVERED);
    assertThat(deliveries.calls).hasSize(2);
    assertThat(delivery().state()).isEqualTo(State.DELIVERED);
  }

  @Test
  void keepsTheMessageOfAnAnnouncementOnce() {
    deliveries.webhook();
    deliveries.webhook();

    deliveries.live(published(1));

    assertThat(deliveries.ledger.messages).hasSize(1);
    assertThat(deliveries.ledger.all())
        .hasSize(2)
        .extracting(Delivery::payload)
        .containsOnlyNulls();
    assertThat(deliveries.calls)
        .extracting(WebhookMachinery.Call::body)
        .containsOnly(deliveries.ledger.messages.values().iterator().next());
  }

  private Delivery delivery() {
    return deliveries.ledger.all().get(0);
  }
}
