package dev.galley.feed.announcement;

import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.Receipt;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.announcement.Delivery.State;
import dev.galley.feed.announcement.Progress.OfChannel;
import dev.galley.testing.VirtualTime;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One announcement to recipients of two channels, again and again; each time the process dies, or
 * stands still while another one takes over, one step later: before or after each command to the
 * store and each attempt.
 */
class CrashAtEveryPointTests {

  /** No handler of exceptions comes before the end of a process. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final List<String> PROGRAMS = List.of("p1", "p2", "p3");
  private static final List<String> PEOPLE = List.of("q1", "q2", "q3");

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private ScriptedChannel programs;
  private ScriptedChannel people;
  private Machinery machinery;

  @Test
  void tellsEverybodyOnceWhereverAProcessDies() {
    int point = 0;
    boolean died = true;
    while (died) {
      begin();
      Points points =
          new Points(
              ++point,
              () -> {
                throw new Killed();
              });
      try {
        live(points);
        died = points.end();
      } catch (Killed e) {
        machinery.restart();
        // What was not committed is consumed again.
        machinery.live(published(1));
      }
      machinery.pass(Duration.ofMinutes(10));

      check("dead at point " + point);
    }
    assertThat(point).isGreaterThan(60);
  }

  @Test
  void tellsEverybodyOnceWhereverAProcessStandsStill() {
    int point = 0;
    boolean stood = true;
    while (stood) {
      begin();
      Points points =
          new Points(
              ++point,
              () -> {
                machinery.time.pass(Dispatcher.LEASE.plusSeconds(1));
                machinery.live(machinery.process(), published(1));
                machinery.passWithoutFirst(Duration.ofMinutes(1));
              });
      live(points);
      stood = points.end();
      machinery.pass(Duration.ofMinutes(10));

      check("standing still at point " + point);
    }
    assertThat(point).isGreaterThan(60);
  }

  private void begin() {
    database.get().drop();
    programs = ScriptedChannel.named(PROGRAMS.toArray(String[]::new));
    people = ScriptedChannel.unnamed(PEOPLE.toArray(String[]::new));
    // One has to be told twice.
    programs.script =
        (recipient, attempt) ->
            recipient.equals("p2") && attempt == 1
                ? new Outcome.Retry(null, "is away")
                : new Outcome.Delivered();
    machinery = new Machinery(database.get(), new VirtualTime(Machinery.START), programs, people);
  }

  private void live(Points points) {
    machinery.restart(points.of(database.get()));
    programs.point = points::pass;
    people.point = points::pass;
    machinery.live(published(1));
    machinery.pass(Duration.ofMinutes(1));
  }

  private void check(String when) {
    Map<String, Delivery> byRecipient = new TreeMap<>();
    machinery.deliveries().forEach(one -> byRecipient.put(one.recipientId(), one));
    assertThat(byRecipient.keySet()).as(when).containsExactly("p1", "p2", "p3", "q1", "q2", "q3");
    assertThat(machinery.unsettled()).as(when).isZero();
    for (String program : PROGRAMS) {
      int needed = program.equals("p2") ? 2 : 1;
      assertThat(byRecipient.get(program).state()).as(when).isEqualTo(State.DELIVERED);
      assertThat(Collections.frequency(programs.attempts, program))
          .as(when)
          .isBetween(needed, needed + 1);
      assertThat(last(program).outcome()).as(when).isEqualTo(Receipt.Outcome.SUCCEEDED);
    }
    assertThat(programs.attempts)
        .as("at most one attempt is repeated, " + when)
        .hasSizeBetween(4, 5);
    long unclear = 0;
    for (String person : PEOPLE) {
      State state = byRecipient.get(person).state();
      assertThat(Collections.frequency(people.attempts, person))
          .as(when)
          .isBetween(state == State.UNCLEAR ? 0 : 1, 1);
      unclear += state == State.UNCLEAR ? 1 : 0;
    }
    assertThat(unclear).as(when).isLessThanOrEqualTo(1);
    checkCounts(when, unclear);
  }

  private void checkCounts(String when, long unclear) {
    Progress progress = machinery.progress(Announcement.id(POST, 1));
    assertThat(progress.open()).as(when).isFalse();
    OfChannel toPeople = progress.of("email");
    assertThat(List.of(toPeople.total(), toPeople.delivered(), toPeople.unclear()))
        .as(when)
        .containsExactly(3L, 3 - unclear, unclear);
    OfChannel toPrograms = progress.of("webhook");
    assertThat(List.of(toPrograms.total(), toPrograms.delivered(), toPrograms.retried()))
        .as(when)
        .containsExactly(3L, 3L, 0L);
    Receipt line = last(null);
    assertThat(line.reason()).as(when).isEqualTo(unclear == 0 ? "3 of 3" : "2 of 3, 1 unclear");
    assertThat(line.outcome())
        .as(when)
        .isEqualTo(unclear == 0 ? Receipt.Outcome.SUCCEEDED : Receipt.Outcome.FAILED);
  }

  /** The newest receipt of a recipient; null for those who have one line together. */
  private Receipt last(String target) {
    List<Receipt> all =
        machinery.receipts().stream()
            .filter(receipt -> java.util.Objects.equals(receipt.target(), target))
            .toList();
    return all.get(all.size() - 1);
  }
}
