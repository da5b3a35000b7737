package dev.galley.feed.webhook;

import dev.galley.event.Receipt.Outcome;
import dev.galley.feed.http.Answer;
import dev.galley.feed.webhook.Delivery.Attempt;
import dev.galley.feed.webhook.EndpointQueue.Next;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt from the ledger to the ledger: call the endpoint, write down what came of it, tell
 * the timeline, and only then forget the delivery. A crash in between repeats the attempt under the
 * same message id.
 */
final class AttemptingDeliveries implements EndpointQueue.Attempts {

  private static final Logger log = LoggerFactory.getLogger(AttemptingDeliveries.class);

  /** How long to wait for a store or broker that is down; such a wait is not an attempt. */
  private static final Duration INFRASTRUCTURE_PAUSE = Duration.ofSeconds(5);

  private final Deliveries ledger;
  private final PendingDeliveries pending;
  private final Webhooks webhooks;
  private final CallingEndpoints calling;
  private final RetrySchedule schedule;
  private final ReportingDeliveries reporting;
  private final Duration givingUpAfter;
  private final Clock clock;

  AttemptingDeliveries(
      Deliveries ledger,
      PendingDeliveries pending,
      Webhooks webhooks,
      CallingEndpoints calling,
      RetrySchedule schedule,
      ReportingDeliveries reporting,
      Duration givingUpAfter,
      Clock clock) {
    this.ledger = ledger;
    this.pending = pending;
    this.webhooks = webhooks;
    this.calling = calling;
    this.schedule = schedule;
    this.reporting = reporting;
    this.givingUpAfter = givingUpAfter;
    this.clock = clock;
  }

  @Override
  public Next attempt(PendingDelivery delivery) {
    try {
      return pending.isOwned(delivery.id(), delivery.owner())
          ? attemptOwned(delivery)
          : new Next(null, null);
    } catch (RuntimeException e) {
      // What fails here is the store, the broker or this program, never the endpoint.
      log.warn("A delivery waits, since it cannot be recorded: {}", e.getMessage());
      return new Next(delivery.due(clock.instant().plus(INFRASTRUCTURE_PAUSE)), null);
    }
  }

  private Next attemptOwned(PendingDelivery delivery) {
    Delivery entry = ledger.find(delivery.id()).orElse(null);
    Webhook webhook = webhooks.find(delivery.webhookId()).orElse(null);
    if (entry == null) {
      pending.remove(delivery.id());
      return new Next(null, null);
    }
    if (!entry.waits()) {
      // A crash came between the ledger and the receipt.
      return settle(entry, webhook, null);
    }
    if (webhook == null || !webhook.circuit().enabled()) {
      String reason = webhook == null ? "The webhook was deleted" : "The webhook is switched off";
      return settle(write(entry.abandoned(reason)), webhook, null);
    }
    return call(delivery, entry, webhook);
  }

  private Next call(PendingDelivery delivery, Delivery entry, Webhook webhook) {
    Instant started = clock.instant();
    Answer answer = calling.call(webhook, entry, started);
    Instant ended = clock.instant();
    Attempt attempt =
        new Attempt(
            entry.nextAttemptNumber(),
            started,
            Duration.between(started, ended).toMillis(),
            answer.status(),
            answer.summary(),
            answer.excerpt());
    Delivery after = write(judge(entry, attempt, answer, ended));
    Webhook judged = circuit(webhook, answer, ended);
    Instant rest = judged.circuit().restingUntil().orElse(null);
    Instant next = after.nextAttemptAt();
    if (!after.waits() || next == null) {
      return settle(after, judged, rest);
    }
    pending.reschedule(after.id(), next);
    reporting.report(after, judged, Outcome.RETRYING, reason(judged, answer));
    return new Next(delivery.due(next), rest);
  }

  private Delivery judge(Delivery entry, Attempt attempt, Answer answer, Instant now) {
    if (answer instanceof Answer.Accepted) {
      return entry.delivered(attempt);
    }
    if (answer instanceof Answer.Failed failed) {
      Optional<Duration> wait = schedule.waitAfter(entry.failures() + 1, failed.retryAfter());
      if (wait.isPresent()) {
        return entry.retrying(attempt, now.plus(wait.get()));
      }
      return entry.failed(
          attempt, answer.summary() + ", the last of " + RetrySchedule.attempts() + " attempts");
    }
    return entry.failed(attempt, answer.summary());
  }

  /** What the answer says of the endpoint itself. */
  private Webhook circuit(Webhook webhook, Answer answer, Instant now) {
    if (answer instanceof Answer.Accepted) {
      return webhook.circuit().failures() == 0
          ? webhook
          : update(webhook, current -> current.with(healed(current.circuit())));
    }
    if (answer instanceof Answer.Gone) {
      return update(
          webhook, current -> current.with(current.circuit().disabled("It " + answer.summary())));
    }
    return update(
        webhook, current -> current.with(current.circuit().afterFailure(now, givingUpAfter)));
  }

  private static Circuit healed(Circuit circuit) {
    return new Circuit(circuit.enabled(), circuit.disabledReason(), 0, null, null);
  }

  private Webhook update(Webhook webhook, java.util.function.UnaryOperator<Webhook> change) {
    return webhooks.update(webhook.id(), change).orElse(webhook);
  }

  private Delivery write(Delivery entry) {
    ledger.write(entry);
    return entry;
  }

  /**
   * @throws KafkaException when the timeline could not be told; the next attempt only tells it
   */
  private Next settle(Delivery entry, @Nullable Webhook webhook, @Nullable Instant rest) {
    if (entry.state() == Delivery.State.DELIVERED) {
      reporting.report(entry, webhook, Outcome.SUCCEEDED, null);
    } else {
      reporting.report(entry, webhook, Outcome.FAILED, entry.reason());
    }
    pending.remove(entry.id());
    return new Next(null, rest);
  }

  private static String reason(Webhook webhook, Answer answer) {
    return webhook.settings().displayName() + " " + answer.summary();
  }
}
