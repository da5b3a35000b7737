package dev.galley.feed.webhook;

import dev.galley.feed.http.Answer;
import dev.galley.feed.webhook.Delivery.Attempt;
import java.time.Clock;
import java.time.Instant;

/** Sends a signed test message at once and says what came of it; it is not tried again. */
final class TestingWebhooks {

  private final MessageWriter messages;
  private final Deliveries deliveries;
  private final CallingEndpoints calling;
  private final Clock clock;

  TestingWebhooks(
      MessageWriter messages, Deliveries deliveries, CallingEndpoints calling, Clock clock) {
    this.messages = messages;
    this.deliveries = deliveries;
    this.calling = calling;
    this.clock = clock;
  }

  /** Calls the endpoint, even one that is switched off; its circuit does not change. */
  Delivery ping(Webhook webhook) {
    Instant now = clock.instant();
    Message message = messages.ping(now);
    Delivery test = Delivery.test(webhook, message, now);
    Answer answer = calling.call(webhook, test.messageId(), message.payload(), now);
    Attempt attempt = Attempt.of(1, now, clock.instant(), answer);
    Delivery ended =
        answer instanceof Answer.Accepted
            ? test.delivered(attempt)
            : test.failed(attempt, answer.summary());
    deliveries.add(ended);
    return ended;
  }
}
