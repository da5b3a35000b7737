package dev.galley.feed.websub;

import dev.galley.feed.http.Answer;
import dev.galley.feed.http.Challenge;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.http.TargetRefused;
import dev.galley.feed.websub.Subscription.Asked;
import dev.galley.feed.websub.Subscription.Mode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Asks callbacks whether they want what somebody asked for in their name (WebSub, 5.3), and tells
 * those whose subscription the hub has ended (5.2). Whom it has to ask is in the store, so a crash
 * loses none, and any instance goes on.
 */
class VerifyingIntent {

  private static final Logger log = LoggerFactory.getLogger(VerifyingIntent.class);

  /** Longer than a call; then it is asked again, here or elsewhere. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** Also of those that do not answer at all; any answer but the right one is a refusal. */
  private static final int MAX_ATTEMPTS = 3;

  /**
   * How long whom it asks for the first time has to answer: those that do not take the places at
   * their host from others, and are asked again with all the time that a call may take.
   */
  private static final Duration FIRST_LIMIT = Duration.ofSeconds(5);

  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Callbacks that do not answer delay those at their own host, for a moment, and no others. */
  private static final int FIRST_AT_ONE_HOST = 12;

  private static final int AGAIN_AT_ONE_HOST = 2;

  private final Subscriptions subscriptions;
  private final Challenge challenge;
  private final TargetPolicy policy;
  private final Clock clock;
  private final Executor threads;
  private final Map<Call, Integer> calledNow = new HashMap<>();

  /** What is under way at a host. */
  private record Call(String host, boolean isFirst) {

    static Call of(Subscription claimed) {
      return new Call(claimed.host(), Objects.requireNonNull(claimed.asked()).attempts() <= 1);
    }

    boolean isEnough(int calls) {
      return calls >= (isFirst ? FIRST_AT_ONE_HOST : AGAIN_AT_ONE_HOST);
    }
  }

  /**
   * @param threads drops what it has no thread for: those that are busy look for the next one
   */
  VerifyingIntent(
      Subscriptions subscriptions,
      Challenge challenge,
      TargetPolicy policy,
      Executor threads,
      Clock clock) {
    this.subscriptions = subscriptions;
    this.challenge = challenge;
    this.policy = policy;
    this.threads = threads;
    this.clock = clock;
  }

  /** Has those asked that wait, by other threads. */
  @Scheduled(initialDelay = 5, fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
  void wake() {
    threads.execute(
        () -> {
          try {
            verify();
          } catch (RuntimeException e) {
            log.warn("Subscribers are asked later whether they want feeds: {}", e.getMessage());
          }
        });
  }

  /** Asks all that wait. */
  void verify() {
    Optional<Subscription> next = claim();
    while (next.isPresent()) {
      try {
        wake();
        verify(next.get(), Objects.requireNonNull(next.get().asked()));
      } finally {
        called(Call.of(next.get()));
      }
      next = claim();
    }
  }

  private synchronized Optional<Subscription> claim() {
    Optional<Subscription> claimed =
        subscriptions.claim(clock.instant(), LEASE, busy(true), busy(false));
    claimed.ifPresent(one -> calledNow.merge(Call.of(one), 1, Integer::sum));
    return claimed;
  }

  private List<String> busy(boolean first) {
    return calledNow.entrySet().stream()
        .filter(calls -> calls.getKey().isFirst() == first)
        .filter(calls -> calls.getKey().isEnough(calls.getValue()))
        .map(calls -> calls.getKey().host())
        .toList();
  }

  private synchronized void called(Call call) {
    calledNow.computeIfPresent(call, (same, calls) -> calls == 1 ? null : calls - 1);
  }

  private void verify(Subscription subscription, Asked asked) {
    Answer answer =
        asked.attempts() > MAX_ATTEMPTS
            ? new Answer.Forbidden("The process ended each time that it was asked")
            : ask(subscription, asked);
    if (answer instanceof Answer.Accepted && asked.mode() != Mode.DENIED) {
      subscriptions.confirm(subscription.id(), asked, clock.instant());
    } else if (answer.status() > 0
        || answer instanceof Answer.Forbidden
        || asked.attempts() >= MAX_ATTEMPTS) {
      log.debug("Nothing changes for {}: it {}", subscription.host(), answer.summary());
      subscriptions.drop(subscription.id(), asked);
    }
  }

  private Answer ask(Subscription subscription, Asked asked) {
    String callback = subscription.callback();
    // WebSub, 5.3.1: what the callback's query holds already stays.
    String query =
        (callback.indexOf('?') < 0 ? "?" : callback.endsWith("?") ? "" : "&")
            + "hub.mode="
            + asked.mode().wireName()
            + "&hub.topic="
            + encoded(subscription.topic())
            + (asked.mode() == Mode.DENIED
                ? "&hub.reason=" + encoded(String.valueOf(asked.reason()))
                : "&hub.challenge=" + asked.challenge())
            + (asked.mode() == Mode.SUBSCRIBE ? "&hub.lease_seconds=" + asked.leaseSeconds() : "");
    try {
      // What was allowed when it was asked for may be configured away since.
      policy.accept(callback);
      return challenge.get(
          URI.create(callback + query),
          asked.challenge(),
          asked.attempts() <= 1 ? FIRST_LIMIT : LIMIT);
    } catch (TargetRefused e) {
      return new Answer.Forbidden("The address " + e.getMessage());
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Ends leases: whoever did not renew one gets nothing since, and nothing is kept of it. */
  @Scheduled(initialDelay = 1, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void forget() {
    long gone = subscriptions.forget(clock.instant());
    if (gone > 0) {
      log.info("{} subscriptions to feeds have ended with their leases", gone);
    }
  }
}
