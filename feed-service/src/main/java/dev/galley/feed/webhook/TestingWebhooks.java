package dev.galley.feed.webhook;

import dev.galley.feed.http.Answer;
import dev.galley.feed.webhook.Delivery.Attempt;
import dev.galley.stream.codec.EventIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Sends a signed test message at once and says what came of it; it is not tried again. */
final class TestingWebhooks {

  private final MessageWriter messages;
  private final Deliveries ledger;
  private final CallingEndpoints calling;
  private final Clock clock;

  TestingWebhooks(
      MessageWriter messages, Deliveries ledger, CallingEndpoints calling, Clock clock) {
    this.messages = messages;
    this.ledger = ledger;
    this.calling = calling;
    this.clock = clock;
  }

  /** Calls the endpoint, even one that is switched off; its circuit does not change. */
  Delivery ping(Webhook webhook) {
    Instant now = clock.instant();
    String id = webhook.id() + ":" + Message.PING + ":" + EventIds.next();
    Delivery entry = Delivery.open(id, webhook, messages.ping(now), now);
    Answer answer = calling.call(webhook, entry, now);
    Attempt attempt =
        new Attempt(
            1,
            now,
            Duration.between(now, clock.instant()).toMillis(),
            answer.status(),
            answer.summary(),
            answer.excerpt());
    Delivery ended =
        answer instanceof Answer.Accepted
            ? entry.delivered(attempt)
            : entry.failed(attempt, answer.summary());
    ledger.write(ended);
    return ended;
  }
}
