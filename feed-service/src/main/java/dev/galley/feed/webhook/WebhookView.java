package dev.galley.feed.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.galley.feed.channel.Circuit;
import dev.galley.feed.secret.SigningSecret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as the API shows it.
 *
 * @param url masked for those who may not change it
 * @param gaveUpAt when it was switched off for failing; absent once a person has seen that
 * @param secret only in the answer to its creation
 */
record WebhookView(
    String id,
    String url,
    String name,
    List<String> types,
    List<String> tags,
    List<String> kinds,
    boolean enabled,
    @Nullable String disabledReason,
    int failures,
    @Nullable Instant failingSince,
    @Nullable Instant gaveUpAt,
    Instant createdAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

  static WebhookView of(Webhook webhook) {
    return of(webhook, webhook.settings().url().toString(), null);
  }

  static WebhookView withSecret(Webhook webhook, SigningSecret secret) {
    return of(webhook, webhook.settings().url().toString(), secret);
  }

  static WebhookView masked(Webhook webhook) {
    return of(webhook, MaskedUrl.of(webhook.settings().url()), null);
  }

  private static WebhookView of(Webhook webhook, String url, @Nullable SigningSecret secret) {
    WebhookSettings wanted = webhook.settings();
    Circuit circuit = webhook.circuit();
    return new WebhookView(
        webhook.id(),
        url,
        wanted.displayName(),
        wanted.types().stream().sorted().toList(),
        wanted.tags().stream().sorted().toList(),
        wanted.kinds().stream().sorted().toList(),
        circuit.enabled(),
        circuit.disabledReason(),
        circuit.failures(),
        circuit.failingSince(),
        circuit.gaveUpAt(),
        webhook.createdAt(),
        secret == null ? null : secret.shown());
  }
}
