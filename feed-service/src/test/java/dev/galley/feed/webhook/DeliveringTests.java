package dev.galley.feed.webhook;

import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.galley.event.PostPublished;
import dev.galley.event.Receipt;
import dev.galley.event.Receipt.Outcome;
import dev.galley.event.Update;
import dev.galley.feed.http.Answer;
import dev.galley.feed.secret.SigningSecret;
import dev.galley.feed.webhook.Delivery.State;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeliveringTests {

  private static final Answer BROKEN = new Answer.Failed(500, "answered 500", "", null);

  private final WebhookMachinery deliveries = new WebhookMachinery();

  @Test
  void deliversWhatIsAnnouncedAtOnceAndOnce() {
    deliveries.webhook();

    deliveries.live(published(1));
    deliveries.live(published(1));
    deliveries.time.pass(Duration.ofDays(1));

    assertThat(deliveries.calls).hasSize(1);
    assertThat(deliveries.receipts())
        .singleElement()
        .satisfies(
            receipt -> {
              assertThat(receipt.step()).isEqualTo("webhook");
              assertThat(receipt.outcome()).isEqualTo(Outcome.SUCCEEDED);
              assertThat(receipt.targetName()).isEqualTo("subscriber.example");
              assertThat(receipt.revision()).isEqualTo(1);
              assertThat(receipt.attempt()).isEqualTo(1);
            });
    assertThat(deliveries.ledger.unsettled()).isEmpty();
    assertThat(
            deliveries
                .meters
                .counter("galley.notifications", "channel", "webhook", "outcome", "succeeded")
                .count())
        .isEqualTo(1);
  }

  @Test
  void triesForThreeDaysOnTheScheduleUnderOneId() {
    deliveries.script = call -> BROKEN;
    deliveries.webhook();
    Instant start = deliveries.time.instant();

    deliveries.live(published(1));
    deliveries.time.pass(Duration.ofDays(4));

    List<Duration> waits =
        List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    Instant due = start;
    for (int call = 0; call < waits.size(); call++) {
      due = due.plus(waits.get(call));
      assertThat(deliveries.calls.get(call).at()).as("attempt %d", call + 1).isEqualTo(due);
    }
    assertThat(deliveries.calls).hasSize(10);
    assertThat(deliveries.calls)
        .extracting(call -> call.headers().get("webhook-id"))
        .containsOnly(deliveries.calls.get(0).headers().get("webhook-id"));
    assertThat(deliveries.receipts())
        .extracting(Receipt::outcome)
        .containsExactly(
            Outcome.RETRYING,
            Outcome.RETRYING,
            Outcome.RETRYING,
            Outcome.RETRYING,
            Outcome.RETRYING,
            Outcome.RETRYING,
            Outcome.RETRYING,
            Outcome.RETRYING,
            Outcome.RETRYING,
            Outcome.FAILED);
    assertThat(deliveries.receipts().get(9).reason())
        .isEqualTo("answered 500, the last of 10 attempts");
    assertThat(deliveries.ledger.unsettled()).isEmpty();
  }

  @Test
  void signsEveryAttemptSoThatASubscribersLibraryAcceptsIt() throws Exception {
    deliveries.script = call -> call < 3 ? BROKEN : new Answer.Accepted(200, "");
    var created =
        deliveries.managing.create(
            new WebhookRequest("https://a.example/hook", null, null, null, null));

    deliveries.live(published(1));
    deliveries.time.pass(Duration.ofMinutes(10));

    assertThat(deliveries.calls).hasSize(3);
    // The library compares with the real time; its signature covers ours.
    Webhook library = new Webhook(created.secret().shown());
    for (WebhookMachinery.Call call : deliveries.calls) {
      assertThat(call.headers().get("webhook-timestamp"))
          .isEqualTo(Long.toString(call.at().getEpochSecond()));
      assertThat(call.headers().get("webhook-signature"))
          .isEqualTo(
              library.sign(
                  call.headers().get("webhook-id"), call.at().getEpochSecond(), call.body()));
    }
  }

  @Test
  void signsWithBothSecretsWhileTheyAreExchanged() throws Exception {
    var created =
        deliveries.managing.create(
            new WebhookRequest("https://a.example/hook", null, null, null, null));
    var rotated = deliveries.managing.rotate(created.webhook().id());
    Instant now = Instant.now();
    String body = "{}";
    String header =
        SigningSecret.signatures(
            deliveries.current(created.webhook()).activeSecrets(deliveries.time.instant()).stream()
                .map(s -> SigningSecret.of(deliveries.box.open(s.sealed(), created.webhook().id())))
                .toList(),
            "msg_1",
            now,
            body);
    HttpHeaders headers =
        HttpHeaders.of(
            Map.of(
                "webhook-id", List.of("msg_1"),
                "webhook-timestamp", List.of(Long.toString(now.getEpochSecond())),
                "webhook-signature", List.of(header)),
            (name, value) -> true);

    new Webhook(created.secret().shown()).verify(body, headers);
    new Webhook(rotated.secret().shown()).verify(body, headers);

    deliveries.time.pass(Duration.ofHours(25));
    assertThat(deliveries.current(created.webhook()).activeSecrets(deliveries.time.instant()))
        .hasSize(1);
  }

  @Test
  void doesNotComeEarlierThanTheEndpointAsked() {
    deliveries.script =
        call ->
            call == 1
                ? new Answer.Failed(429, "answered 429", "", Duration.ofMinutes(20))
                : new Answer.Accepted(200, "");
    deliveries.webhook();
    Instant start = deliveries.time.instant();

    deliveries.live(published(1));
    deliveries.time.pass(Duration.ofHours(1));

    assertThat(deliveries.calls).hasSize(2);
    assertThat(deliveries.calls.get(1).at()).isEqualTo(start.plus(Duration.ofMinutes(20)));
  }

  @Test
  void switchesAnEndpointOffThatIsGone() {
    deliveries.script = call -> new Answer.Gone("");
    var webhook = deliveries.webhook();

    deliveries.live(published(1));
    deliveries.live(published("other", 1, Update.FIRST));
    deliveries.time.pass(Duration.ofDays(1));

    assertThat(deliveries.calls).hasSize(1);
    assertThat(deliveries.current(webhook).circuit().enabled()).isFalse();
    assertThat(deliveries.current(webhook).circuit().disabledReason()).contains("410");
    assertThat(deliveries.receipts()).extracting(Receipt::outcome).containsExactly(Outcome.FAILED);
  }

  @Test
  void switchesAnEndpointOffThatFailsForFiveDays() {
    deliveries.script = call -> BROKEN;
    var webhook = deliveries.webhook();

    for (int day = 0; day <= 6; day++) {
      deliveries.live(published("post-" + day, 1, Update.FIRST));
      deliveries.time.pass(Duration.ofDays(1));
    }

    Circuit circuit = deliveries.current(webhook).circuit();
    assertThat(circuit.enabled()).isFalse();
    assertThat(circuit.disabledReason()).startsWith("It has failed since 2017-11-03 16:32 UTC");
    deliveries.time.pass(Duration.ofDays(5));
    assertThat(deliveries.ledger.unsettled()).isEmpty();
    assertThat(deliveries.ledger.all()).extracting(Delivery::state).containsOnly(State.FAILED);
  }

  @Test
  void leavesAnEndpointAloneThatKeepsFailing() {
    deliveries.script = call -> BROKEN;
    deliveries.webhook();
    for (int post = 0; post < 50; post++) {
      deliveries.live(published("post-" + post, 1, Update.FIRST));
    }

    deliveries.time.pass(Duration.ofHours(1));

    assertThat(deliveries.calls.size()).as("calls in an hour").isBetween(6, 15);
    assertThat(deliveries.receipts())
        .as("every waiting post says so")
        .extracting(Receipt::postId)
        .contains("post-49");
  }

  @Test
  void catchesUpWhenAnEndpointIsBack() {
    deliveries.script = call -> call <= 10 ? BROKEN : new Answer.Accepted(200, "");
    var webhook = deliveries.webhook();
    for (int post = 0; post < 50; post++) {
      deliveries.live(published("post-" + post, 1, Update.FIRST));
    }

    deliveries.time.pass(Duration.ofDays(1));

    assertThat(deliveries.ledger.all())
        .hasSize(50)
        .extracting(Delivery::state)
        .containsOnly(State.DELIVERED);
    assertThat(deliveries.current(webhook).circuit()).isEqualTo(Circuit.GOOD);
  }

  @Test
  void neverCallsAForbiddenAddressAgain() {
    deliveries.script = call -> new Answer.Forbidden("leads to an address that is not public");
    deliveries.webhook();

    deliveries.live(published(1));
    deliveries.time.pass(Duration.ofDays(4));

    assertThat(deliveries.calls).hasSize(1);
    assertThat(deliveries.receipts())
        .singleElement()
        .extracting(Receipt::outcome)
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void continuesAfterARestart() {
    deliveries.script = call -> call == 1 ? BROKEN : new Answer.Accepted(200, "");
    deliveries.webhook();
    deliveries.live(published(1));
    VirtualTime before = deliveries.time;

    deliveries.restart();
    before.pass(Duration.ofMinutes(1));

    assertThat(deliveries.calls).hasSize(2);
    assertThat(deliveries.ledger.unsettled()).isEmpty();
  }

  @Test
  void tellsTheTimelineAfterACrashBetweenLedgerAndReceipt() {
    deliveries.webhook();
    deliveries.live(published(1));
    Delivery entry = deliveries.ledger.all().get(0);
    deliveries.receipts.clear();
    deliveries.ledger.stored.put(
        entry.id(), new InMemoryDeliveries.Stored(entry, deliveries.time.instant(), null));

    deliveries.restart();

    assertThat(deliveries.calls).as("nothing is sent again").hasSize(1);
    assertThat(deliveries.receipts())
        .singleElement()
        .extracting(Receipt::outcome)
        .isEqualTo(Outcome.SUCCEEDED);
    assertThat(deliveries.ledger.unsettled()).isEmpty();
  }

  @Test
  void sendsAgainWhatAPersonAsksForUnderTheSameId() {
    deliveries.script = call -> call <= 10 ? BROKEN : new Answer.Accepted(200, "");
    deliveries.webhook();
    PostPublished post = published(1);
    deliveries.live(post);
    deliveries.time.pass(Duration.ofDays(4));
    assertThat(deliveries.calls).hasSize(10);

    deliveries.retry(post);
    Delivery entry = deliveries.ledger.all().get(0);
    deliveries.dispatcher.resend(entry);

    assertThat(deliveries.calls).hasSize(12);
    assertThat(
            deliveries.calls.stream()
                .map(call -> call.headers().get("webhook-id"))
                .collect(Collectors.toSet()))
        .hasSize(1);
    assertThat(deliveries.ledger.find(entry.id()).orElseThrow().attempts().get(11).number())
        .isEqualTo(12);
  }

  @Test
  void hurriesADeliveryThatWaits() {
    deliveries.script = call -> call == 1 ? BROKEN : new Answer.Accepted(200, "");
    deliveries.webhook();
    deliveries.live(published(POST, 1, Update.FIRST));

    deliveries.dispatcher.resend(deliveries.ledger.all().get(0));

    assertThat(deliveries.calls).hasSize(2);
    deliveries.time.pass(Duration.ofDays(1));
    assertThat(deliveries.calls).hasSize(2);
  }

  @Test
  void pingsWithoutTheTimeline() {
    var webhook = deliveries.webhook(Set.of(Message.UNPUBLISHED), Set.of(), Set.of());

    Delivery ping = deliveries.testing.ping(webhook);

    assertThat(ping.state()).isEqualTo(State.DELIVERED);
    assertThat(deliveries.calls.get(0).body()).contains("\"type\":\"ping\"");
    assertThat(deliveries.receipts()).isEmpty();
  }
}
