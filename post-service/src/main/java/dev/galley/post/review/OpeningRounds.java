package dev.galley.post.review;

import dev.galley.event.ReviewRound.Person;
import dev.galley.post.consent.ReviewProperties;
import dev.galley.post.consent.Round;
import dev.galley.post.content.Actor;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.people.People;
import dev.galley.stream.codec.EventIds;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes rounds out of what a person asks for, and knows whose an answer is. */
final class OpeningRounds {

  private final People people;
  private final ReviewProperties properties;
  private final InstantSource storeClock;

  /**
   * @param storeClock the one clock by which deadlines pass
   */
  OpeningRounds(People people, ReviewProperties properties, InstantSource storeClock) {
    this.people = people;
    this.properties = properties;
    this.storeClock = storeClock;
  }

  Instant now() {
    return storeClock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Who acts, as a person.
   *
   * @throws Round.Refused for a machine: consent is between people
   */
  static Person person(Actor actor) {
    String id = actor.person();
    if (id == null) {
      throw Round.Refused.notYours(
          "Only people ask for consent and answer. The token is a machine's; sign in as a person.");
    }
    return new Person(id, actor.name());
  }

  /**
   * A round about something.
   *
   * @throws InvalidContent when it cannot be opened like that
   */
  Round open(NewRound wish, long revision, Person proposer, @Nullable String replaces) {
    Instant now = now();
    List<Person> participants = participants(wish, proposer);
    Instant deadline = deadline(wish, now);
    int quorum = Optional.ofNullable(wish.quorum()).orElse(participants.size() / 2 + 1);
    if (quorum > participants.size()) {
      throw InvalidContent.of("quorum", "must not be more than are asked");
    }
    return Round.open(
        EventIds.next().toString(),
        revision,
        proposer,
        participants,
        now,
        deadline,
        quorum,
        Boolean.TRUE.equals(wish.publishes()),
        replaces);
  }

  private List<Person> participants(NewRound wish, Person proposer) {
    Set<String> ids = new LinkedHashSet<>(wish.participants());
    if (ids.contains(proposer.id())) {
      throw InvalidContent.of("participants", "must not name who proposes: that is a consent");
    }
    return ids.stream()
        .map(
            id ->
                people
                    .find(id)
                    .map(person -> new Person(person.id(), person.name()))
                    .orElseThrow(
                        () -> InvalidContent.of("participants", "must name people by their ids")))
        .toList();
  }

  private Instant deadline(NewRound wish, Instant now) {
    Instant deadline =
        wish.deadline() == null
            ? now.plus(properties.deadline())
            : wish.deadline().truncatedTo(ChronoUnit.MILLIS);
    if (!deadline.isAfter(now)) {
      throw InvalidContent.of("deadline", "must be in the future");
    }
    if (deadline.isAfter(now.plus(properties.longest()))) {
      throw InvalidContent.of(
          "deadline", "must not be more than " + properties.longest().toDays() + " days ahead");
    }
    return deadline;
  }
}
