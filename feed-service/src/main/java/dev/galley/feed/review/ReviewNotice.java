package dev.galley.feed.review;

import dev.galley.event.ReviewEvent;
import dev.galley.event.ReviewRound;
import dev.galley.event.ReviewRound.Person;
import dev.galley.event.ReviewRound.State;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Type;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a mail about a round is written for. Its announcement's id names it for ever, so that
 * everybody gets one mail for it, whatever is delivered twice.
 */
enum ReviewNotice {
  OPENED,
  REMINDER,
  DECIDED;

  /** What all of them are about, where an announcement of a post names the post. */
  private static final String ABOUT = "review";

  /** The announcement of this notice of an event's round. */
  Announcement announcement(ReviewEvent event, Instant at) {
    // Consent can be reached twice: when somebody objects in between.
    String which = this == DECIDED ? ":" + event.revision() : "";
    return new Announcement(
        ABOUT + ":" + event.round().id() + ":" + name() + which,
        Type.REVIEW,
        ABOUT,
        event.revision(),
        at,
        event.eventId(),
        null);
  }

  static ReviewNotice of(Announcement announcement) {
    return valueOf(announcement.id().split(":")[2]);
  }

  static String roundOf(Announcement announcement) {
    return announcement.id().split(":")[1];
  }

  /** Who gets a mail, as the round stands now. */
  List<Person> recipients(ReviewRound round) {
    return switch (this) {
      case OPENED -> round.state() == State.OPEN ? round.participants() : List.of();
      case REMINDER -> round.state() == State.OPEN ? awaited(round) : List.of();
      case DECIDED ->
          Stream.concat(Stream.of(round.proposer()), round.participants().stream()).toList();
    };
  }

  private static List<Person> awaited(ReviewRound round) {
    return round.awaited().stream().map(round::participant).flatMap(Optional::stream).toList();
  }
}
