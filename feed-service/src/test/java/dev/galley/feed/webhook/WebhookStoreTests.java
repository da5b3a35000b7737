package dev.galley.feed.webhook;

import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.feed.FeedDatabase;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.webhook.Delivery.Attempt;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the deliveries need of the store. */
class WebhookStoreTests {

  private static final Instant NOW = Instant.parse("2017-11-03T16:33:23.123456Z");

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
  void opensALedgerEntryOnce() {
    MongoDeliveries ledger = new MongoDeliveries(database.get());
    ledger.createIndexes();
    Delivery entry = entry("a", 1);

    assertThat(ledger.open(entry)).isTrue();
    assertThat(ledger.open(entry)).isFalse();
    ledger.write(entry.delivered(new Attempt(1, NOW, 12, 204, "answered 204", "")));

    assertThat(ledger.find(entry.id()))
        .get()
        .satisfies(
            found -> {
              assertThat(found.state()).isEqualTo(Delivery.State.DELIVERED);
              assertThat(found.attempts()).hasSize(1);
              assertThat(found.payload()).isEqualTo(entry.payload());
            });
  }

  @Test
  void listsTheDeliveriesOfAWebhookNewestFirst() {
    MongoDeliveries ledger = new MongoDeliveries(database.get());
    ledger.createIndexes();
    List<Delivery> entries = List.of(entry("a", 1), entry("a", 2), entry("b", 3), entry("a", 4));
    entries.forEach(ledger::open);

    List<Delivery> newest = ledger.of("a", null, 2);
    assertThat(newest).extracting(Delivery::revision).containsExactly(4L, 2L);
    assertThat(ledger.of("a", newest.get(1).sequence(), 2))
        .extracting(Delivery::revision)
        .containsExactly(1L);
  }

  @Test
  void handsPendingDeliveriesToWhoeverIsAlive() {
    PendingDeliveries pending = new MongoPendingDeliveries(database.get());
    pending.add(new PendingDelivery("1", "a", NOW, "here"));
    pending.add(new PendingDelivery("1", "a", NOW, "there"));
    pending.add(new PendingDelivery("2", "a", NOW, "there"));
    pending.alive("here", NOW.plusSeconds(90));
    pending.alive("there", NOW.plusSeconds(90));

    assertThat(pending.claim("here", NOW)).extracting(PendingDelivery::id).containsExactly("1");
    assertThat(pending.claim("here", NOW.plusSeconds(91)))
        .extracting(PendingDelivery::id)
        .containsExactlyInAnyOrder("1", "2");
    assertThat(pending.isOwned("2", "here")).isTrue();
    assertThat(pending.isOwned("2", "there")).isFalse();

    pending.reschedule("2", NOW.plusSeconds(300));
    pending.remove("1");
    assertThat(pending.claim("here", NOW))
        .containsExactly(new PendingDelivery("2", "a", NOW.plusSeconds(300), "here"));
  }

  private static Delivery entry(String webhook, long revision) {
    MessageWriter messages =
        new MessageWriter(new SiteProperties(URI.create("https://example.org"), "Site", "en"));
    Message message = messages.of(EntryFixtures.entry(published(revision))).get(0);
    Webhook to = webhook(webhook);
    return Delivery.open(Delivery.id(to, message), to, message, NOW);
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
}
