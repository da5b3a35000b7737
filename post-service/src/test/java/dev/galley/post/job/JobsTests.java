package dev.galley.post.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.job.JobKind.Line;
import dev.galley.post.job.JobKind.Step;
import dev.galley.post.job.JobKind.Task;
import dev.galley.post.job.Jobs.Leased;
import dev.galley.post.schedule.DueDocuments;
import dev.galley.post.store.MongoStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobsTests {

  private static final Duration LEASE = Duration.ofSeconds(30);

  @RegisterExtension static final MongoStore mongo = new MongoStore();

  private final Counting counting = new Counting();
  private Instant now = Instant.parse("2026-12-04T12:00:00Z");
  private Jobs jobs;
  @AutoClose private TakingSteps steps;

  @BeforeEach
  void open() {
    jobs = new Jobs(mongo.database(), () -> now, LEASE);
    jobs.createIndexes();
    steps = instance();
  }

  private TakingSteps instance() {
    return new TakingSteps(
        jobs,
        Map.of(counting.name(), counting),
        new DueDocuments(mongo.database().getCollection("jobs"), "due"),
        () -> now);
  }

  @Test
  void goesAllTheWay() {
    Job job = start();

    steps();

    Job done = jobs.find(job.id()).orElseThrow();
    assertThat(done.state()).isEqualTo(Job.State.DONE);
    assertThat(done.done()).isEqualTo(10);
    assertThat(done.counts()).containsExactly(Map.entry("even", 5), Map.entry("odd", 5));
    assertThat(done.endedAt()).isBeforeOrEqualTo(now);
    assertThat(jobs.lines(job.id(), null, 2))
        .extracting(Line::subject)
        .containsExactly("thing-1", "thing-3");
    assertThat(jobs.lines(job.id(), "thing-3", 10))
        .extracting(Line::subject)
        .containsExactly("thing-5", "thing-7", "thing-9");
  }

  @Test
  void runsOneOfAKindAtATime() {
    Job first = start();

    assertThat(start().id()).isEqualTo(first.id());
    steps();
    assertThat(start().id()).isNotEqualTo(first.id());
    assertThat(jobs.list()).hasSize(2);
  }

  @Test
  void goesOnWhereAKilledInstanceWasAndCountsNothingTwice() throws IOException {
    Job job = start();
    steps.run();
    // It was killed after it had done a step, and before it could say so.
    Leased lost = jobs.lease(job.id(), now).orElseThrow();
    Step step = counting.step(lost.task());

    assertThat(steps.run()).isFalse();
    now = now.plus(LEASE);
    steps();
    // Or it was only slow.
    jobs.done(lost, step);

    Job done = jobs.find(job.id()).orElseThrow();
    assertThat(done.state()).isEqualTo(Job.State.DONE);
    assertThat(done.done()).isEqualTo(10);
    assertThat(counting.from).containsExactly("", "thing-2", "thing-2", "thing-5", "thing-8");
    assertThat(jobs.lines(job.id(), null, 100)).hasSize(5);
  }

  @Test
  void staysWithWhoStillWorks() {
    Job job = start();
    Leased slow = jobs.lease(job.id(), now).orElseThrow();
    now = now.plus(LEASE.minusSeconds(1));

    jobs.renew(slow);
    now = now.plusSeconds(2);

    assertThat(jobs.lease(job.id(), now)).isEmpty();
  }

  @Test
  void waitsForWhatIsAwayAndSaysSo() {
    Job job = start();
    counting.failure = "The bucket is away";

    steps.run();

    assertThat(jobs.find(job.id()).orElseThrow().waiting()).isEqualTo("The bucket is away");
    assertThat(steps.run()).isFalse();
    counting.failure = null;
    now = now.plusSeconds(10);
    steps();
    Job done = jobs.find(job.id()).orElseThrow();
    assertThat(done.state()).isEqualTo(Job.State.DONE);
    assertThat(done.waiting()).isNull();
  }

  @Test
  void saysThatAStepIsAnErrorOfTheProgram() {
    Job job = start();
    counting.error = new NoClassDefFoundError("gone");

    steps.run();

    assertThat(jobs.find(job.id()).orElseThrow().waiting())
        .isEqualTo("It cannot be done: java.lang.NoClassDefFoundError: gone");
  }

  @Test
  void hasFailedWhenThatTakesTooLong() {
    Job job = start();
    counting.failure = "The bucket is away";

    for (int i = 0; i < Jobs.MAX_ATTEMPTS; i++) {
      now = now.plus(Duration.ofMinutes(2));
      steps.run();
    }

    Job failed = jobs.find(job.id()).orElseThrow();
    assertThat(failed.state()).isEqualTo(Job.State.FAILED);
    assertThat(failed.waiting()).isEqualTo("The bucket is away");
    assertThat(start().id()).isNotEqualTo(job.id());
  }

  @Test
  void endsWhenItIsCancelledAlsoInTheMiddleOfAStep() throws IOException {
    Job job = start();
    Leased running = jobs.lease(job.id(), now).orElseThrow();

    assertThat(jobs.cancel(job.id())).isTrue();
    jobs.done(running, counting.step(running.task()));

    assertThat(jobs.cancel(job.id())).isFalse();
    Job cancelled = jobs.find(job.id()).orElseThrow();
    assertThat(cancelled.state()).isEqualTo(Job.State.CANCELLED);
    assertThat(cancelled.done()).isZero();
  }

  @Test
  void forgetsTheOldest() {
    String first = start().id();
    steps();
    for (int i = 0; i < 20; i++) {
      jobs.cancel(start().id());
    }

    start();

    assertThat(jobs.find(first)).isEmpty();
    assertThat(jobs.lines(first, null, 10)).isEmpty();
  }

  private Job start() {
    return jobs.start(counting, false, "Ada", 10);
  }

  private void steps() {
    while (steps.run()) {
      now = now.plusMillis(1);
    }
  }

  /** Goes along ten things, three at a time. */
  private static final class Counting implements JobKind {

    private final List<String> from = new ArrayList<>();
    private String failure;
    private Error error;

    @Override
    public String name() {
      return "count";
    }

    @Override
    public long total(boolean repair) {
      return 10;
    }

    @Override
    public Step step(Task task) throws IOException {
      if (failure != null) {
        throw new IOException(failure);
      }
      if (error != null) {
        throw error;
      }
      String after = task.after() == null ? "" : task.after();
      from.add(after);
      int first = after.isEmpty() ? 0 : Integer.parseInt(after.substring(6)) + 1;
      int end = Math.min(10, first + 3);
      List<Line> lines = new ArrayList<>();
      int even = 0;
      for (int i = first; i < end; i++) {
        if (i % 2 == 0) {
          even++;
        } else {
          lines.add(new Line("thing-" + i, "odd", "is odd"));
        }
      }
      Map<String, Integer> counts = Map.of("even", even, "odd", end - first - even);
      return new Step(end == 10 ? null : "thing-" + (end - 1), end - first, counts, lines);
    }
  }
}
