package dev.galley.feed.webhook;

import dev.galley.feed.channel.Circuit;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.http.TargetRefused;
import dev.galley.feed.secret.SecretBox;
import dev.galley.feed.secret.SigningSecret;
import dev.galley.feed.webhook.Webhook.SealedSecret;
import dev.galley.stream.codec.EventIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes, changes and removes webhooks, and has each change recorded before it is made. */
final class ManagingWebhooks {

  /** Where it is recorded that somebody does something. */
  @FunctionalInterface
  interface Audit {

    /**
     * Returns when it is durable; what cannot be recorded is not done.
     *
     * @param action such as {@code webhook-created}
     */
    void record(String action, String webhookId, String detail);
  }

  /**
   * A webhook with a secret that is shown this once.
   *
   * @param secret the new one
   */
  record WithSecret(Webhook webhook, SigningSecret secret) {}

  /** There is no such webhook, or no such delivery of it. */
  static final class WebhookUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WebhookUnknown() {
      super("There is no such webhook or delivery");
    }
  }

  /** The configured number of webhooks is reached. */
  static final class TooManyWebhooks extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyWebhooks(int max) {
      super("There are " + max + " webhooks already, and no more are allowed");
    }
  }

  /** A webhook asked for a type of message that does not exist. */
  static final class TypeUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TypeUnknown() {
      super("must be among " + String.join(", ", MessageWriter.TYPES));
    }
  }

  private final Webhooks webhooks;
  private final TargetPolicy policy;
  private final SecretBox box;
  private final int max;
  private final Duration secretOverlap;
  private final Audit audit;
  private final Clock clock;

  ManagingWebhooks(
      Webhooks webhooks,
      TargetPolicy policy,
      SecretBox box,
      int max,
      Duration secretOverlap,
      Audit audit,
      Clock clock) {
    this.webhooks = webhooks;
    this.policy = policy;
    this.box = box;
    this.max = max;
    this.secretOverlap = secretOverlap;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Makes a webhook that is told of everything accepted from now on.
   *
   * @throws TargetRefused when the address may not be called
   * @throws TypeUnknown when it asks for something that does not exist
   * @throws TooManyWebhooks when there is no room for another
   */
  WithSecret create(WebhookRequest request) {
    if (webhooks.all().size() >= max) {
      throw new TooManyWebhooks(max);
    }
    Instant now = clock.instant();
    String id = EventIds.next().toString();
    SigningSecret secret = SigningSecret.generate();
    Webhook webhook =
        new Webhook(
            id,
            new WebhookSettings(
                policy.accept(request.url()),
                request.name(),
                known(orNone(request.types())),
                orNone(request.tags()),
                orNone(request.kinds())),
            List.of(new SealedSecret(box.seal(secret.bytes(), id), now, null)),
            now,
            now,
            Circuit.GOOD,
            1);
    record("webhook-created", webhook);
    webhooks.add(webhook);
    // Whoever added one at the same moment had not seen this one; who looks last sees all.
    if (webhooks.all().size() > max) {
      remove(id);
      throw new TooManyWebhooks(max);
    }
    return new WithSecret(webhook, secret);
  }

  /** Changes what the request names. */
  Webhook change(String id, WebhookPatch patch) {
    Instant now = clock.instant();
    record("webhook-changed", changed(get(id), patch, now));
    return webhooks
        .update(id, webhook -> changed(webhook, patch, now))
        .orElseThrow(WebhookUnknown::new);
  }

  private Webhook changed(Webhook webhook, WebhookPatch patch, Instant now) {
    WebhookSettings before = webhook.settings();
    WebhookSettings after =
        new WebhookSettings(
            patch.url() == null ? before.url() : policy.accept(patch.url()),
            patch.name() == null ? before.name() : patch.name(),
            patch.types() == null ? before.types() : known(patch.types()),
            patch.tags() == null ? before.tags() : patch.tags(),
            patch.kinds() == null ? before.kinds() : patch.kinds());
    boolean sameFilters =
        after.types().equals(before.types())
            && after.tags().equals(before.tags())
            && after.kinds().equals(before.kinds());
    Webhook changed = webhook.with(after);
    if (Boolean.TRUE.equals(patch.enabled()) && !webhook.circuit().enabled()) {
      return changed.with(Circuit.GOOD).withSince(now);
    }
    if (Boolean.FALSE.equals(patch.enabled())) {
      changed = changed.with(webhook.circuit().switchedOff());
    }
    return sameFilters ? changed : changed.withSince(now);
  }

  /** Gives a webhook a new secret; the one before stays valid for a while. */
  WithSecret rotate(String id) {
    SigningSecret secret = SigningSecret.generate();
    Instant now = clock.instant();
    record("webhook-changed", get(id), ", a new secret");
    return webhooks
        .update(
            id,
            webhook ->
                webhook.withNewSecret(box.seal(secret.bytes(), id), now, now.plus(secretOverlap)))
        .map(webhook -> new WithSecret(webhook, secret))
        .orElseThrow(WebhookUnknown::new);
  }

  List<Webhook> all() {
    return webhooks.all();
  }

  Webhook get(String id) {
    Optional<Webhook> webhook = webhooks.find(id);
    return webhook.orElseThrow(WebhookUnknown::new);
  }

  void remove(String id) {
    record("webhook-removed", get(id));
    if (!webhooks.remove(id)) {
      throw new WebhookUnknown();
    }
  }

  private void record(String action, Webhook webhook) {
    record(action, webhook, webhook.circuit().enabled() ? "" : ", switched off");
  }

  private void record(String action, Webhook webhook, String more) {
    WebhookSettings settings = webhook.settings();
    audit.record(
        action, webhook.id(), settings.displayName() + ", " + MaskedUrl.of(settings.url()) + more);
  }

  private static Set<String> orNone(@Nullable Set<String> filter) {
    return filter == null ? Set.of() : filter;
  }

  private static Set<String> known(Set<String> types) {
    if (!MessageWriter.TYPES.containsAll(types)) {
      throw new TypeUnknown();
    }
    return types;
  }
}
