package dev.galley.feed.subscriber;

import dev.galley.feed.SiteProperties;
import dev.galley.feed.mail.Bodies;
import dev.galley.feed.mail.Letter;
import dev.galley.feed.mail.MailboxStatus;
import dev.galley.feed.mail.Mailer;
import dev.galley.feed.mail.Mailer.Result;
import dev.galley.feed.mail.WritingMails;
import dev.galley.feed.subscriber.Subscriber.Asked;
import dev.galley.feed.subscriber.Subscriber.State;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Writes to the owners of addresses for which somebody has sent the form: what waits is in the
 * store, so a crash loses none, and the form's answer takes the same time for every address.
 */
class AnsweringLetters implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AnsweringLetters.class);

  /** Longer than the handing over of a mail; then it is tried again, here or elsewhere. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final Subscribers subscribers;
  private final Links links;
  private final Bodies bodies;
  private final WritingMails writing;
  private final Mailer mailer;
  private final SiteProperties site;
  private final Duration keepPending;
  private final Clock clock;
  private final AtomicBoolean awake = new AtomicBoolean();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread letters = new Thread(task, "letters");
            letters.setDaemon(true);
            return letters;
          });

  AnsweringLetters(
      Subscribers subscribers,
      Links links,
      Bodies bodies,
      WritingMails writing,
      Mailer mailer,
      SiteProperties site,
      Duration keepPending,
      Clock clock) {
    this.subscribers = subscribers;
    this.links = links;
    this.bodies = bodies;
    this.writing = writing;
    this.mailer = mailer;
    this.site = site;
    this.keepPending = keepPending;
    this.clock = clock;
  }

  /** Has those sent that wait, by another thread. */
  void wake() {
    if (awake.compareAndSet(false, true)) {
      thread.execute(
          () -> {
            try {
              send();
            } catch (RuntimeException e) {
              log.warn("Letters wait for the next look: {}", e.getMessage());
            }
          });
    }
  }

  /** Sends all that wait: what another instance has left, or a server did not take. */
  @Scheduled(initialDelay = 5, fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
  void send() {
    awake.set(false);
    Optional<Subscriber> due;
    do {
      due = subscribers.claimDue(clock.instant(), LEASE);
    } while (due.isPresent() && send(due.get()));
  }

  /** Whether it makes sense to go on. */
  private boolean send(Subscriber subscriber) {
    Asked question = subscriber.asked();
    boolean late = question != null && question.at().isBefore(clock.instant().minus(keepPending));
    if (late || (question == null && subscriber.state() != State.ACTIVE)) {
      subscribers.written(subscriber.id());
      return true;
    }
    Letter letter =
        subscriber.state() == State.ACTIVE || question == null
            ? known(subscriber)
            : question(subscriber, question);
    mailer.awaitTurn();
    Result outcome = mailer.send(writing.write(letter));
    if (outcome instanceof Result.Refused refused
        && refused.mailbox() == MailboxStatus.GONE
        // Whoever gets mails is judged by those.
        && subscriber.state() != State.ACTIVE) {
      subscribers.stop(subscriber.id(), State.BOUNCED, refused.reason(), clock.instant());
    } else if (outcome instanceof Result.Later later) {
      log.info("A letter to {} waits: {}", subscriber, later.reason());
    } else if (outcome instanceof Result.Away away) {
      log.info("Letters wait: {}", away.reason());
      return false;
    } else {
      subscribers.written(subscriber.id());
    }
    return true;
  }

  @Override
  public void close() {
    thread.shutdown();
  }

  private Letter question(Subscriber subscriber, Asked question) {
    String address = links.confirm(subscriber.id(), question.at()).toString();
    String subject = "Confirm your subscription to " + site.title();
    String fragment =
        "<h1>One more step</h1><p>Somebody, most likely you, asked that this address be sent the posts of "
            + Bodies.link(site.url().toString(), site.title())
            + ". Confirm it, and they will be.</p>"
            + Bodies.button(address, "Confirm the subscription")
            + "<p>The link works for "
            + keepPending.toDays()
            + " days. If it was not you, do nothing: nobody will write to you.</p>";
    return letter(subscriber, "confirm." + question.at().toEpochMilli(), subject, fragment);
  }

  private Letter known(Subscriber subscriber) {
    String address = links.settings(subscriber.id()).toString();
    String subject = "Your subscription to " + site.title();
    String fragment =
        "<h1>You are subscribed already</h1><p>Somebody, most likely you, asked that this address be sent the posts of "
            + Bodies.link(site.url().toString(), site.title())
            + ". It is already. To get other ones, to get them at another pace, or to end it:</p>"
            + Bodies.button(address, "Change the subscription");
    return letter(subscriber, "known." + clock.millis(), subject, fragment);
  }

  private Letter letter(Subscriber to, String name, String subject, String fragment) {
    String code = links.report(to.id());
    return new Letter(
        name + "." + code, to.address(), code, subject, bodies.of(subject, fragment, ""), Map.of());
  }
}
