package dev.galley.feed.webhook;

/** There is no such webhook, or no such delivery of it. */
final class WebhookUnknown extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WebhookUnknown() {
    super("There is no such webhook or delivery");
  }
}
