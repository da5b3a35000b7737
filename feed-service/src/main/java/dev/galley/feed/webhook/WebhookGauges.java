package dev.galley.feed.webhook;

import dev.galley.stream.observing.BackgroundGauges;
import io.micrometer.core.instrument.Tags;

/** How many webhooks are on and how many are switched off: {@code galley.webhooks}. */
final class WebhookGauges {

  private final Webhooks webhooks;

  WebhookGauges(Webhooks webhooks, BackgroundGauges gauges) {
    this.webhooks = webhooks;
    add("active", true, gauges);
    add("disabled", false, gauges);
  }

  private void add(String state, boolean enabled, BackgroundGauges gauges) {
    gauges.add(
        "galley.webhooks",
        "Webhooks by whether they are called",
        Tags.of("state", state),
        () -> count(enabled));
  }

  private long count(boolean enabled) {
    return webhooks.all().stream()
        .filter(webhook -> webhook.circuit().enabled() == enabled)
        .count();
  }
}
