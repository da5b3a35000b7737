package dev.galley.post.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.galley.event.ReviewRound.Kind;
import dev.galley.event.ReviewRound.Person;
import dev.galley.event.ReviewRound.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTests {

  private static final Instant NOW = Instant.parse("2017-11-03T10:00:00Z");
  private static final Instant DEADLINE = NOW.plus(Duration.ofDays(7));
  private static final Person CHRIS = new Person("p1", "Chris Roos");
  private static final List<Person> ASKED =
      List.of(new Person("p2", "James"), new Person("p3", "Ben"));

  private static Round round(int quorum) {
    return Round.open("r1", 3, CHRIS, ASKED, NOW, DEADLINE, quorum, false, null);
  }

  /** A step, and what the rules in words make of the answers that stand and the state. */
  private record Step(
      String name, BiFunction<Round, Instant, Round> taken, Function<Model, Model> expected) {}

  /** The rules once more, as a person would tell them. */
  private record Model(Map<String, Kind> answers, State state, boolean late) {

    Model answer(String person, Kind kind) {
      if (late || !(state == State.OPEN || state == State.CONSENTED)) {
        return this;
      }
      Map<String, Kind> now = new HashMap<>(answers);
      if (kind == Kind.NONE) {
        now.remove(person);
      } else {
        now.put(person, kind);
      }
      if (now.equals(answers)) {
        return this;
      }
      boolean consent = now.size() == ASKED.size() && !now.containsValue(Kind.OBJECTION);
      return new Model(now, consent ? State.CONSENTED : State.OPEN, false);
    }

    Model deadline(int quorum) {
      if (state != State.OPEN) {
        return new Model(answers, state, true);
      }
      boolean consent = !answers.containsValue(Kind.OBJECTION) && answers.size() >= quorum;
      return new Model(answers, consent ? State.CONSENTED : State.REFUSED, true);
    }

    Model end(State how) {
      return state == State.OPEN || state == State.CONSENTED ? new Model(answers, how, late) : this;
    }
  }

  private static List<Step> steps(int quorum) {
    List<Step> steps = new ArrayList<>();
    for (Person person : ASKED) {
      for (Kind kind : Kind.values()) {
        steps.add(
            new Step(
                person.name() + " " + kind,
                (round, now) -> answered(round, person.id(), kind, now),
                model -> model.answer(person.id(), kind)));
      }
    }
    steps.add(
        new Step(
            "deadline", (round, now) -> round.decided(DEADLINE), model -> model.deadline(quorum)));
    steps.add(new Step("edit", (round, now) -> round.voided(now), model -> model.end(State.VOID)));
    return steps;
  }

  /** What is refused leaves the round as it is. */
  private static Round answered(Round round, String person, Kind kind, Instant now) {
    try {
      return round.answered(person, kind, kind == Kind.CONSENT ? null : "why", now);
    } catch (Round.Refused over) {
      return round;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void doesWhatTheRulesSayAfterEverySequenceOfSteps(int quorum) {
    walk(
        round(quorum), new Model(Map.of(), State.OPEN, false), steps(quorum), 5, new ArrayList<>());
  }

  private static void walk(
      Round round, Model model, List<Step> steps, int depth, List<String> path) {
    Map<String, Kind> answers = new HashMap<>();
    round.facts().current().forEach((person, answer) -> answers.put(person, answer.kind()));
    if (!answers.equals(model.answers())
        || round.facts().state() != model.state()
        || round.permits(3) != (model.state() == State.CONSENTED)
        || round.permits(4)
        || (round.permits(3) && answers.containsValue(Kind.OBJECTION))) {
      throw new AssertionError(path + " led to " + round + " where the rules say " + model);
    }
    if (depth == 0) {
      return;
    }
    for (Step step : steps) {
      path.add(step.name());
      Instant now = model.late() ? DEADLINE : NOW;
      walk(step.taken().apply(round, now), step.expected().apply(model), steps, depth - 1, path);
      path.remove(path.size() - 1);
    }
  }

  @Test
  void keepsChangedAnswersAndCountsTheLast() {
    Round round =
        round(1)
            .answered("p2", Kind.OBJECTION, "too long", NOW)
            .answered("p2", Kind.OBJECTION, "still too long", NOW)
            .answered("p2", Kind.CONSENT, null, NOW);

    assertThat(round.facts().answers()).hasSize(3);
    assertThat(round.facts().objections()).isEmpty();
    assertThat(round.facts().awaited()).containsExactly("p3");
    assertThat(round.answered("p2", Kind.CONSENT, " ", NOW)).isSameAs(round);
  }

  @ParameterizedTest
  @ValueSource(strings = {"p1", "p9", ""})
  void takesNoAnswerOfWhoIsNotAsked(String person) {
    assertThatThrownBy(() -> round(1).answered(person, Kind.CONSENT, null, NOW))
        .isInstanceOfSatisfying(
            Round.Refused.class, refused -> assertThat(refused.isByRight()).isTrue());
  }

  @Test
  void wantsAReasonForAnObjectionAndAConcern() {
    assertThat(catchThrowable(() -> round(1).answered("p2", Kind.OBJECTION, " ", NOW)))
        .isInstanceOf(Round.Refused.class);
    assertThat(catchThrowable(() -> round(1).answered("p2", Kind.CONCERN, null, NOW)))
        .isInstanceOf(Round.Refused.class);
    assertThat(round(1).answered("p2", Kind.STAND_ASIDE, null, NOW).facts().current()).hasSize(1);
  }

  @Test
  void takesAnswersToTheLastMomentAndNoneAtTheDeadline() {
    assertThat(round(1).answered("p2", Kind.CONSENT, null, DEADLINE.minusMillis(1)).isAlive())
        .isTrue();
    assertThatThrownBy(() -> round(1).answered("p2", Kind.CONSENT, null, DEADLINE))
        .isInstanceOf(Round.Refused.class)
        .hasMessageContaining("over");
    assertThat(round(1).decided(DEADLINE.minusMillis(1))).isEqualTo(round(1));
  }

  @Test
  void keepsWhoHadConsentedInAVoidRoundAndNothingWrittenOfADeletedPost() {
    Round answered = round(1).answered("p2", Kind.OBJECTION, "secret", NOW);

    assertThat(answered.voided(NOW).facts().answers()).isEqualTo(answered.facts().answers());
    assertThat(answered.erased(NOW).facts().answers().get(0).words()).isNull();
    assertThat(answered.erased(NOW).facts().state()).isEqualTo(State.WITHDRAWN);
  }
}
