package dev.galley.feed.webhook;

import dev.galley.feed.http.Answer;
import dev.galley.stream.codec.EventIds;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One announcement to one endpoint and everything that came of it. That there is one means that the
 * announcement was or will be delivered: a replay finds it and does nothing. It is opened before
 * the first attempt; what is written after an attempt announces the next one.
 *
 * @param id {@code <webhook>:<post>:<announced revision>}
 * @param version grows with each claim and each write; what a conditional write compares
 * @param sequence sorts the deliveries by age
 * @param messageId the {@code webhook-id}: the same for every attempt, so that a receiver can tell
 *     a repetition
 * @param causeId the event that led here
 * @param acceptedAt when the publication was accepted
 * @param payload the body of a test message; absent for an announcement, whose body is kept once
 *     for all its deliveries
 * @param failures how many attempts failed since the delivery was begun or asked for again
 * @param nextAttemptAt absent when there is none
 * @param reason why it was given up; absent unless it was
 * @param attempts the last of them, oldest first
 */
record Delivery(
    String id,
    long version,
    String sequence,
    String messageId,
    String webhookId,
    String type,
    String postId,
    long revision,
    UUID causeId,
    Instant acceptedAt,
    @Nullable String payload,
    State state,
    int failures,
    @Nullable Instant nextAttemptAt,
    @Nullable String reason,
    List<Attempt> attempts) {

  private static final int MAX_ATTEMPTS_KEPT = 30;

  /** Where a delivery stands. */
  enum State {
    WAITING,
    DELIVERED,
    FAILED
  }

  /**
   * One call of the endpoint.
   *
   * @param number from 1, over all series
   * @param status the HTTP status; 0 when there was no answer
   * @param summary for people
   * @param excerpt the beginning of the answer; absent in a list
   */
  record Attempt(
      int number,
      Instant at,
      long durationMillis,
      int status,
      String summary,
      @Nullable String excerpt) {

    static Attempt of(int number, Instant started, Instant ended, Answer answer) {
      return new Attempt(
          number,
          started,
          Duration.between(started, ended).toMillis(),
          answer.status(),
          answer.summary(),
          answer.excerpt());
    }
  }

  Delivery {
    attempts = List.copyOf(attempts);
  }

  static String id(Webhook webhook, Message message) {
    return webhook.id() + ":" + message.postId() + ":" + message.revision();
  }

  /**
   * @param at when the first attempt may be made
   */
  static Delivery open(Webhook webhook, Message message, Instant at) {
    return open(id(webhook, message), webhook, message, null, at);
  }

  /** A message that is not announced to anybody else. */
  static Delivery test(Webhook webhook, Message message, Instant now) {
    String id = webhook.id() + ":" + message.type() + ":" + message.causeId();
    return open(id, webhook, message, message.payload(), now);
  }

  private static Delivery open(
      String id, Webhook webhook, Message message, @Nullable String payload, Instant at) {
    return new Delivery(
        id,
        0,
        EventIds.next().toString(),
        messageId(id),
        webhook.id(),
        message.type(),
        message.postId(),
        message.revision(),
        message.causeId(),
        message.announcedAt(),
        payload,
        State.WAITING,
        0,
        at,
        null,
        List.of());
  }

  /** The announcement that this is a delivery of. */
  String announcementId() {
    return Message.id(postId, revision);
  }

  boolean waits() {
    return state == State.WAITING;
  }

  int nextAttemptNumber() {
    return attempts.isEmpty() ? 1 : attempts.get(attempts.size() - 1).number() + 1;
  }

  Delivery delivered(Attempt attempt) {
    return with(State.DELIVERED, failures, null, null, and(attempt));
  }

  Delivery retrying(Attempt attempt, Instant next) {
    return with(State.WAITING, failures + 1, next, null, and(attempt));
  }

  Delivery failed(Attempt attempt, String why) {
    return with(State.FAILED, failures + 1, null, why, and(attempt));
  }

  /** Given up without another attempt. */
  Delivery abandoned(String why) {
    return with(State.FAILED, failures, null, why, attempts);
  }

  /** Not attempted before. */
  Delivery postponed(Instant until) {
    return with(state, failures, until, reason, attempts);
  }

  Delivery withVersion(long changed) {
    return with(changed, state, failures, nextAttemptAt, reason, attempts);
  }

  /** A new series of attempts, under the same message id. */
  Delivery again(Instant now) {
    return with(State.WAITING, 0, now, null, attempts);
  }

  private List<Attempt> and(Attempt attempt) {
    List<Attempt> all = new ArrayList<>(attempts);
    all.add(attempt);
    return all.subList(Math.max(0, all.size() - MAX_ATTEMPTS_KEPT), all.size());
  }

  private Delivery with(
      State newState,
      int newFailures,
      @Nullable Instant next,
      @Nullable String why,
      List<Attempt> newAttempts) {
    return with(version, newState, newFailures, next, why, newAttempts);
  }

  private Delivery with(
      long newVersion,
      State newState,
      int newFailures,
      @Nullable Instant next,
      @Nullable String why,
      List<Attempt> newAttempts) {
    return new Delivery(
        id,
        newVersion,
        sequence,
        messageId,
        webhookId,
        type,
        postId,
        revision,
        causeId,
        acceptedAt,
        payload,
        newState,
        newFailures,
        next,
        why,
        newAttempts);
  }

  private static String messageId(String id) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return "msg_" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
