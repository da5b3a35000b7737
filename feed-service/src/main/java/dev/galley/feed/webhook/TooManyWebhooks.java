package dev.galley.feed.webhook;

/** The configured number of webhooks is reached. */
final class TooManyWebhooks extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyWebhooks(int max) {
    super("There are " + max + " webhooks already, and no more are allowed");
  }
}
