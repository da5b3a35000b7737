package dev.galley.feed.announcement;

import java.time.Instant;
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

  /** Where a delivery stands. */
  public enum State {
    WAITING,
    DELIVERED,
    FAILED,
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
  public int nextAttempt() {
    return attempts.isEmpty() ? 1 : attempts.get(attempts.size() - 1).number() + 1;
  }
}
