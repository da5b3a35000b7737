package dev.galley.post.job;

import com.mongodb.MongoException;
import dev.galley.post.job.Jobs.Leased;
import dev.galley.post.schedule.DueDocuments;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the steps of the jobs that run, one at a time in each instance. */
final class TakingSteps implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TakingSteps.class);

  private final Jobs jobs;
  private final Map<String, JobKind> kinds;
  private final DueDocuments due;
  private final InstantSource clock;
  private final ScheduledExecutorService renewing =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "job-leases");
            thread.setDaemon(true);
            return thread;
          });

  TakingSteps(Jobs jobs, Map<String, JobKind> kinds, DueDocuments due, InstantSource clock) {
    this.jobs = jobs;
    this.kinds = kinds;
    this.due = due;
    this.clock = clock;
  }

  /** Tells whether there may be more. */
  boolean run() {
    boolean[] taken = {false};
    due.each(clock, (id, now) -> taken[0] |= take(id, now));
    return taken[0];
  }

  private boolean take(String id, Instant now) {
    return jobs.lease(id, now).map(this::take).orElse(false);
  }

  private boolean take(Leased leased) {
    long every = jobs.lease().toMillis() / 3;
    ScheduledFuture<?> keeping =
        renewing.scheduleWithFixedDelay(() -> renew(leased), every, every, TimeUnit.MILLISECONDS);
    try {
      JobKind kind = kinds.get(leased.kind());
      if (kind == null) {
        throw new IOException("Nobody here knows how to " + leased.kind());
      }
      jobs.done(leased, kind.step(leased.task()));
      return true;
    } catch (IOException e) {
      jobs.failed(leased, String.valueOf(e.getMessage()));
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      jobs.failed(leased, String.valueOf(cause.getMessage()));
    } catch (MongoException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      log.error("A step of job {} cannot be taken", leased.id(), e);
      jobs.failed(leased, "It cannot be done: " + e);
    } finally {
      keeping.cancel(false);
    }
    return false;
  }

  private void renew(Leased leased) {
    try {
      jobs.renew(leased);
    } catch (RuntimeException e) {
      // The next time is soon; a lease that ends before only lets another instance go on.
      log.debug("A lease is not renewed", e);
    }
  }

  @Override
  public void close() {
    renewing.shutdownNow();
  }
}
