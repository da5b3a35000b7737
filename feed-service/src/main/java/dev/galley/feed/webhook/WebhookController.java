package dev.galley.feed.webhook;

import dev.galley.feed.access.Rights;
import dev.galley.feed.announcement.DeliveryLog;
import dev.galley.feed.announcement.DeliveryLog.Logged;
import dev.galley.feed.announcement.DeliveryLog.Resent;
import dev.galley.feed.webhook.ManagingWebhooks.WebhookUnknown;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks over HTTP. */
@RestController
@RequestMapping("/api/webhooks")
class WebhookController {

  private static final int MAX_PAGE = 200;

  /**
   * A part of a list.
   *
   * @param next the cursor of the next part; absent at the end
   */
  record Page<T>(List<T> items, @Nullable String next) {}

  /**
   * A new secret.
   *
   * @param previousExpiresAt until when the one before is used as well
   */
  record RotatedSecret(String secret, @Nullable Instant previousExpiresAt) {}

  private final ManagingWebhooks managing;
  private final WebhookChannel channel;
  private final MessageWriter messages;
  private final DeliveryLog log;
  private final Clock clock;

  WebhookController(
      ManagingWebhooks managing,
      WebhookChannel channel,
      MessageWriter messages,
      DeliveryLog log,
      Clock clock) {
    this.managing = managing;
    this.channel = channel;
    this.messages = messages;
    this.log = log;
    this.clock = clock;
  }

  @PostMapping
  ResponseEntity<WebhookView> create(@Valid @RequestBody WebhookRequest request) {
    var created = managing.create(request);
    return ResponseEntity.created(URI.create("/api/webhooks/" + created.webhook().id()))
        .body(WebhookView.withSecret(created.webhook(), created.secret()));
  }

  @GetMapping
  Page<WebhookView> list(@Nullable Authentication sender) {
    return new Page<>(managing.all().stream().map(webhook -> view(webhook, sender)).toList(), null);
  }

  @GetMapping("/{id}")
  WebhookView get(@PathVariable String id, @Nullable Authentication sender) {
    return view(managing.get(id), sender);
  }

  private static WebhookView view(Webhook webhook, @Nullable Authentication sender) {
    return Rights.mayChange(sender) ? WebhookView.of(webhook) : WebhookView.masked(webhook);
  }

  @PatchMapping("/{id}")
  WebhookView change(@PathVariable String id, @Valid @RequestBody WebhookPatch patch) {
    return WebhookView.of(managing.change(id, patch));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    managing.remove(id);
  }

  @PostMapping("/{id}/rotate")
  RotatedSecret rotate(@PathVariable String id) {
    var rotated = managing.rotate(id);
    return new RotatedSecret(
        rotated.secret().shown(),
        rotated.webhook().secrets().stream()
            .skip(1)
            .map(Webhook.SealedSecret::expiresAt)
            .findFirst()
            .orElse(null));
  }

  @PostMapping("/{id}/test")
  DeliveryView test(@PathVariable String id) {
    Webhook webhook = managing.get(id);
    return withPayload(log.test(channel, webhook.recipient(), MessageWriter.ping(clock.instant())));
  }

  @GetMapping("/{id}/deliveries")
  Page<DeliveryView> deliveries(
      @PathVariable String id,
      @RequestParam(defaultValue = "50") @Min(1) @Max(MAX_PAGE) int limit,
      @RequestParam(required = false) @Nullable UUID cursor) {
    var page = log.to(managing.get(id).id(), text(cursor), limit);
    return new Page<>(
        page.items().stream().map(logged -> DeliveryView.of(logged, null)).toList(), page.next());
  }

  @GetMapping("/{id}/deliveries/{deliveryId}")
  DeliveryView delivery(@PathVariable String id, @PathVariable String deliveryId) {
    return withPayload(find(id, deliveryId));
  }

  @PostMapping("/{id}/deliveries/{deliveryId}/resend")
  @ResponseStatus(HttpStatus.ACCEPTED)
  DeliveryView resend(@PathVariable String id, @PathVariable String deliveryId) {
    return withPayload(log.resend(find(id, deliveryId)));
  }

  /** All that failed; with a time everything that was accepted from then on. */
  @PostMapping("/{id}/resend")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Resent resendAll(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Instant since,
      @RequestParam(required = false) @Nullable Boolean failed,
      @RequestParam(required = false) @Nullable UUID cursor) {
    boolean failedOnly = failed == null ? since == null : failed;
    return log.resend(managing.get(id).id(), since, failedOnly, text(cursor));
  }

  private static @Nullable String text(@Nullable UUID cursor) {
    return cursor == null ? null : cursor.toString();
  }

  private Logged find(String id, String deliveryId) {
    Webhook webhook = managing.get(id);
    return log.find(deliveryId)
        .filter(logged -> logged.delivery().recipientId().equals(webhook.id()))
        .orElseThrow(WebhookUnknown::new);
  }

  private DeliveryView withPayload(Logged logged) {
    return DeliveryView.of(
        logged,
        MessageWriter.isKept(logged.announcement()) ? messages.write(logged.announcement()) : null);
  }
}
