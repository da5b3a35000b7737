package dev.galley.post.outbox;

import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.post.outbox.Outgoing.Settlement;
import dev.galley.stream.EventSender;
import dev.galley.stream.Failure;
import dev.galley.stream.codec.CloudEventHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the posts' events to Kafka by the rule of {@link Outgoing}: one post's one after the other,
 * different posts' at the same time. What cannot be sent waits, with back-off, for ever.
 *
 * <p>Its methods may be called by any thread and return at once. All state belongs to one thread,
 * so there is nothing to lock; while the broker is away, it is that thread and no other that waits.
 * The store is asked on threads of its own.
 */
final class Relay {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
  private static final Duration MAX_BACK_OFF = Duration.ofSeconds(5);
  private static final Duration SUSPENSION = Duration.ofMinutes(1);
  private static final Duration STORE_BACK_OFF = Duration.ofSeconds(1);
  private static final int MAX_POSTS_PER_WRITE = 250;

  private final Outbox outbox;
  private final EventSender sender;
  private final Pending pending;
  private final OutboxProperties properties;
  private final ScheduledExecutorService executor;
  private final Executor store;

  private final Map<String, Work> posts = new HashMap<>();
  private final Set<Work> parked = new LinkedHashSet<>();
  private final Set<Work> toSettle = new LinkedHashSet<>();
  private final AtomicInteger held = new AtomicInteger();
  private boolean settling;
  private Duration backOff = Duration.ZERO;
  private boolean paused;
  private @Nullable Work probe;
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
    this.store = threads.store();
  }

  /** Sends an event that was just stored, together with a mark that bears its id. */
  void handOver(PostEvent event, Instant at, @Nullable String traceparent) {
    UUID mark = event.eventId();
    pending.add(mark, at);
    if (held.incrementAndGet() > properties.maxHeld()) {
      held.decrementAndGet();
      change(event.postId(), state -> state.marked(mark));
      return;
    }
    execute(
        () -> {
          Work work = work(event.postId());
          work.state = work.state.handedOver(mark, event.revision());
          work.suspended = false;
          hold(work, new Outbox.Current(Optional.empty(), event, traceparent));
          advance(work);
        });
  }

  /** Sends the current event of a post for others, whose marks have expired. */
  void takeOver(String postId, Map<UUID, Instant> expired) {
    expired.forEach(pending::add);
    change(postId, state -> state.found(expired.keySet()));
  }

  /** Reads what the current event of a post is, and sends it. */
  void send(String postId) {
    change(postId, state -> state.forgotten().repeated());
  }

  /** Sends it again because a person wants it, so that steps which gave up try once more. */
  void resend(String postId) {
    execute(() -> work(postId).requested = true);
    send(postId);
  }

  private void change(String postId, UnaryOperator<Outgoing> change) {
    execute(
        () -> {
          Work work = work(postId);
          work.state = change.apply(work.state);
          advance(work);
        });
  }

  private Work work(String postId) {
    return posts.computeIfAbsent(postId, Work::new);
  }

  /** The held event is counted already; of two the older one goes. */
  private void hold(Work work, Outbox.Current current) {
    if (work.current == null) {
      work.current = current;
      return;
    }
    held.decrementAndGet();
    if (work.current.event().revision() < current.event().revision()) {
      work.current = current;
    }
  }

  private void letGo(Work work) {
    if (work.current != null) {
      work.current = null;
      held.decrementAndGet();
    }
  }

  private void advance(Work work) {
    if (work.reading || work.suspended) {
      return;
    }
    switch (work.state.next()) {
      case AWAIT -> {}
      case READ, SEND -> sendOrPark(work);
      case SETTLE -> settleLater(work);
      case DONE -> {
        letGo(work);
        posts.remove(work.postId);
      }
    }
  }

  private void sendOrPark(Work work) {
    if (mustWait(work)) {
      parked.add(work);
      return;
    }
    inFlight++;
    Outbox.Current current = work.current;
    if (work.state.next() == Outgoing.Step.SEND
        && current != null
        && current.event().revision() == work.state.newest()) {
      send(work, current);
    } else {
      read(work);
    }
  }

  private boolean mustWait(Work work) {
    return paused || (probe != null && probe != work) || inFlight >= properties.maxInFlight();
  }

  private void read(Work work) {
    work.reading = true;
    Optional<UUID> own = work.state.mark();
    ask(
        () -> outbox.read(work.postId, own),
        found -> {
          inFlight--;
          work.reading = false;
          found.ifPresentOrElse(current -> read(work, current), () -> forget(work));
          unpark();
        },
        failure -> {
          log.warn("The event of the post {} cannot be read: {}", work.postId, failure.toString());
          inFlight--;
          endProbe(work);
          schedule(
              () -> {
                work.reading = false;
                advance(work);
              },
              Failure.of(failure) == Failure.TRANSIENT ? STORE_BACK_OFF : SUSPENSION);
          unpark();
        });
  }

  private void read(Work work, Outbox.Current current) {
    current.set().ifPresent(mark -> pending.add(mark, current.event().occurredAt()));
    work.state = work.state.read(current.set(), current.event().revision());
    held.incrementAndGet();
    hold(work, current);
    advance(work);
  }

  /** There is no such post, so there is nothing to send. */
  private void forget(Work work) {
    endProbe(work);
    pending.remove(work.state.own());
    pending.remove(work.state.expired());
    letGo(work);
    posts.remove(work.postId);
  }

  private void send(Work work, Outbox.Current current) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (current.traceparent() != null) {
      headers.put(CloudEventHeaders.TRACE_PARENT, current.traceparent());
    }
    boolean requested = work.requested;
    if (requested) {
      headers.put(CloudEventHeaders.RETRY, "true");
    }
    work.state = work.state.sending();
    sent(current.event(), headers)
        .whenComplete((metadata, failure) -> execute(() -> completed(work, requested, failure)));
  }

  private CompletableFuture<?> sent(PostEvent event, Map<String, String> headers) {
    try {
      return sender.send(Topics.POSTS, event, headers);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void completed(Work work, boolean requested, @Nullable Throwable failure) {
    inFlight--;
    if (failure == null) {
      acknowledged(work, requested);
    } else {
      work.state = work.state.failed();
      if (Failure.of(failure) == Failure.TRANSIENT) {
        pause(work, failure);
      } else {
        suspend(work, failure);
      }
    }
    unpark();
  }

  private void acknowledged(Work work, boolean requested) {
    work.state = work.state.acknowledged();
    work.requested &= !requested;
    backOff = Duration.ZERO;
    pending.flowing();
    endProbe(work);
    if (work.state.next() != Outgoing.Step.SEND) {
      letGo(work);
    }
    if (work.state.settlement().isPresent()) {
      settleLater(work);
    }
    advance(work);
  }

  /** The world is down: everybody waits, then one tries for all. */
  private void pause(Work work, Throwable failure) {
    endProbe(work);
    parked.add(work);
    if (paused) {
      return;
    }
    backOff = backOff.isZero() ? FIRST_BACK_OFF : min(backOff.multipliedBy(2), MAX_BACK_OFF);
    pending.delayed(Failure.reason(failure));
    log.warn("{} events wait another {}: {}", pending.size(), backOff, failure.toString());
    paused = true;
    schedule(this::probe, backOff);
  }

  /** This event is bad: its post waits for a repair, all others go on. */
  private void suspend(Work work, Throwable failure) {
    endProbe(work);
    log.error("The event of the post {} cannot be sent", work.postId, failure);
    work.suspended = true;
    schedule(
        () -> {
          if (work.suspended) {
            work.suspended = false;
            work.state = work.state.forgotten();
            advance(work);
          }
        },
        SUSPENSION);
  }

  private void probe() {
    paused = false;
    if (!parked.isEmpty()) {
      Work work = takeParked();
      probe = work;
      int before = inFlight;
      advance(work);
      if (inFlight == before) {
        endProbe(work);
      }
      unpark();
    }
  }

  private void endProbe(Work work) {
    if (probe == work) {
      probe = null;
    }
  }

  private void unpark() {
    while (!parked.isEmpty() && !mustWait(parked.iterator().next())) {
      advance(takeParked());
    }
  }

  private Work takeParked() {
    Work work = parked.iterator().next();
    parked.remove(work);
    return work;
  }

  private void settleLater(Work work) {
    toSettle.add(work);
    scheduleSettling(properties.settleDelay());
  }

  private void scheduleSettling(Duration delay) {
    if (!settling && !toSettle.isEmpty()) {
      settling = true;
      schedule(this::settle, delay);
    }
  }

  /** Many posts in one write and after the fact: a crash before it costs a repetition. */
  private void settle() {
    Map<String, Settlement> settlements = new LinkedHashMap<>();
    var works = toSettle.iterator();
    while (works.hasNext() && settlements.size() < MAX_POSTS_PER_WRITE) {
      Work work = works.next();
      works.remove();
      work.state
          .settlement()
          .ifPresent(
              settlement -> {
                settlements.put(work.postId, settlement);
                work.state = work.state.settling(settlement);
              });
    }
    if (settlements.isEmpty()) {
      settled(properties.settleDelay());
      return;
    }
    ask(
        () -> outbox.settle(settlements),
        overtaken -> {
          settlements.forEach(
              (postId, settlement) -> settled(postId, settlement, overtaken.contains(postId)));
          settled(properties.settleDelay());
        },
        failure -> {
          log.warn("Marks of what was sent stay for now: {}", failure.toString());
          settlements.forEach(
              (postId, settlement) -> {
                Work work = work(postId);
                work.state = work.state.unsettled();
                advance(work);
              });
          settled(STORE_BACK_OFF);
        });
  }

  private void settled(String postId, Settlement settlement, boolean overtaken) {
    Work work = work(postId);
    if (overtaken) {
      work.state = work.state.overtaken(settlement);
    } else {
      work.state = work.state.settled(settlement);
      pending.remove(settlement.marks());
    }
    advance(work);
  }

  private void settled(Duration pauseBeforeTheNext) {
    settling = false;
    scheduleSettling(toSettle.size() < MAX_POSTS_PER_WRITE ? pauseBeforeTheNext : Duration.ZERO);
  }

  /** Asks the store on a thread of its own; the answer comes back to this one. */
  private <T> void ask(
      Supplier<T> question, Consumer<T> whenAnswered, Consumer<RuntimeException> whenFailed) {
    try {
      store.execute(
          () -> {
            T answer;
            try {
              answer = question.get();
            } catch (RuntimeException e) {
              execute(() -> whenFailed.accept(e));
              return;
            }
            execute(() -> whenAnswered.accept(answer));
          });
    } catch (RejectedExecutionException e) {
      log.debug("Stopped; the next start sends the rest");
    }
  }

  private void execute(Runnable action) {
    schedule(action, Duration.ZERO);
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

  /** A post on its way out. Confined to the relay's thread. */
  private static final class Work {

    private final String postId;
    private Outgoing state = Outgoing.NOTHING;
    private Outbox.@Nullable Current current;
    private boolean requested;
    private boolean reading;
    private boolean suspended;

    private Work(String postId) {
      this.postId = postId;
    }
  }
}
