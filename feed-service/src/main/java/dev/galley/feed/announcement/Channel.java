package dev.galley.feed.announcement;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to tell people or programs of announcements. A bean of this type is all that the
 * dispatcher needs to know of it.
 */
public interface Channel {

  /** Such as {@code webhook}: the label of its measures and the step of its receipts. */
  String name();

  /**
   * Who is to hear of an announcement: nobody who came after it was accepted, and always the same
   * ones as long as they are there. Read with majority.
   *
   * @param after only those with a greater id; null from the first on
   * @param limit fewer than that means that there are no more
   * @return ordered by id
   */
  List<Recipient> recipients(Announcement announcement, @Nullable String after, int limit);

  /**
   * Tells one recipient, on a thread of the dispatcher's. What it throws is a fault of this
   * program, the store or the broker, and has the attempt repeated.
   */
  Outcome attempt(Announcement announcement, Delivery delivery);

  /**
   * Waits until one more may be told, where only so many may in a second. Nothing is claimed
   * meanwhile: what waits is then not unclear when the process dies.
   */
  default void awaitTurn() {}

  /** After how long an attempt is over; a shutdown waits for one that is not repeatable. */
  default Duration timeLimit() {
    return Duration.ofSeconds(20);
  }

  /**
   * Whether an attempt whose outcome is unknown, since the process died, is made again: where
   * receivers know a repetition by its id. Where not, it is listed as unclear.
   */
  boolean repeatable();

  /**
   * Whether each recipient has a line of its own on the timeline; else there is one line for all.
   * With a name one recipient is told one thing at a time, whatever waits for it.
   */
  boolean namesRecipients();

  /** How many attempts this instance makes at once. */
  int workers();

  /**
   * How many more it may make while others take longer than a second: so many slow recipients delay
   * nobody.
   */
  default int slowWorkers() {
    return 0;
  }
}
