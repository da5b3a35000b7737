package dev.galley.post.outbox;

import com.mongodb.MongoException;
import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.stream.EventSender;
import dev.galley.stream.codec.CloudEventHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events from the outbox to Kafka: one post's in order, each after the acknowledgement of the
 * one before; different posts' at the same time. What cannot be sent waits, with back-off, for
 * ever.
 *
 * <p>Its methods, except {@link #flush()}, may be called by any thread and return at once. All work
 * and all state belong to the executor's one thread, so there is nothing to lock; while the broker
 * is away, it is that thread and no other that waits.
 */
final class Relay {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
  private static final Duration MAX_BACK_OFF = Duration.ofSeconds(5);
  private static final Duration SUSPENSION = Duration.ofMinutes(1);

  private final Outbox outbox;
  private final EventSender sender;
  private final Settling settling;
  private final Pending pending;
  private final OutboxProperties properties;
  private final ScheduledExecutorService executor;

  private final Map<String, Lane> lanes = new HashMap<>();
  private final Set<Lane> parked = new LinkedHashSet<>();
  private final AtomicInteger held = new AtomicInteger();
  private Duration backOff = Duration.ZERO;
  private boolean paused;
  private @Nullable Lane probe;
  private int inFlight;

  /**
   * @param threads closed by their owner
   */
  Relay(
      Outbox outbox,
      EventSender sender,
      Pending pending,
      OutboxProperties properties,
      OutboxThreads threads) {
    this.outbox = outbox;
    this.sender = sender;
    this.pending = pending;
    this.properties = properties;
    this.executor = threads.relay();
    this.settling =
        new Settling(
            outbox,
            pending,
            properties.settleDelay(),
            threads.settling(),
            postId -> repeat(postId, false));
  }

  /** What of a post is settled, such as its history, can leave its document. */
  void settle(String postId) {
    settling.changed(postId);
  }

  /** Settles at once what was acknowledged; for a clean stop. */
  void flush() {
    settling.flush();
  }

  /** Sends an event that was just stored. */
  void handOff(Unsent unsent) {
    pending.add(unsent.eventId(), unsent.at());
    if (held.incrementAndGet() > properties.maxHeld()) {
      held.decrementAndGet();
      recall(unsent.postId());
      return;
    }
    execute(
        () -> {
          Lane lane = lane(unsent.postId());
          if (!lane.add(unsent)) {
            held.decrementAndGet();
          }
          advance(lane);
        });
  }

  /** Sends whatever the outbox of a post holds. */
  void recall(String postId) {
    execute(
        () -> {
          Lane lane = lane(postId);
          lane.recall();
          advance(lane);
        });
  }

  /**
   * Sends the newest event of a post again.
   *
   * @param requested whether a person asked for it, so that steps which gave up try once more
   */
  void repeat(String postId, boolean requested) {
    execute(
        () -> {
          Lane lane = lane(postId);
          lane.repeatCurrent(requested);
          advance(lane);
        });
  }

  private void execute(Runnable action) {
    try {
      executor.execute(action);
    } catch (RejectedExecutionException e) {
      log.debug("Stopped; the next start sends the rest");
    }
  }

  private Lane lane(String postId) {
    return lanes.computeIfAbsent(postId, Lane::new);
  }

  private void advance(Lane lane) {
    if (lane.isBusy()) {
      return;
    }
    if (lane.isDone()) {
      lanes.remove(lane.postId());
      return;
    }
    if (mustWait(lane)) {
      parked.add(lane);
      return;
    }
    try {
      sendNext(lane);
    } catch (MongoException e) {
      pause(lane, e);
    } catch (RuntimeException e) {
      suspend(lane, e);
    }
  }

  private boolean mustWait(Lane lane) {
    return paused || (probe != null && probe != lane) || inFlight >= properties.maxInFlight();
  }

  private void sendNext(Lane lane) {
    if (lane.isRecalled()) {
      load(lane);
    }
    Optional<Unsent> head = lane.head();
    if (head.isPresent()) {
      send(lane, head.get());
    } else if (lane.repeatsCurrent()) {
      repeatCurrent(lane);
    } else {
      advance(lane);
    }
  }

  private void load(Lane lane) {
    int before = lane.events().size();
    lane.load(outbox.unsent(lane.postId()));
    held.addAndGet(lane.events().size() - before);
    lane.events().forEach(unsent -> pending.add(unsent.eventId(), unsent.at()));
  }

  private void send(Lane lane, Unsent unsent) {
    Map<String, String> headers =
        unsent.traceparent() == null
            ? Map.of()
            : Map.of(CloudEventHeaders.TRACE_PARENT, unsent.traceparent());
    send(
        lane,
        unsent.event(),
        headers,
        () -> {
          lane.sent();
          held.decrementAndGet();
          settling.acknowledged(unsent.postId(), unsent.eventId());
        });
  }

  /** The newest event, until it still is the newest after it was acknowledged. */
  private void repeatCurrent(Lane lane) {
    Optional<PostEvent> current = outbox.current(lane.postId());
    if (current.isEmpty()) {
      lane.repeated();
      advance(lane);
      return;
    }
    Map<String, String> headers =
        lane.isByRequest() ? Map.of(CloudEventHeaders.RETRY, "true") : Map.of();
    send(
        lane,
        current.get(),
        headers,
        () -> {
          if (isCurrent(current.get())) {
            lane.repeated();
          }
        });
  }

  private boolean isCurrent(PostEvent event) {
    try {
      return outbox
          .current(event.postId())
          .map(now -> now.eventId().equals(event.eventId()))
          .orElse(true);
    } catch (MongoException e) {
      // Unknown: send it once more.
      return false;
    }
  }

  private void send(
      Lane lane, PostEvent event, Map<String, String> headers, Runnable whenAcknowledged) {
    CompletableFuture<RecordMetadata> sent = sender.send(Topics.POSTS, event, headers);
    lane.setBusy(true);
    inFlight++;
    sent.whenComplete(
        (metadata, failure) -> execute(() -> completed(lane, failure, whenAcknowledged)));
  }

  private void completed(Lane lane, @Nullable Throwable failure, Runnable whenAcknowledged) {
    lane.setBusy(false);
    inFlight--;
    if (failure instanceof RecordTooLargeException || failure instanceof SerializationException) {
      suspend(lane, failure);
    } else if (failure != null) {
      pause(lane, failure);
    } else {
      whenAcknowledged.run();
      backOff = Duration.ZERO;
      pending.flowing();
      endProbe(lane);
      advance(lane);
    }
    unpark();
  }

  /** In words for people, where it is the usual one. */
  private static String reason(Throwable failure) {
    return failure instanceof TimeoutException
        ? "The broker does not answer: " + failure.getMessage()
        : failure.toString();
  }

  /** The world is down: everybody waits, then one tries for all. */
  private void pause(Lane lane, Throwable failure) {
    endProbe(lane);
    parked.add(lane);
    if (paused) {
      return;
    }
    backOff = backOff.isZero() ? FIRST_BACK_OFF : min(backOff.multipliedBy(2), MAX_BACK_OFF);
    pending.delayed(reason(failure));
    log.warn("{} events wait another {}: {}", pending.size(), backOff, failure.toString());
    paused = true;
    schedule(this::probe, backOff);
  }

  /** This event is bad: its post waits for a repair, all others go on. */
  private void suspend(Lane lane, Throwable failure) {
    endProbe(lane);
    log.error("The events of the post {} cannot be sent", lane.postId(), failure);
    lane.setBusy(true);
    schedule(
        () -> {
          lane.setBusy(false);
          lane.recall();
          advance(lane);
        },
        SUSPENSION);
  }

  private void probe() {
    paused = false;
    if (!parked.isEmpty()) {
      Lane lane = takeParked();
      probe = lane;
      advance(lane);
      if (!lane.isBusy()) {
        endProbe(lane);
      }
      unpark();
    }
  }

  private void endProbe(Lane lane) {
    if (probe == lane) {
      probe = null;
    }
  }

  private void unpark() {
    while (!parked.isEmpty() && !mustWait(parked.iterator().next())) {
      advance(takeParked());
    }
  }

  private Lane takeParked() {
    Lane lane = parked.iterator().next();
    parked.remove(lane);
    return lane;
  }

  private void schedule(Runnable action, Duration delay) {
    try {
      executor.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Stopped; the next start sends the rest");
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
