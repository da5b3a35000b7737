package dev.galley.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A round of consent: who is asked about what until when, and what they said. Immutable.
 *
 * @param id the round's own id; a new round has a new one
 * @param revision the revision of the post whose content is asked about; 1 for a proposal
 * @param participants who is asked; not the proposer
 * @param deadline when the round ends, if not before
 * @param quorum how many must have answered when the deadline has passed
 * @param publishes whether the post is published by itself once consent is reached
 * @param answers all that were ever given, oldest first; the last one of a participant counts
 * @param closedAt when it came to its end; absent before
 * @param replaces the round before this one, whose objections this one answers; absent for the
 *     first
 */
public record ReviewRound(
    String id,
    long revision,
    Person proposer,
    List<Person> participants,
    Instant openedAt,
    Instant deadline,
    int quorum,
    boolean publishes,
    List<Answer> answers,
    State state,
    @Nullable Instant closedAt,
    @Nullable String replaces) {

  /** The most people that a round asks. */
  public static final int MAX_PARTICIPANTS = 50;

  /** The most answers that a round keeps, changed ones included. */
  public static final int MAX_ANSWERS = 200;

  /** Somebody who takes part, by id and name; never with an address. */
  public record Person(String id, String name) {}

  /**
   * What a participant said.
   *
   * @param person the participant's id
   * @param words why; always there for a concern and an objection
   */
  public record Answer(String person, Kind kind, @Nullable String words, Instant at) {}

  /** Where a round stands. */
  public enum State {
    /** Answers are awaited, or an objection stands. */
    OPEN,
    /** Consent is reached. */
    CONSENTED,
    /** The deadline passed over an objection, or without the quorum. */
    REFUSED,
    /** The content was edited: what was consented to is not what is there. */
    VOID,
    /** Whoever may has taken the question back. */
    WITHDRAWN,
    /** What was consented to was published. */
    PUBLISHED;

    /** The form on the wire: lower case. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What can be said to a proposal. */
  public enum Kind {
    CONSENT,
    /** No part is taken in the decision. */
    STAND_ASIDE,
    /** Recorded; blocks nothing. */
    CONCERN,
    /** Blocks until it is withdrawn, replaced, or integrated by an edit. */
    OBJECTION,
    /** The answer before is taken back: nothing is said. */
    NONE;

    /** The form on the wire: {@code stand-aside}. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Copies the lists. */
  public ReviewRound {
    participants = List.copyOf(participants);
    answers = List.copyOf(answers);
  }

  /** The answers that count, by the participant's id. */
  public Map<String, Answer> current() {
    Map<String, Answer> current = new LinkedHashMap<>();
    answers.forEach(answer -> current.put(answer.person(), answer));
    current.values().removeIf(answer -> answer.kind() == Kind.NONE);
    return current;
  }

  /** The ids of those who have not answered. */
  public List<String> awaited() {
    Set<String> answered = current().keySet();
    return participants.stream().map(Person::id).filter(id -> !answered.contains(id)).toList();
  }

  /** The objections that stand. */
  public List<Answer> objections() {
    return current().values().stream()
        .filter(answer -> answer.kind() == Kind.OBJECTION)
        .collect(Collectors.toUnmodifiableList());
  }

  /** A participant by id. */
  public Optional<Person> participant(String id) {
    return participants.stream().filter(person -> person.id().equals(id)).findFirst();
  }
}
