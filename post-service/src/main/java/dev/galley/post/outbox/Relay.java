package dev.galley.post.outbox;

import dev.galley.event.Event;
import dev.galley.post.outbox.Outgoing.Settlement;
import dev.galley.stream.EventSender;
import dev.galley.stream.Failure;
import dev.galley.stream.codec.CloudEventHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events of an {@link Outbox} to Kafka by the rule of {@link Outgoing}: one document's
 * one after the other, different ones' at the same time, as many as its {@link Circuit} lets go.
 * What cannot be sent waits, with back-off, for ever.
 *
 * <p>Its methods may be called by any thread and return at once. All state belongs to one thread,
 * so there is nothing to lock; while the broker is away, it is that thread and no other that waits.
 * The store is asked on threads of its own.
 */
final class Relay {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final Duration SUSPENSION = Duration.ofMinutes(1);
  private static final Duration STORE_BACK_OFF = Duration.ofSeconds(1);

  private final Outbox outbox;
  private final EventSender sender;
  private final Pending pending;
  private final OutboxProperties properties;
  private final OutboxThreads threads;
  private final Circuit<Work> circuit;
  private final ClearingMarks settling;

  private final Map<String, Work> works = new HashMap<>();
  private final AtomicInteger held = new AtomicInteger();

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
    this.threads = threads;
    this.circuit = new Circuit<>(properties.maxInFlight(), this::advance);
    this.settling = new ClearingMarks(outbox, new Marked(), properties.settleDelay(), threads);
  }

  /** Sends an event that was just stored, together with a mark that bears its id. */
  void handOver(Event event, Instant at, @Nullable String traceparent) {
    UUID mark = event.eventId();
    pending.add(mark, at);
    if (held.incrementAndGet() > properties.maxHeld()) {
      held.decrementAndGet();
      change(event.subject(), state -> state.marked(mark));
      return;
    }
    threads.relay(
        () -> {
          Work work = work(event.subject());
          work.state = work.state.handedOver(mark, event.revision());
          work.suspended = false;
          hold(work, new Outbox.Current(Optional.empty(), event, traceparent));
          advance(work);
        });
  }

  /** Sends the current event of a document for others, whose marks have expired. */
  void takeOver(String id, Map<UUID, Instant> expired) {
    expired.forEach(pending::add);
    change(id, state -> state.found(expired.keySet()));
  }

  /** Reads what the current event of a document is, and sends it. */
  void send(String id) {
    change(id, state -> state.forgotten().repeated());
  }

  /** Sends it again because a person wants it, so that steps which gave up try once more. */
  void resend(String id) {
    threads.relay(() -> work(id).requested = true);
    send(id);
  }

  private void change(String id, UnaryOperator<Outgoing> change) {
    threads.relay(() -> change(work(id), change));
  }

  private void change(Work work, UnaryOperator<Outgoing> change) {
    work.state = change.apply(work.state);
    advance(work);
  }

  private Work work(String id) {
    return works.computeIfAbsent(id, Work::new);
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
      case READ, SEND -> sendOrWait(work);
      case SETTLE -> settling.add(work.id);
      case DONE -> {
        letGo(work);
        works.remove(work.id);
      }
    }
  }

  private void sendOrWait(Work work) {
    if (!circuit.enter(work)) {
      return;
    }
    Outbox.Current current = work.current;
    if (work.state.next() == Outgoing.Step.SEND
        && current != null
        && current.event().revision() == work.state.newest()) {
      send(work, current);
    } else {
      read(work);
    }
  }

  private void read(Work work) {
    work.reading = true;
    Optional<UUID> own = work.state.mark();
    threads.ask(
        () -> outbox.read(work.id, own),
        found -> {
          circuit.leave();
          work.reading = false;
          found.ifPresentOrElse(current -> read(work, current), () -> forget(work));
          circuit.go();
        },
        failure -> {
          log.warn(
              "The event of {} {} cannot be read: {}", outbox.topic(), work.id, failure.toString());
          circuit.leave();
          circuit.ended(work);
          threads.relayLater(
              () -> {
                work.reading = false;
                advance(work);
              },
              Failure.of(failure) == Failure.TRANSIENT ? STORE_BACK_OFF : SUSPENSION);
          circuit.go();
        });
  }

  private void read(Work work, Outbox.Current current) {
    current.set().ifPresent(mark -> pending.add(mark, current.event().occurredAt()));
    work.state = work.state.read(current.set(), current.event().revision());
    held.incrementAndGet();
    hold(work, current);
    advance(work);
  }

  /** There is no such document, so there is nothing to send. */
  private void forget(Work work) {
    circuit.ended(work);
    pending.remove(work.state.own());
    pending.remove(work.state.expired());
    letGo(work);
    works.remove(work.id);
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
        .whenComplete(
            (metadata, failure) -> threads.relay(() -> completed(work, requested, failure)));
  }

  private CompletableFuture<?> sent(Event event, Map<String, String> headers) {
    try {
      return sender.send(outbox.topic(), event, headers);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void completed(Work work, boolean requested, @Nullable Throwable failure) {
    circuit.leave();
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
    circuit.go();
  }

  private void acknowledged(Work work, boolean requested) {
    work.state = work.state.acknowledged();
    work.requested &= !requested;
    pending.flowing();
    circuit.passed(work);
    if (work.state.next() != Outgoing.Step.SEND) {
      letGo(work);
    }
    if (work.state.settlement().isPresent()) {
      settling.add(work.id);
    }
    advance(work);
  }

  /** The world is down: everybody waits, then one tries for all. */
  private void pause(Work work, Throwable failure) {
    Duration backOff = circuit.trip(work);
    if (!backOff.isZero()) {
      pending.delayed(Failure.reason(failure));
      log.warn("{} events wait another {}: {}", pending.size(), backOff, failure.toString());
      threads.relayLater(circuit::probe, backOff);
    }
  }

  /** This event is bad: its document waits for a repair, all others go on. */
  private void suspend(Work work, Throwable failure) {
    circuit.ended(work);
    log.error("The event of {} {} cannot be sent", outbox.topic(), work.id, failure);
    work.suspended = true;
    threads.relayLater(
        () -> {
          if (work.suspended) {
            work.suspended = false;
            work.state = work.state.forgotten();
            advance(work);
          }
        },
        SUSPENSION);
  }

  /** What becomes of the marks. */
  private final class Marked implements ClearingMarks.Posts {

    @Override
    public Optional<Settlement> settling(String id) {
      Work work = works.get(id);
      if (work == null) {
        return Optional.empty();
      }
      Optional<Settlement> settlement = work.state.settlement();
      settlement.ifPresent(marks -> work.state = work.state.settling(marks));
      return settlement;
    }

    @Override
    public void settled(String id, Settlement settlement, boolean overtaken) {
      Work work = work(id);
      if (overtaken) {
        work.state = work.state.overtaken(settlement);
      } else {
        work.state = work.state.settled(settlement);
        pending.remove(settlement.marks());
      }
      advance(work);
    }

    @Override
    public void unsettled(String id) {
      change(work(id), Outgoing::unsettled);
    }
  }

  /** A document on its way out. Confined to the relay's thread. */
  private static final class Work {

    private final String id;
    private Outgoing state = Outgoing.NOTHING;
    private Outbox.@Nullable Current current;
    private boolean requested;
    private boolean reading;
    private boolean suspended;

    private Work(String id) {
      this.id = id;
    }
  }
}
