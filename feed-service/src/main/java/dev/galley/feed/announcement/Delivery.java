package dev.galley.feed.announcement;

import dev.galley.stream.codec.EventIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One announcement to one recipient and what came of it. That there is one means that the recipient
 * was or will be told: repeating what led to it finds it and does nothing.
 *
 * @param id {@code <announcement>:<channel>:<recipient>}
 * @param version grows with each claim and each write; what a conditional write compares
 * @param sequence sorts the deliveries by age
 * @param label how to show the recipient to editors
 * @param acceptedAt when the publication was accepted
 * @param failures how many attempts failed since it was begun or asked for again
 * @param urgent whether a person wants it tried now, whatever the recipient's circuit says
 * @param nextAttemptAt absent when there is none
 * @param reason why it waits or was given up; absent when there is nothing to say
 * @param attempts the last of them, oldest first
 */
public record Delivery(
    String id,
    long version,
    String sequence,
    String announcementId,
    String channel,
    String recipientId,
    String label,
    Instant acceptedAt,
    State state,
    int failures,
    boolean urgent,
    @Nullable Instant nextAttemptAt,
    @Nullable String reason,
    List<Attempt> attempts) {

  private static final int MAX_ATTEMPTS_KEPT = 30;

  /** Where a delivery stands. */
  public enum State {
    WAITING,
    DELIVERED,
    FAILED,
    /** There was nothing to tell any more, or nobody. */
    SKIPPED,
    /** An attempt was begun, its outcome is unknown, and it is not repeated by itself. */
    UNCLEAR
  }

  /**
   * One attempt.
   *
   * @param number from 1, over all series
   * @param status what the other side answered in its protocol; 0 when there was no answer
   * @param summary for people
   * @param excerpt the beginning of the answer; absent in a list
   */
  public record Attempt(
      int number,
      Instant at,
      long durationMillis,
      int status,
      String summary,
      @Nullable String excerpt) {}

  /** Copies the list. */
  public Delivery {
    attempts = List.copyOf(attempts);
  }

  /** Names the delivery of an announcement to a recipient of a channel. */
  public static String id(String announcementId, String channel, String recipientId) {
    return announcementId + ":" + channel + ":" + recipientId;
  }

  /** Which attempt comes next, from 1. */
  int nextAttempt() {
    return attempts.isEmpty() ? 1 : attempts.get(attempts.size() - 1).number() + 1;
  }

  static Delivery open(Announcement announcement, String channel, Recipient to, Instant now) {
    return new Delivery(
        id(announcement.id(), channel, to.id()),
        0,
        EventIds.next().toString(),
        announcement.id(),
        channel,
        to.id(),
        to.label(),
        announcement.acceptedAt(),
        State.WAITING,
        0,
        false,
        now,
        null,
        List.of());
  }

  /** Whether there is still something to attempt. */
  public boolean waits() {
    return state == State.WAITING;
  }

  /** Whether all that is known of it is from before some time, and no person asked for it. */
  boolean isOfBefore(Instant time) {
    return acceptedAt.isBefore(time)
        && !urgent
        && attempts.stream().allMatch(attempt -> attempt.at().isBefore(time));
  }

  /** Whether it is given up when the attempt that is made now fails. */
  public boolean isLastAttempt() {
    return failures + 1 >= RetrySchedule.attempts();
  }

  boolean isRetried() {
    return waits() && failures > 0;
  }

  Delivery delivered(Attempt attempt) {
    return with(State.DELIVERED, failures, false, null, null, and(attempt));
  }

  Delivery retrying(Attempt attempt, Instant next, String why) {
    return with(State.WAITING, failures + 1, false, next, why, and(attempt));
  }

  Delivery failed(Attempt attempt, String why) {
    return with(State.FAILED, failures + 1, false, null, why, and(attempt));
  }

  /** Given up without another attempt. */
  Delivery abandoned(String why) {
    return with(State.FAILED, failures, false, null, why, attempts);
  }

  Delivery skipped(String why) {
    return with(State.SKIPPED, failures, false, null, why, attempts);
  }

  Delivery unclear(String why) {
    return with(State.UNCLEAR, failures, false, null, why, attempts);
  }

  /** Not attempted before. */
  Delivery postponed(Instant until, String why) {
    return with(state, failures, urgent, until, why, attempts);
  }

  /** A new series of attempts, because a person asked for it. */
  Delivery again(Instant now) {
    return with(State.WAITING, 0, true, now, null, attempts);
  }

  Delivery withVersion(long changed) {
    return new Delivery(
        id,
        changed,
        sequence,
        announcementId,
        channel,
        recipientId,
        label,
        acceptedAt,
        state,
        failures,
        urgent,
        nextAttemptAt,
        reason,
        attempts);
  }

  private List<Attempt> and(Attempt attempt) {
    List<Attempt> all = new ArrayList<>(attempts);
    all.add(attempt);
    return all.subList(Math.max(0, all.size() - MAX_ATTEMPTS_KEPT), all.size());
  }

  private Delivery with(
      State newState,
      int newFailures,
      boolean newUrgent,
      @Nullable Instant next,
      @Nullable String why,
      List<Attempt> newAttempts) {
    return new Delivery(
        id,
        version,
        sequence,
        announcementId,
        channel,
        recipientId,
        label,
        acceptedAt,
        newState,
        newFailures,
        newUrgent,
        next,
        why,
        newAttempts);
  }
}
