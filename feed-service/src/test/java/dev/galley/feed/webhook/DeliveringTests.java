package dev.galley.feed.webhook;

import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.standardwebhooks.Webhook;
import dev.galley.event.PostPublished;
import dev.galley.event.Receipt;
import dev.galley.event.Receipt.Outcome;
import dev.galley.event.Update;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Delivery.State;
import dev.galley.feed.announcement.Machinery;
import dev.galley.feed.channel.Circuit;
import dev.galley.feed.http.Answer;
import dev.galley.feed.secret.SigningSecret;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeliveringTests {

  private static final Answer BROKEN = new Answer.Failed(500, "answered 500", "", null);

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private WebhookMachinery webhooks;
  private Machinery deliveries;

  @BeforeEach
  void start() {
    webhooks = new WebhookMachinery(database.get());
    deliveries = webhooks.machinery;
  }

  @Test
  void deliversWhatIsAnnouncedAtOnceAndOnce() {
    webhooks.webhook();

    deliveries.live(published(1));
    deliveries.live(published(1));
    deliveries.pass(Duration.ofDays(1));

    assertThat(webhooks.calls).hasSize(1);
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
    assertThat(deliveries.unsettled()).isZero();
    assertThat(
            deliveries
                .meters
                .counter("galley.notifications", "channel", "webhook", "outcome", "succeeded")
                .count())
        .isEqualTo(1);
  }

  @Test
  void triesForThreeDaysOnTheScheduleUnderOneId() {
    webhooks.script = call -> BROKEN;
    webhooks.webhook();
    Instant start = deliveries.time.instant();

    deliveries.live(published(1));
    deliveries.pass(Duration.ofDays(4));

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
      assertThat(webhooks.calls.get(call).at()).as("attempt %d", call + 1).isEqualTo(due);
    }
    assertThat(webhooks.calls).hasSize(10);
    assertThat(webhooks.calls)
        .extracting(call -> call.headers().get("webhook-id"))
        .containsOnly(webhooks.calls.get(0).headers().get("webhook-id"));
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
    assertThat(deliveries.unsettled()).isZero();
  }

  @Test
  void signsEveryAttemptSoThatASubscribersLibraryAcceptsIt() throws Exception {
    webhooks.script = call -> call < 3 ? BROKEN : new Answer.Accepted(200, "");
    var created =
        webhooks.managing.create(
            new WebhookRequest("https://a.example/hook", null, null, null, null));

    deliveries.live(published(1));
    deliveries.pass(Duration.ofMinutes(10));

    assertThat(webhooks.calls).hasSize(3);
    // The library compares with the real time; its signature covers ours.
    Webhook library = new Webhook(created.secret().shown());
    for (WebhookMachinery.Call call : webhooks.calls) {
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
        webhooks.managing.create(
            new WebhookRequest("https://a.example/hook", null, null, null, null));
    var rotated = webhooks.managing.rotate(created.webhook().id());
    Instant now = Instant.now();
    String body = "{}";
    String header =
        SigningSecret.signatures(
            webhooks.current(created.webhook()).activeSecrets(deliveries.time.instant()).stream()
                .map(s -> SigningSecret.of(webhooks.box.open(s.sealed(), created.webhook().id())))
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

    deliveries.pass(Duration.ofHours(25));
    assertThat(webhooks.current(created.webhook()).activeSecrets(deliveries.time.instant()))
        .hasSize(1);
  }

  @Test
  void doesNotComeEarlierThanTheEndpointAsked() {
    webhooks.script =
        call ->
            call == 1
                ? new Answer.Failed(429, "answered 429", "", Duration.ofMinutes(20))
                : new Answer.Accepted(200, "");
    webhooks.webhook();
    Instant start = deliveries.time.instant();

    deliveries.live(published(1));
    deliveries.pass(Duration.ofHours(1));

    assertThat(webhooks.calls).hasSize(2);
    assertThat(webhooks.calls.get(1).at()).isEqualTo(start.plus(Duration.ofMinutes(20)));
  }

  @Test
  void switchesAnEndpointOffThatIsGone() {
    webhooks.script = call -> new Answer.Gone("");
    var webhook = webhooks.webhook();

    deliveries.live(published(1));
    deliveries.live(published("other", 1, Update.FIRST));
    deliveries.pass(Duration.ofDays(1));

    assertThat(webhooks.calls).hasSize(1);
    assertThat(webhooks.current(webhook).circuit().enabled()).isFalse();
    assertThat(webhooks.current(webhook).circuit().disabledReason()).contains("410");
    assertThat(deliveries.receipts()).extracting(Receipt::outcome).containsExactly(Outcome.FAILED);
  }

  @Test
  void switchesAnEndpointOffThatFailsForFiveDays() {
    webhooks.script = call -> BROKEN;
    var webhook = webhooks.webhook();

    for (int day = 0; day <= 6; day++) {
      deliveries.live(published("post-" + day, 1, Update.FIRST));
      deliveries.pass(Duration.ofDays(1));
    }

    Circuit circuit = webhooks.current(webhook).circuit();
    assertThat(circuit.enabled()).isFalse();
    assertThat(circuit.disabledReason()).startsWith("It has failed since 2017-11-03 16:32 UTC");
    deliveries.pass(Duration.ofDays(5));
    assertThat(deliveries.unsettled()).isZero();
    assertThat(deliveries.deliveries()).extracting(Delivery::state).containsOnly(State.FAILED);
  }

  @Test
  void leavesAnEndpointAloneThatKeepsFailing() {
    webhooks.script = call -> BROKEN;
    webhooks.webhook();
    for (int post = 0; post < 20; post++) {
      deliveries.live(published("post-" + post, 1, Update.FIRST));
    }

    deliveries.pass(Duration.ofHours(1));

    assertThat(webhooks.calls.size()).as("calls in an hour").isBetween(6, 15);
    assertThat(deliveries.receipts())
        .as("every waiting post says so")
        .extracting(Receipt::postId)
        .contains("post-19");
  }

  @Test
  void catchesUpWhenAnEndpointIsBack() {
    webhooks.script = call -> call <= 10 ? BROKEN : new Answer.Accepted(200, "");
    var webhook = webhooks.webhook();
    for (int post = 0; post < 20; post++) {
      deliveries.live(published("post-" + post, 1, Update.FIRST));
    }

    deliveries.pass(Duration.ofDays(1));

    assertThat(deliveries.deliveries())
        .hasSize(20)
        .extracting(Delivery::state)
        .containsOnly(State.DELIVERED);
    assertThat(webhooks.current(webhook).circuit()).isEqualTo(Circuit.GOOD);
  }

  @Test
  void neverCallsAForbiddenAddressAgain() {
    webhooks.script = call -> new Answer.Forbidden("leads to an address that is not public");
    webhooks.webhook();

    deliveries.live(published(1));
    deliveries.pass(Duration.ofDays(4));

    assertThat(webhooks.calls).hasSize(1);
    assertThat(deliveries.receipts())
        .singleElement()
        .extracting(Receipt::outcome)
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void continuesAfterARestart() {
    webhooks.script = call -> call == 1 ? BROKEN : new Answer.Accepted(200, "");
    webhooks.webhook();
    deliveries.live(published(1));

    deliveries.restart();
    deliveries.pass(Duration.ofMinutes(1));

    assertThat(webhooks.calls).hasSize(2);
    assertThat(deliveries.unsettled()).isZero();
  }

  @Test
  void tellsTheTimelineAfterACrashBetweenLedgerAndReceipt() {
    webhooks.webhook();
    deliveries.live(published(1));
    Delivery entry = deliveries.deliveries().get(0);
    deliveries.receipts.clear();
    database
        .get()
        .getCollection("deliveries")
        .updateOne(
            Filters.eq(entry.id()),
            Updates.set(
                "next",
                new Document("channel", "webhook")
                    .append("at", Date.from(deliveries.time.instant()))));

    deliveries.restart();

    assertThat(webhooks.calls).as("nothing is sent again").hasSize(1);
    assertThat(deliveries.receipts())
        .singleElement()
        .extracting(Receipt::outcome)
        .isEqualTo(Outcome.SUCCEEDED);
    assertThat(deliveries.unsettled()).isZero();
  }

  @Test
  void sendsAgainWhatAPersonAsksForUnderTheSameId() {
    webhooks.script = call -> call <= 10 ? BROKEN : new Answer.Accepted(200, "");
    webhooks.webhook();
    PostPublished post = published(1);
    deliveries.live(post);
    deliveries.pass(Duration.ofDays(4));
    assertThat(webhooks.calls).hasSize(10);

    deliveries.retry(post);
    Delivery entry = deliveries.deliveries().get(0);
    webhooks.resend(entry);

    assertThat(webhooks.calls).hasSize(12);
    assertThat(
            webhooks.calls.stream()
                .map(call -> call.headers().get("webhook-id"))
                .collect(Collectors.toSet()))
        .hasSize(1);
    assertThat(deliveries.deliveries().get(0).attempts().get(11).number()).isEqualTo(12);
  }

  @Test
  void hurriesADeliveryThatWaits() {
    webhooks.script = call -> call == 1 ? BROKEN : new Answer.Accepted(200, "");
    webhooks.webhook();
    deliveries.live(published(POST, 1, Update.FIRST));

    webhooks.resend(deliveries.deliveries().get(0));

    assertThat(webhooks.calls).hasSize(2);
    deliveries.pass(Duration.ofDays(1));
    assertThat(webhooks.calls).hasSize(2);
  }

  @Test
  void pingsWithoutTheTimeline() {
    var webhook = webhooks.webhook(Set.of(MessageWriter.UNPUBLISHED), Set.of(), Set.of());

    Delivery ping =
        deliveries
            .first()
            .log
            .test(
                webhooks.channel,
                webhook.recipient(),
                MessageWriter.ping(deliveries.time.instant()))
            .delivery();

    assertThat(ping.state()).isEqualTo(State.DELIVERED);
    assertThat(webhooks.calls.get(0).body()).contains("\"type\":\"ping\"");
    assertThat(deliveries.receipts()).isEmpty();
  }
}
