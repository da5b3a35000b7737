package dev.galley.feed.webhook;

import dev.galley.feed.http.Answer;
import dev.galley.feed.http.Endpoint;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.http.TargetRefused;
import dev.galley.feed.secret.SecretBox;
import dev.galley.feed.secret.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Signs a message and calls its endpoint (Standard Webhooks 1.0). */
final class CallingEndpoints {

  private final Endpoint endpoint;
  private final TargetPolicy policy;
  private final SecretBox box;

  CallingEndpoints(Endpoint endpoint, TargetPolicy policy, SecretBox box) {
    this.endpoint = endpoint;
    this.policy = policy;
    this.box = box;
  }

  Answer call(Webhook webhook, String messageId, String payload, Instant now) {
    try {
      // What was allowed when the webhook was made may be configured away since.
      policy.accept(webhook.settings().url().toString());
    } catch (TargetRefused e) {
      return new Answer.Forbidden("The address " + e.getMessage());
    }
    List<SigningSecret> secrets =
        webhook.activeSecrets(now).stream()
            .map(secret -> SigningSecret.of(box.open(secret.sealed(), webhook.id())))
            .toList();
    return endpoint.post(
        webhook.settings().url(),
        Map.of(
            "webhook-id", messageId,
            "webhook-timestamp", Long.toString(now.getEpochSecond()),
            "webhook-signature", SigningSecret.signatures(secrets, messageId, now, payload)),
        payload.getBytes(StandardCharsets.UTF_8));
  }
}
