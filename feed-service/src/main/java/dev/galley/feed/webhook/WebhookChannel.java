package dev.galley.feed.webhook;

import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Channel;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.http.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells programs, by calls that they can check and may get twice under one id. */
final class WebhookChannel implements Channel {

  /** So many connections and threads are had for endpoints that take their time. */
  private static final int MAX_WORKERS = 200;

  private final Webhooks webhooks;
  private final MessageWriter messages;
  private final CallingEndpoints calling;
  private final int threads;
  private final Duration givingUpAfter;
  private final Clock clock;

  /**
   * @param threads how many endpoints are called at once
   * @param givingUpAfter how long an endpoint may fail before it is switched off
   */
  WebhookChannel(
      Webhooks webhooks,
      MessageWriter messages,
      CallingEndpoints calling,
      int threads,
      Duration givingUpAfter,
      Clock clock) {
    this.webhooks = webhooks;
    this.messages = messages;
    this.calling = calling;
    this.threads = threads;
    this.givingUpAfter = givingUpAfter;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public boolean namesRecipients() {
    return true;
  }

  @Override
  public int workers() {
    return threads;
  }

  @Override
  public int slowWorkers() {
    return Math.max(0, MAX_WORKERS - threads);
  }

  @Override
  public List<Recipient> recipients(Announcement announcement, @Nullable String after, int limit) {
    return webhooks.all().stream()
        .filter(webhook -> after == null || webhook.id().compareTo(after) > 0)
        .filter(webhook -> webhook.wants(announcement))
        .sorted(Comparator.comparing(Webhook::id))
        .limit(limit)
        .map(Webhook::recipient)
        .toList();
  }

  @Override
  public Outcome attempt(Announcement announcement, Delivery delivery) {
    Webhook webhook = webhooks.find(delivery.recipientId()).orElse(null);
    if (webhook == null) {
      return new Outcome.Skipped("The webhook was deleted");
    }
    Instant now = clock.instant();
    // A test is sent also where it is switched off, and nothing is concluded from it.
    boolean test = announcement.type() == Type.TEST;
    Outcome refusal = webhook.circuit().refusal(now, delivery.urgent()).orElse(null);
    if (refusal != null && !test) {
      return refusal;
    }
    Answer answer =
        calling.call(webhook, MessageWriter.messageId(delivery), messages.write(announcement), now);
    boolean asUsual = answer instanceof Answer.Accepted && webhook.circuit().failures() == 0;
    if (!test && !asUsual) {
      Instant ended = clock.instant();
      webhooks.update(
          webhook.id(),
          current -> current.with(current.circuit().after(answer, ended, givingUpAfter)));
    }
    return Outcome.of(answer);
  }
}
