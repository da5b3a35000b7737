package dev.galley.feed.newsletter;

import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.mail.MailboxStatus;
import dev.galley.feed.mail.Mailer.Result;
import dev.galley.feed.subscriber.Subscriber;
import dev.galley.feed.subscriber.Subscriber.State;
import dev.galley.feed.subscriber.Subscribers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tells mailboxes that are gone from a server that refuses everybody, by what last became of mails
 * to some addresses. While half of them or more are refused nobody is stopped for it, and whoever
 * just was gets mails again; the next mail finds out who is gone indeed. Each instance judges by
 * what it handed over itself, and anew after a restart.
 */
class JudgingRefusals {

  private static final int MAX_ADDRESSES = 200;

  /** Longer than between the last attempts of a mail. */
  private static final Duration REMEMBERED = Duration.ofDays(2);

  /** Who was stopped longer ago was by other mails. */
  private static final Duration UNDONE = Duration.ofHours(1);

  /** So few may be gone mailboxes, also of all. */
  private static final int FEW = 3;

  /** Some gone mailboxes at the beginning of a list are nothing to write to anybody about. */
  private static final Duration BEFORE_TELLING = Duration.ofMinutes(1);

  /**
   * What became of a mail.
   *
   * @param gone why its mailbox is gone, by the server; absent otherwise
   */
  private record Answer(boolean refused, @Nullable String gone, Instant at) {}

  private final Subscribers subscribers;
  private final Consumer<Instant> operators;
  private final Clock clock;
  private final Map<String, Answer> last = new LinkedHashMap<>();
  private @Nullable Instant since;
  private boolean told;

  /**
   * @param operators told since when a server refuses everybody, once each time
   */
  JudgingRefusals(Subscribers subscribers, Consumer<Instant> operators, Clock clock) {
    this.subscribers = subscribers;
    this.operators = operators;
    this.clock = clock;
  }

  /** The server has taken a mail. */
  synchronized void taken(Subscriber to, boolean first) {
    if (to.refused()) {
      subscribers.taken(to.id());
    }
    note(to, first, new Answer(false, null, clock.instant()));
  }

  /** The server did not take a mail now, and it is tried again unless that was the last time. */
  synchronized void later(Subscriber to, Delivery delivery, Result.Later later) {
    note(to, delivery.failures() == 0, new Answer(true, null, clock.instant()));
    if (delivery.isLastAttempt()) {
      count(to, delivery, later.mailbox(), later.reason());
    }
  }

  /**
   * The server will never take a mail.
   *
   * @return whether it would take no other, and the address was stopped
   */
  synchronized boolean refused(Subscriber to, Delivery delivery, Result.Refused refused) {
    boolean gone = refused.mailbox() == MailboxStatus.GONE;
    String reason = refused.reason();
    note(to, delivery.failures() == 0, new Answer(true, gone ? reason : null, clock.instant()));
    if (!gone) {
      count(to, delivery, refused.mailbox(), reason);
    } else if (since == null) {
      subscribers.stop(to.id(), State.BOUNCED, reason, clock.instant());
      return true;
    }
    return false;
  }

  private void count(Subscriber to, Delivery of, MailboxStatus mailbox, String reason) {
    if (mailbox != MailboxStatus.UNBLAMED && since == null) {
      subscribers.refused(to.id(), of.announcementId(), reason, clock.instant());
    }
  }

  /** Hours later only those are tried again whom it was refused: alone they say nothing. */
  private void note(Subscriber to, boolean first, Answer answer) {
    if (first || last.containsKey(to.id())) {
      last.remove(to.id());
      last.put(to.id(), answer);
    }
    if (last.size() > MAX_ADDRESSES) {
      Iterator<String> oldest = last.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    judge();
  }

  private void judge() {
    Instant now = clock.instant();
    last.values().removeIf(one -> one.refused() && one.at().plus(REMEMBERED).isBefore(now));
    long refused = last.values().stream().filter(Answer::refused).count();
    if (refused < FEW || 2 * refused < last.size()) {
      since = null;
    } else if (since == null) {
      since = now;
      told = false;
      last.forEach(
          (id, answer) -> {
            if (answer.gone() != null && answer.at().plus(UNDONE).isAfter(now)) {
              subscribers.resume(id, answer.gone());
            }
          });
    }
  }

  /** Tells the operators of what did not pass at once. */
  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
  synchronized void look() {
    judge();
    Instant begun = since;
    if (begun != null && !told && !begun.plus(BEFORE_TELLING).isAfter(clock.instant())) {
      operators.accept(begun);
      told = true;
    }
  }
}
