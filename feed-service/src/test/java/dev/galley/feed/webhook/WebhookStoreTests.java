package dev.galley.feed.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.feed.FeedDatabase;
import dev.galley.feed.channel.Circuit;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What webhooks need of the store. */
class WebhookStoreTests {

  private static final Instant NOW = Instant.parse("2017-11-03T16:33:23.123456Z");

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  @Test
  void givesBackWebhooksAndLosesNoChange() {
    Webhooks webhooks = new MongoWebhooks(database.get());
    webhooks.add(webhook("a"));
    webhooks.add(webhook("b"));

    webhooks.update("a", webhook -> webhook.with(webhook.circuit().switchedOff()));

    assertThat(webhooks.find("b")).contains(webhook("b"));
    assertThat(webhooks.find("a"))
        .contains(webhook("a").with(Circuit.GOOD.switchedOff()).withVersion(2));
    assertThat(webhooks.all()).extracting(Webhook::id).containsExactly("a", "b");
    assertThat(webhooks.update("none", webhook -> webhook)).isEmpty();
    assertThat(webhooks.remove("a")).isTrue();
    assertThat(webhooks.remove("a")).isFalse();
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
