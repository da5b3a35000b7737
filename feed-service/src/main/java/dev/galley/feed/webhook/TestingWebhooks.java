package dev.galley.feed.webhook;

import dev.galley.feed.webhook.LedgerEntry.Attempt;
import dev.galley.stream.codec.EventIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Sends a signed test message at once and says what came of it; it is not tried again. */
final class TestingWebhooks {

  private final Notices notices;
  private final Ledger ledger;
  private final CallingEndpoints calling;
  private final Clock clock;

  TestingWebhooks(Notices notices, Ledger ledger, CallingEndpoints calling, Clock clock) {
    this.notices = notices;
    this.ledger = ledger;
    this.calling = calling;
    this.clock = clock;
  }

  /** Calls the endpoint, even one that is switched off; its standing does not change. */
  LedgerEntry ping(Webhook webhook) {
    Instant now = clock.instant();
    String id = webhook.id() + ":" + Notice.PING + ":" + EventIds.next();
    LedgerEntry entry = LedgerEntry.open(id, webhook, notices.ping(now), now);
    Answer answer = calling.call(webhook, entry, now);
    Attempt attempt =
        new Attempt(
            1,
            now,
            Duration.between(now, clock.instant()).toMillis(),
            answer.status(),
            answer.summary(),
            answer.excerpt());
    LedgerEntry ended =
        answer instanceof Answer.Accepted
            ? entry.delivered(attempt)
            : entry.failed(attempt, answer.summary());
    ledger.write(ended);
    return ended;
  }
}
