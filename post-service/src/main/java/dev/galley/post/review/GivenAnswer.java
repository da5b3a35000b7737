package dev.galley.post.review;

import dev.galley.event.ReviewRound.Kind;
import dev.galley.post.consent.Round;
import dev.galley.post.consent.Round.Refused;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a participant answers.
 *
 * @param round the id of the round that was read: what is asked now may be something else
 * @param kind {@code none} takes the answer back
 * @param words why; needed for a concern and an objection
 */
record GivenAnswer(
    @NotNull @Size(max = 100) String round,
    @NotNull Kind kind,
    @Nullable @Size(max = Round.MAX_WORDS) String words) {

  /**
   * The round with this answer.
   *
   * @throws Refused when it is about another round, or cannot be given
   */
  Round to(Round asked, String person, Instant now) {
    if (!asked.facts().id().equals(round)) {
      throw Refused.now(
          "What was asked then is not what is asked now: a new round was opened. Read it first.");
    }
    return asked.answered(person, kind, words, now);
  }
}
