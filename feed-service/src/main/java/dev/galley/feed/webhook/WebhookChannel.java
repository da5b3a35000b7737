package dev.galley.feed.webhook;

import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Channel;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.announcement.Outcome.Response;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.http.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tells programs, by calls that they can check and may get twice under one id. */
final class WebhookChannel implements Channel {

  /** More would wait for connections. */
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
      return new Outcome.Rejected("The webhook was deleted");
    }
    Instant now = clock.instant();
    if (announcement.type() == Type.TEST) {
      // Also of one that is switched off, and without a word about how it behaves.
      return outcome(call(webhook, announcement, delivery, now));
    }
    if (!webhook.circuit().enabled()) {
      return new Outcome.Rejected("The webhook is switched off");
    }
    Instant rests = webhook.circuit().openUntil().filter(now::isBefore).orElse(null);
    if (rests != null && !delivery.urgent()) {
      return new Outcome.Postponed(
          Duration.between(now, rests),
          "%s failed %d times in a row and is called again at %s"
              .formatted(
                  webhook.settings().displayName(),
                  webhook.circuit().failures(),
                  Circuit.shown(rests)));
    }
    Answer answer = call(webhook, announcement, delivery, now);
    learn(webhook, answer);
    return outcome(answer);
  }

  private Answer call(Webhook webhook, Announcement announcement, Delivery delivery, Instant now) {
    return calling.call(
        webhook, MessageWriter.messageId(delivery), messages.write(announcement), now);
  }

  private static Outcome outcome(Answer answer) {
    Response response = new Response(answer.status(), answer.summary(), answer.excerpt());
    if (answer instanceof Answer.Accepted) {
      return new Outcome.Delivered(response);
    }
    if (answer instanceof Answer.Failed failed) {
      return new Outcome.Retry(failed.retryAfter(), answer.summary(), response);
    }
    return answer instanceof Answer.Gone
        ? new Outcome.Gone(answer.summary(), response)
        : new Outcome.Rejected(answer.summary(), response);
  }

  /** What the answer says of the endpoint itself. */
  private void learn(Webhook webhook, Answer answer) {
    if (answer instanceof Answer.Accepted) {
      if (webhook.circuit().failures() > 0) {
        update(webhook, Circuit::closed);
      }
    } else if (answer instanceof Answer.Gone) {
      update(webhook, circuit -> circuit.disabled("It " + answer.summary()));
    } else {
      Instant ended = clock.instant();
      update(webhook, circuit -> circuit.afterFailure(ended, givingUpAfter));
    }
  }

  private void update(Webhook webhook, UnaryOperator<Circuit> change) {
    webhooks.update(webhook.id(), current -> current.with(change.apply(current.circuit())));
  }
}
