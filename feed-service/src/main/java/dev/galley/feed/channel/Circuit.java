package dev.galley.feed.channel;

import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint behaves.
 *
 * @param enabled whether it is called at all
 * @param disabledReason why it is switched off; absent while it is on
 * @param failures how many attempts failed since the last success
 * @param failingSince when the first of them did; absent when the last attempt succeeded
 * @param lastFailureAt when the last of them did
 * @param gaveUpAt when it was switched off for failing; absent when a person did that, or has seen
 *     it
 */
public record Circuit(
    boolean enabled,
    @Nullable String disabledReason,
    int failures,
    @Nullable Instant failingSince,
    @Nullable Instant lastFailureAt,
    @Nullable Instant gaveUpAt) {

  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Nothing is known against the endpoint. */
  public static final Circuit GOOD = new Circuit(true, null, 0, null, null, null);

  /** After so many failures in a row the endpoint is left alone for a while. */
  private static final int FAILURES_BEFORE_REST = 5;

  private static final Duration FIRST_REST = Duration.ofMinutes(1);
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  /** Until when the endpoint is left alone because it keeps failing. */
  Optional<Instant> openUntil() {
    if (failures < FAILURES_BEFORE_REST || lastFailureAt == null) {
      return Optional.empty();
    }
    Duration rest = FIRST_REST.multipliedBy(1L << Math.min(failures - FAILURES_BEFORE_REST, 10));
    return Optional.of(lastFailureAt.plus(rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest));
  }

  /**
   * What to say of the endpoint, after its name, instead of calling it.
   *
   * @return empty when it is called
   */
  public Optional<Outcome> refusal(Instant now, boolean urgent) {
    if (!enabled) {
      return Optional.of(new Outcome.Rejected("is switched off"));
    }
    return openUntil()
        .filter(until -> now.isBefore(until) && !urgent)
        .map(
            until ->
                new Outcome.Postponed(
                    Duration.between(now, until),
                    "failed %d times in a row and is called again at %s"
                        .formatted(failures, shown(until))));
  }

  /**
   * How the endpoint behaves after another answer.
   *
   * @param givingUpAfter how long it may fail before it is switched off
   */
  public Circuit after(Answer answer, Instant at, Duration givingUpAfter) {
    if (answer instanceof Answer.Accepted) {
      return new Circuit(enabled, disabledReason, 0, null, null, gaveUpAt);
    }
    if (answer instanceof Answer.Gone) {
      return gaveUp("It " + answer.summary(), at);
    }
    Instant since = failingSince == null ? at : failingSince;
    Circuit failing = new Circuit(enabled, disabledReason, failures + 1, since, at, gaveUpAt);
    return since.plus(givingUpAfter).isAfter(at)
        ? failing
        : failing.gaveUp("It has failed since " + shown(since), at);
  }

  /** A time in a sentence for people. */
  private static String shown(Instant at) {
    return SHOWN.format(at);
  }

  private Circuit gaveUp(String reason, Instant at) {
    return enabled
        ? new Circuit(false, reason, failures, failingSince, lastFailureAt, at)
        : new Circuit(false, disabledReason, failures, failingSince, lastFailureAt, gaveUpAt);
  }

  /** Switched off by a person; what is off already stays off, and somebody has seen why. */
  public Circuit switchedOff() {
    String reason = enabled ? "Somebody switched it off" : disabledReason;
    return new Circuit(false, reason, failures, failingSince, lastFailureAt, null);
  }
}
