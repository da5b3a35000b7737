package dev.galley.feed.newsletter;

import com.mongodb.MongoException;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Content;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.channel.MailChannel;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.mail.Mail;
import dev.galley.feed.mail.Mailer;
import dev.galley.feed.mail.Mailer.Result;
import dev.galley.feed.mail.WritingMails;
import dev.galley.feed.subscriber.Pace;
import dev.galley.feed.subscriber.Recipients;
import dev.galley.feed.subscriber.Subscriber;
import dev.galley.feed.subscriber.Subscriber.State;
import dev.galley.feed.subscriber.Subscribers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Announcements by e-mail. */
final class EmailChannel extends MailChannel {

  static final String NAME = "email";

  /** So long the store is left alone, as a mail server that is away is for all that waits. */
  private static final Duration STORE_REST = Duration.ofSeconds(5);

  private final Subscribers subscribers;
  private final Recipients recipients;
  private final CorrectionRecipients corrections;
  private final Digests digests;
  private final ComposingLetters composing;
  private final Mailer mailer;
  private final JudgingRefusals refusals;
  private final LiveEntries live;
  private final Set<String> excludedKinds;
  private final Clock clock;
  private volatile Instant restsUntil = Instant.EPOCH;

  EmailChannel(
      Subscribers subscribers,
      Recipients recipients,
      CorrectionRecipients corrections,
      Digests digests,
      ComposingLetters composing,
      WritingMails writing,
      Mailer mailer,
      JudgingRefusals refusals,
      LiveEntries live,
      Set<String> excludedKinds,
      Clock clock) {
    super(writing, mailer);
    this.subscribers = subscribers;
    this.recipients = recipients;
    this.corrections = corrections;
    this.digests = digests;
    this.composing = composing;
    this.mailer = mailer;
    this.refusals = refusals;
    this.live = live;
    this.excludedKinds = Set.copyOf(excludedKinds);
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Recipient> recipients(Announcement announcement, @Nullable String after, int limit) {
    return switch (announcement.type()) {
      case PUBLICATION -> listed(atOnce(announcement, after, limit));
      case CORRECTION -> listed(corrections.of(announcement, after, limit));
      case DIGEST -> listed(digests.recipients(announcement, after, limit));
      case UNPUBLICATION, NOTICE, REVIEW, TEST -> List.of();
    };
  }

  private List<Subscriber> atOnce(Announcement announcement, @Nullable String after, int limit) {
    Content content = announcement.content();
    Instant acceptedAt = announcement.acceptedAt();
    return content == null || excludedKinds.contains(content.kind())
        ? List.of()
        : recipients.page(Pace.AT_ONCE, content.selections(), acceptedAt, acceptedAt, after, limit);
  }

  private static List<Recipient> listed(List<Subscriber> found) {
    return found.stream()
        .map(subscriber -> new Recipient(subscriber.id(), "a subscriber"))
        .toList();
  }

  @Override
  public Outcome attempt(Announcement announcement, Delivery delivery) {
    Instant now = clock.instant();
    if (now.isBefore(restsUntil)) {
      return new Outcome.Postponed(
          Duration.between(now, restsUntil), "the mail server cannot be reached");
    }
    if (!live.isLoaded()) {
      return new Outcome.Postponed(Duration.ofSeconds(1), "the service is starting");
    }
    Prepared prepared;
    try {
      prepared = prepare(announcement, delivery.recipientId());
    } catch (MongoException down) {
      // Nothing was sent, so this is not the unknown outcome that it would be taken for.
      return new Outcome.Postponed(STORE_REST, "the store does not answer");
    } catch (RuntimeException fault) {
      return notMade(fault);
    }
    Subscriber to = prepared.to();
    return prepared.mail() == null || to == null
        ? prepared.otherwise()
        : sent(prepared.mail(), to, delivery);
  }

  /** What is to be sent, or what there is to say instead. */
  private record Prepared(@Nullable Mail mail, @Nullable Subscriber to, Outcome otherwise) {

    static Prepared of(Mail mail, Subscriber to) {
      return new Prepared(mail, to, new Outcome.Delivered());
    }

    static Prepared without(Outcome outcome) {
      return new Prepared(null, null, outcome);
    }
  }

  private Prepared prepare(Announcement announcement, String recipient) {
    Optional<Subscriber> subscriber =
        subscribers.find(recipient).filter(known -> known.state() == State.ACTIVE);
    if (subscriber.isEmpty()) {
      return Prepared.without(new Outcome.Skipped("gets no mails any more"));
    }
    Content content = announcement.content();
    return switch (announcement.type()) {
      case PUBLICATION -> publication(announcement, content, subscriber.get());
      case CORRECTION -> correction(announcement, content, subscriber.get());
      case DIGEST -> digest(announcement, subscriber.get());
      case UNPUBLICATION, NOTICE, REVIEW, TEST ->
          Prepared.without(new Outcome.Rejected("is not told by e-mail"));
    };
  }

  private Prepared publication(
      Announcement announcement, @Nullable Content content, Subscriber subscriber) {
    if (content == null) {
      return noLongerKept();
    }
    return live.isTakenBack(announcement.postId(), announcement.revision())
        ? Prepared.without(new Outcome.Skipped("the post had left the site before"))
        : Prepared.of(
            written(composing.publication(announcement, content, subscriber)), subscriber);
  }

  private Prepared correction(
      Announcement announcement, @Nullable Content content, Subscriber subscriber) {
    return content == null
        ? noLongerKept()
        : corrections
            .insteadFor(announcement, subscriber)
            .map(Prepared::without)
            .orElseGet(
                () ->
                    Prepared.of(
                        written(composing.correction(announcement, content, subscriber)),
                        subscriber));
  }

  private Prepared digest(Announcement announcement, Subscriber subscriber) {
    List<Announcement> contents =
        digests.contents(announcement, subscriber).stream()
            .filter(one -> !live.isTakenBack(one.postId(), one.revision()))
            .toList();
    return contents.isEmpty()
        ? Prepared.without(new Outcome.Skipped("nothing is left of what it would have held"))
        : Prepared.of(written(composing.digest(announcement, contents, subscriber)), subscriber);
  }

  private static Prepared noLongerKept() {
    return Prepared.without(new Outcome.Rejected("what was to be told is no longer kept"));
  }

  private Outcome sent(Mail mail, Subscriber to, Delivery delivery) {
    Result result = handOver(mail);
    if (result instanceof Result.Away) {
      restsUntil = clock.instant().plus(REST);
    }
    if (result instanceof Result.Accepted) {
      refusals.taken(to, delivery.failures() == 0);
    } else if (result instanceof Result.Later later) {
      refusals.later(to, delivery, later);
    } else if (result instanceof Result.Refused refused
        && refusals.refused(to, delivery, refused)) {
      return new Outcome.Gone(refused.reason());
    }
    return Outcome.of(result, REST);
  }

  @Override
  public int workers() {
    return mailer.places();
  }
}
