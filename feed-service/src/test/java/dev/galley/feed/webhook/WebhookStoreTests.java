package dev.galley.feed.webhook;

import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.feed.FeedDatabase;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.store.RecordDocuments;
import dev.galley.feed.webhook.Deliveries.Lease;
import dev.galley.feed.webhook.Delivery.Attempt;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the deliveries need of the store. */
class WebhookStoreTests {

  private static final Instant NOW = Instant.parse("2017-11-03T16:33:23.123456Z");
  private static final Attempt ATTEMPT = new Attempt(1, NOW, 12, 204, "answered 204", "");

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  @Test
  void givesBackWebhooksAndLosesNoChange() {
    Webhooks webhooks = new MongoWebhooks(database.get());
    webhooks.add(webhook("a"));
    webhooks.add(webhook("b"));

    webhooks.update("a", webhook -> webhook.with(webhook.circuit().disabled("Test")));

    assertThat(webhooks.find("b")).contains(webhook("b"));
    assertThat(webhooks.find("a"))
        .contains(webhook("a").with(Circuit.GOOD.disabled("Test")).withVersion(2));
    assertThat(webhooks.all()).extracting(Webhook::id).containsExactly("a", "b");
    assertThat(webhooks.update("none", webhook -> webhook)).isEmpty();
    assertThat(webhooks.remove("a")).isTrue();
    assertThat(webhooks.remove("a")).isFalse();
  }

  @Test
  void opensADeliveryOnce() {
    MongoDeliveries deliveries = deliveries();
    Delivery first = delivery("a", 1);
    Delivery second = delivery("b", 1);

    assertThat(deliveries.open(List.of(first), lease("here", 6), NOW)).containsExactly(first);
    assertThat(deliveries.open(List.of(first, second), lease("there", 6), NOW))
        .containsExactly(second);
    assertThat(deliveries.find(List.of(first.id(), second.id(), "none")))
        .containsOnlyKeys(first.id(), second.id());
    assertThat(deliveries.find(first.id())).contains(first);
  }

  @Test
  void listsTheDeliveriesOfAWebhookNewestFirst() {
    MongoDeliveries deliveries = deliveries();
    List<Delivery> opened =
        List.of(delivery("a", 1), delivery("a", 2), delivery("b", 3), delivery("a", 4));
    deliveries.open(opened, lease("here", 6), NOW);

    List<Delivery> newest = deliveries.of("a", null, 2);
    assertThat(newest).extracting(Delivery::revision).containsExactly(4L, 2L);
    assertThat(deliveries.of("a", newest.get(1).sequence(), 2))
        .extracting(Delivery::revision)
        .containsExactly(1L);
  }

  @Test
  void listsNothingOfWhatWasSaid() {
    MongoDeliveries deliveries = deliveries();
    Delivery attempted =
        Delivery.test(webhook("a"), message(1), NOW)
            .delivered(new Attempt(1, NOW, 12, 200, "answered 200", "Thank you"));
    deliveries.add(attempted);

    Delivery listed = deliveries.of("a", null, 2).get(0);
    assertThat(listed.payload()).isNull();
    assertThat(listed.attempts())
        .containsExactly(new Attempt(1, NOW, 12, 200, "answered 200", null));
    assertThat(deliveries.find(attempted.id())).contains(attempted);
  }

  @Test
  void handsADueDeliveryToOneAtATime() {
    MongoDeliveries deliveries = deliveries();
    Delivery due = delivery("a", 1);
    Delivery later = delivery("b", 1).postponed(NOW.plusSeconds(60));
    deliveries.open(List.of(due, later), lease("here", 6), NOW);

    assertThat(claim(deliveries, "there", 5)).isEmpty();
    Delivery claimed = claim(deliveries, "there", 7).orElseThrow();
    assertThat(claimed).isEqualTo(due.withVersion(1));
    assertThat(claim(deliveries, "here", 8)).isEmpty();

    assertThat(deliveries.renew(due, lease("here", 20))).as("lost").isFalse();
    deliveries.renew(List.of(due.id()), lease("here", 20));
    assertThat(deliveries.write(due.retrying(ATTEMPT, NOW), null)).as("lost").isEmpty();
    deliveries.renew(List.of(due.id()), lease("there", 20));
    assertThat(claim(deliveries, "here", 19)).isEmpty();
    assertThat(deliveries.renew(claimed, lease("there", 30))).isTrue();
    assertThat(claim(deliveries, "here", 29)).isEmpty();

    Delivery retried =
        deliveries.write(claimed.retrying(ATTEMPT, NOW.plusSeconds(40)), null).orElseThrow();
    assertThat(deliveries.find(due.id())).contains(retried);
    assertThat(claim(deliveries, "here", 39)).isEmpty();
    assertThat(claim(deliveries, "here", 41)).contains(retried.withVersion(3));
    assertThat(deliveries.claim(lease("here", 67), NOW.plusSeconds(61), Set.of(due.id()), Set.of()))
        .map(Delivery::id)
        .contains(later.id());
  }

  @Test
  void leavesOutWhatIsHeldAndWhoIsBusy() {
    MongoDeliveries deliveries = deliveries();
    Delivery one = delivery("a", 1);
    Delivery other = delivery("b", 1);
    deliveries.open(List.of(one, other), lease("here", 1), NOW);

    assertThat(
            deliveries.claim(lease("here", 9), NOW.plusSeconds(2), Set.of(one.id()), Set.of("b")))
        .isEmpty();
  }

  @Test
  void settlesOnlyWhatNobodyHasReopened() {
    MongoDeliveries deliveries = deliveries();
    Delivery opened = delivery("a", 1);
    deliveries.open(List.of(opened), lease("here", 6), NOW);
    assertThat(deliveries.reopen(opened.again(NOW), lease("there", 6), NOW)).isEmpty();
    Delivery ended = deliveries.write(opened.delivered(ATTEMPT), lease("here", 6)).orElseThrow();
    assertThat(claim(deliveries, "there", 7)).as("the timeline is not told").isPresent();
    deliveries.settle(ended);
    assertThat(claim(deliveries, "here", 20)).as("claimed since, so not settled").isPresent();

    Delivery current = deliveries.find(opened.id()).orElseThrow();
    deliveries.settle(current);
    assertThat(claim(deliveries, "here", 600)).isEmpty();
    assertThat(deliveries.reopen(current.again(NOW), lease("here", 6), NOW)).isPresent();
  }

  @Test
  void keepsAMessageOnceAndUntilItIsSettledAndOld() {
    MongoDeliveries deliveries = deliveries();
    Delivery waiting = delivery("a", 1);
    Delivery settled = delivery("a", 2);
    assertThat(deliveries.keep(message(1), NOW)).isTrue();
    assertThat(deliveries.keep(message(1), NOW)).isFalse();
    deliveries.keep(message(2), NOW);
    deliveries.open(List.of(waiting, settled), lease("here", 6), NOW);
    deliveries.settle(settled);
    assertThat(payloads(deliveries, List.of(waiting, settled)))
        .containsEntry(waiting.id(), message(1).payload())
        .containsEntry(settled.id(), message(2).payload());

    deliveries.removePayloads(NOW);
    assertThat(payloads(deliveries, List.of(waiting, settled))).hasSize(2);
    deliveries.removePayloads(NOW.plusSeconds(1));
    assertThat(payloads(deliveries, List.of(waiting, settled))).containsOnlyKeys(waiting.id());
  }

  @Test
  void takesOverWhatTheReleaseBeforeLeft() {
    Document waiting = old(delivery("a", 1), message(1).payload());
    Document delivered = old(delivery("a", 2).delivered(ATTEMPT), message(2).payload());
    Document lost = old(delivery("a", 3), message(3).payload());
    database.get().getCollection("ledger").insertMany(List.of(waiting, delivered, lost));
    database
        .get()
        .getCollection("pending")
        .insertOne(
            new Document("_id", waiting.getString("_id"))
                .append("dueAt", NOW.plusSeconds(60).toString())
                .append("owner", "gone"));
    database
        .get()
        .getCollection("couriers")
        .insertOne(new Document("_id", "gone").append("aliveUntil", 1L));

    MongoDeliveries deliveries = deliveries();

    assertThat(claim(deliveries, "here", 59)).map(Delivery::revision).contains(3L);
    assertThat(claim(deliveries, "here", 59)).isEmpty();
    Delivery claimed = claim(deliveries, "here", 61).orElseThrow();
    assertThat(claimed).isEqualTo(deliveries.find(claimed.id()).orElseThrow());
    assertThat(payloads(deliveries, List.of(claimed)))
        .containsEntry(claimed.id(), message(1).payload());
    Delivery old = deliveries.find(delivered.getString("_id")).orElseThrow();
    assertThat(deliveries.reopen(old.again(NOW), lease("here", 6), NOW)).isPresent();
    deliveries.settle(deliveries.find(old.id()).orElseThrow());
    deliveries.removePayloads(Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(payloads(deliveries, List.of(old.withVersion(1))))
        .as("as it was read before")
        .hasSize(1);
    assertThat(deliveries.find(old.id()).orElseThrow().payload()).isNull();
  }

  @Test
  void forgetsAPost() {
    MongoDeliveries deliveries = deliveries();
    Delivery settled = delivery("a", 1);
    Delivery waiting = delivery("b", 1);
    deliveries.keep(message(1), NOW);
    deliveries.open(List.of(settled, waiting), lease("here", 6), NOW);
    deliveries.settle(settled);

    deliveries.forget("another");
    assertThat(deliveries.find(settled.id())).isPresent();
    deliveries.forget(EntryFixtures.POST);

    assertThat(deliveries.find(settled.id())).isEmpty();
    assertThat(deliveries.find(waiting.id())).as("still to be done").isPresent();
  }

  private MongoDeliveries deliveries() {
    MongoDeliveries deliveries = new MongoDeliveries(database.get());
    deliveries.prepare();
    return deliveries;
  }

  private static Optional<Delivery> claim(MongoDeliveries deliveries, String owner, int second) {
    return deliveries.claim(lease(owner, second + 6), NOW.plusSeconds(second), Set.of(), Set.of());
  }

  @Test
  void keepsNothingOfADeletedPostButThatItLeft() {
    MongoDeliveries deliveries = deliveries();
    Message left = message(2);
    Delivery over = delivery("a", 1);
    Delivery told = delivery("a", 2);
    deliveries.keep(message(1), NOW);
    deliveries.keep(left, NOW);
    deliveries.open(List.of(over, told), lease("here", 6), NOW);
    deliveries.settle(over);
    deliveries.settle(told);

    deliveries.erase(left);

    assertThat(deliveries.find(List.of(over.id(), told.id()))).containsOnlyKeys(told.id());
    assertThat(payloads(deliveries, List.of(over, told))).containsOnlyKeys(told.id());
  }

  private static Lease lease(String owner, int untilSecond) {
    return new Lease(owner, NOW.plusSeconds(untilSecond));
  }

  /** As the release before stored it. */
  private static Document old(Delivery delivery, String payload) {
    Document document = new RecordDocuments<>(Delivery.class).document(delivery.id(), delivery);
    document.remove("version");
    return document.append("payload", payload);
  }

  private static Message message(long revision) {
    MessageWriter messages =
        new MessageWriter(new SiteProperties(URI.create("https://example.org"), "Site", "en"));
    return messages.of(EntryFixtures.entry(published(revision))).get(0);
  }

  private static Delivery delivery(String webhook, long revision) {
    return Delivery.open(webhook(webhook), message(revision), NOW);
  }

  private static Webhook webhook(String id) {
    return new Webhook(
        id,
        new WebhookSettings(
            URI.create("https://subscriber.example/x"), null, Set.of(), Set.of("a"), Set.of()),
        List.of(new Webhook.SealedSecret("v1:x", NOW, null)),
        NOW,
        NOW,
        Circuit.GOOD,
        1);
  }

  /** The bodies that are kept, by the delivery's id. */
  private static Map<String, String> payloads(MongoDeliveries deliveries, List<Delivery> of) {
    Map<String, String> kept = new HashMap<>();
    of.forEach(one -> deliveries.payload(one).ifPresent(body -> kept.put(one.id(), body)));
    return kept;
  }
}
