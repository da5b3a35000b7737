package dev.galley.feed.review;

import com.mongodb.MongoException;
import dev.galley.event.ReviewRound.Person;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.channel.MailChannel;
import dev.galley.feed.mail.MailAddress;
import dev.galley.feed.mail.Mailer;
import dev.galley.feed.mail.WritingMails;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Mails to those who take part in a round of consent: at most one for each notice. */
final class ReviewChannel extends MailChannel {

  private final AnnouncingRounds rounds;
  private final Function<String, Optional<MailAddress>> addresses;
  private final ComposingReviewMails composing;

  /**
   * @param addresses where mail to a person goes, by the person's id; see {@link PeopleAddresses}
   */
  ReviewChannel(
      AnnouncingRounds rounds,
      Function<String, Optional<MailAddress>> addresses,
      ComposingReviewMails composing,
      WritingMails writing,
      Mailer mailer) {
    super(writing, mailer);
    this.rounds = rounds;
    this.addresses = addresses;
    this.composing = composing;
  }

  @Override
  public String name() {
    return "review";
  }

  @Override
  public List<Recipient> recipients(Announcement announcement, @Nullable String after, int limit) {
    return people(announcement).stream()
        .filter(person -> after == null || person.id().compareTo(after) > 0)
        .sorted(Comparator.comparing(Person::id))
        .limit(limit)
        .map(person -> new Recipient(person.id(), person.name()))
        .toList();
  }

  private List<Person> people(Announcement announcement) {
    return announcement.type() != Type.REVIEW
        ? List.of()
        : rounds
            .find(ReviewNotice.roundOf(announcement))
            .map(known -> ReviewNotice.of(announcement).recipients(known.round()))
            .orElse(List.of());
  }

  @Override
  public Outcome attempt(Announcement announcement, Delivery delivery) {
    try {
      ReviewNotice notice = ReviewNotice.of(announcement);
      Optional<KnownRound> known = rounds.find(ReviewNotice.roundOf(announcement));
      // As it stands now: who has answered meanwhile is not reminded.
      Optional<Person> to =
          people(announcement).stream()
              .filter(person -> person.id().equals(delivery.recipientId()))
              .findFirst();
      if (known.isEmpty()
          || to.isEmpty()
          || !ComposingReviewMails.isWorthSaying(notice, known.get())) {
        return new Outcome.Skipped("there is nothing to say any more");
      }
      Optional<MailAddress> address = addresses.apply(to.get().id());
      if (address.isEmpty()) {
        return new Outcome.Rejected("has no e-mail address");
      }
      return send(composing.of(notice, known.get(), to.get(), address.get(), letterName(delivery)));
    } catch (PeopleAddresses.Unavailable unknown) {
      return new Outcome.Postponed(REST, String.valueOf(unknown.getMessage()));
    } catch (MongoException down) {
      // Nothing was sent, so this is not the unknown outcome that it would be taken for.
      return new Outcome.Postponed(REST, "the store does not answer");
    }
  }

  private static String letterName(Delivery delivery) {
    return delivery.id().replaceAll("[^A-Za-z0-9.-]", ".");
  }
}
