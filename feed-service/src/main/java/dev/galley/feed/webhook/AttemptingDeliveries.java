package dev.galley.feed.webhook;

import dev.galley.event.Receipt.Outcome;
import dev.galley.feed.http.Answer;
import dev.galley.feed.webhook.Deliveries.Lease;
import dev.galley.feed.webhook.Delivery.Attempt;
import dev.galley.feed.webhook.Dispatcher.Claimed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: call the endpoint, write down what came of it under the lease, tell the timeline,
 * and only then settle the delivery. A crash in between repeats the attempt under the same message
 * id; an attempt that lost its lease to another one changes nothing.
 */
final class AttemptingDeliveries implements Dispatcher.Attempts {

  private final Deliveries deliveries;
  private final Webhooks webhooks;
  private final CallingEndpoints calling;
  private final RetrySchedule schedule;
  private final ReportingDeliveries reporting;
  private final Duration givingUpAfter;
  private final Clock clock;

  AttemptingDeliveries(
      Deliveries deliveries,
      Webhooks webhooks,
      CallingEndpoints calling,
      RetrySchedule schedule,
      ReportingDeliveries reporting,
      Duration givingUpAfter,
      Clock clock) {
    this.deliveries = deliveries;
    this.webhooks = webhooks;
    this.calling = calling;
    this.schedule = schedule;
    this.reporting = reporting;
    this.givingUpAfter = givingUpAfter;
    this.clock = clock;
  }

  @Override
  public Optional<Instant> attempt(Claimed claimed, Lease lease) {
    Delivery delivery = claimed.delivery();
    Webhook webhook = webhooks.find(delivery.webhookId()).orElse(null);
    if (!delivery.waits()) {
      // A crash came between the outcome and the receipt.
      settle(delivery, webhook);
      return Optional.empty();
    }
    if (webhook == null || !webhook.circuit().enabled()) {
      String reason = webhook == null ? "The webhook was deleted" : "The webhook is switched off";
      return abandon(delivery, webhook, lease, reason);
    }
    Instant now = clock.instant();
    Instant rests = webhook.circuit().openUntil().filter(now::isBefore).orElse(null);
    if (rests != null && !claimed.urgent()) {
      return deliveries.write(delivery.postponed(rests), null).map(Delivery::nextAttemptAt);
    }
    String payload =
        claimed.payload() == null ? deliveries.payload(delivery).orElse(null) : claimed.payload();
    return payload == null
        ? abandon(delivery, webhook, lease, "Its message is no longer kept")
        : call(delivery, payload, webhook, lease);
  }

  private Optional<Instant> abandon(
      Delivery delivery, @Nullable Webhook webhook, Lease lease, String reason) {
    deliveries.write(delivery.abandoned(reason), lease).ifPresent(ended -> settle(ended, webhook));
    return Optional.empty();
  }

  private Optional<Instant> call(Delivery delivery, String payload, Webhook webhook, Lease lease) {
    Instant started = clock.instant();
    Answer answer = calling.call(webhook, delivery.messageId(), payload, started);
    Instant ended = clock.instant();
    Attempt attempt = Attempt.of(delivery.nextAttemptNumber(), started, ended, answer);
    Delivery judged = judge(delivery, attempt, answer, ended);
    Delivery written =
        deliveries
            .write(
                judged,
                judged.waits() ? null : new Lease(lease.owner(), ended.plus(Dispatcher.LEASE)))
            .orElse(null);
    if (written == null) {
      // The lease had ended, and what another one made of the delivery counts.
      return Optional.empty();
    }
    Webhook after = circuit(webhook, answer, ended);
    if (written.waits()) {
      reporting.report(written, after, Outcome.RETRYING, reason(after, answer));
    } else {
      settle(written, after);
    }
    return Optional.ofNullable(written.nextAttemptAt());
  }

  private Delivery judge(Delivery delivery, Attempt attempt, Answer answer, Instant now) {
    if (answer instanceof Answer.Accepted) {
      return delivery.delivered(attempt);
    }
    if (answer instanceof Answer.Failed failed) {
      Optional<Duration> wait = schedule.waitAfter(delivery.failures() + 1, failed.retryAfter());
      if (wait.isPresent()) {
        return delivery.retrying(attempt, now.plus(wait.get()));
      }
      return delivery.failed(
          attempt, answer.summary() + ", the last of " + RetrySchedule.attempts() + " attempts");
    }
    return delivery.failed(attempt, answer.summary());
  }

  /** What the answer says of the endpoint itself. */
  private Webhook circuit(Webhook webhook, Answer answer, Instant now) {
    if (answer instanceof Answer.Accepted) {
      return webhook.circuit().failures() == 0 ? webhook : update(webhook, Circuit::closed);
    }
    if (answer instanceof Answer.Gone) {
      return update(webhook, circuit -> circuit.disabled("It " + answer.summary()));
    }
    return update(webhook, circuit -> circuit.afterFailure(now, givingUpAfter));
  }

  private Webhook update(Webhook webhook, UnaryOperator<Circuit> change) {
    return webhooks
        .update(webhook.id(), current -> current.with(change.apply(current.circuit())))
        .orElse(webhook);
  }

  /**
   * @throws KafkaException when the timeline could not be told; the next attempt only tells it
   */
  private void settle(Delivery ended, @Nullable Webhook webhook) {
    if (ended.state() == Delivery.State.DELIVERED) {
      reporting.report(ended, webhook, Outcome.SUCCEEDED, null);
    } else {
      reporting.report(ended, webhook, Outcome.FAILED, ended.reason());
    }
    deliveries.settle(ended);
  }

  private static String reason(Webhook webhook, Answer answer) {
    return webhook.settings().displayName() + " " + answer.summary();
  }
}
