package dev.galley.feed.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock and a timer that stand still until a test moves them; days take milliseconds. */
final class VirtualTime extends Clock implements Timer {

  private record Task(Instant at, long order, Runnable runnable) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::order));
  private Instant now;
  private long order;

  VirtualTime(Instant start) {
    this.now = start;
  }

  @Override
  public synchronized void at(Instant time, Runnable task) {
    tasks.add(new Task(time, order++, task));
  }

  /** Runs what is due at the time that it is due, until the span is over. */
  void pass(Duration span) {
    Instant end = now.plus(span);
    while (!tasks.isEmpty() && !tasks.peek().at().isAfter(end)) {
      Task task = tasks.remove();
      now = task.at().isAfter(now) ? task.at() : now;
      task.runnable().run();
    }
    now = end;
  }

  /** Drops what was to be run, as the end of a process does. */
  void forget() {
    tasks.clear();
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
