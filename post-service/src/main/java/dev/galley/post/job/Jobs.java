package dev.galley.post.job;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import dev.galley.stream.codec.EventIds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * {@code galley_posts.jobs}: a document a job, with how far it is. Whoever takes a step has a lease
 * on it, and what was done counts only under that lease, so that a step that two instances took, or
 * that was broken off, counts once. Of each kind one runs at a time. Thread-safe.
 */
final class Jobs {

  static final String JOBS = "jobs";
  static final String DUE = "due";
  static final String KIND = "kind";
  static final String REPAIR = "repair";
  static final String STATE = "state";
  static final String BY = "by";
  static final String STARTED_AT = "startedAt";
  static final String ENDED_AT = "endedAt";
  static final String DONE = "done";
  static final String TOTAL = "total";
  static final String COUNTS = "counts";
  static final String WAITING = "waiting";

  static final int MAX_ATTEMPTS = 20;

  /** Of each job; what is more is counted only. */
  static final int MAX_LINES = 100_000;

  private static final int MAX_JOBS = 20;
  private static final Duration MAX_PAUSE = Duration.ofMinutes(1);
  private static final String ID = "_id";
  private static final String AFTER = "after";
  private static final String LEASED = "lease";
  private static final String ATTEMPTS = "attempts";

  /** The kind, while it runs: no two documents have the same. */
  private static final String RUNNING = "running";

  private final MongoCollection<Document> jobs;
  private final MongoCollection<Document> lines;
  private final InstantSource clock;
  private final Duration lease;

  /**
   * @param clock the store's
   * @param lease of a step; whoever takes longer renews it
   */
  Jobs(MongoDatabase database, InstantSource clock, Duration lease) {
    this.jobs = database.getCollection(JOBS);
    this.lines = database.getCollection("job_lines");
    this.clock = clock;
    this.lease = lease;
  }

  /** How long a step is left to whoever took it. */
  Duration lease() {
    return lease;
  }

  void createIndexes() {
    jobs.createIndex(Indexes.ascending(DUE), new IndexOptions().sparse(true));
    jobs.createIndex(Indexes.ascending(RUNNING), new IndexOptions().unique(true).sparse(true));
  }

  /**
   * Starts a job, unless one of its kind runs: then that one is it.
   *
   * @param total how many things there are to do
   */
  Job start(JobKind kind, boolean repair, String by, long total) {
    Instant now = clock.instant();
    Document job =
        new Document(ID, EventIds.next().toString())
            .append(KIND, kind.name())
            .append(RUNNING, kind.name())
            .append(REPAIR, repair)
            .append(STATE, Job.State.RUNNING.name())
            .append(BY, by)
            .append(STARTED_AT, Date.from(now))
            .append(DUE, Date.from(now))
            .append(DONE, 0L)
            .append(TOTAL, total);
    try {
      jobs.insertOne(job);
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
      Document running = jobs.find(eq(RUNNING, kind.name())).first();
      // It may just have ended.
      return running == null ? start(kind, repair, by, total) : Job.of(running);
    }
    forgetTooMany();
    return Job.of(job);
  }

  private void forgetTooMany() {
    jobs.find(eq(RUNNING, null))
        .sort(Sorts.descending(ID))
        .skip(MAX_JOBS)
        .map(job -> job.getString(ID))
        .into(new ArrayList<>())
        .forEach(
            id -> {
              lines.deleteMany(linesOf(id));
              jobs.deleteOne(eq(ID, id));
            });
  }

  Optional<Job> find(String id) {
    return Optional.ofNullable(jobs.find(eq(ID, id)).first()).map(Job::of);
  }

  /** The newest first. */
  List<Job> list() {
    return jobs.find()
        .sort(Sorts.descending(ID))
        .limit(MAX_JOBS)
        .map(Job::of)
        .into(new ArrayList<>());
  }

  /**
   * What there is to say of the things of a job, by what they are called.
   *
   * @param after the subject behind which to begin
   */
  List<JobKind.Line> lines(String id, @Nullable String after, int limit) {
    Bson all = linesOf(id);
    return lines
        .find(after == null ? all : and(all, gt(ID, lineId(id, after))))
        .sort(Sorts.ascending(ID))
        .limit(limit)
        .map(
            line ->
                new JobKind.Line(
                    line.getString(ID).substring(id.length() + 1),
                    line.getString("what"),
                    line.getString("detail")))
        .into(new ArrayList<>());
  }

  private static Bson linesOf(String id) {
    return and(gt(ID, id + "/"), lt(ID, id + "0"));
  }

  private static String lineId(String job, String subject) {
    return job + "/" + subject;
  }

  /**
   * Ends a job that runs.
   *
   * @return whether it did
   */
  boolean cancel(String id) {
    return end(eq(ID, id), Job.State.CANCELLED, null);
  }

  private boolean end(Bson filter, Job.State state, @Nullable String reason) {
    return jobs.updateOne(
                and(filter, eq(STATE, Job.State.RUNNING.name())),
                combine(
                    set(STATE, state.name()),
                    set(ENDED_AT, Date.from(clock.instant())),
                    reason == null ? unset(WAITING) : set(WAITING, reason),
                    unset(RUNNING),
                    unset(DUE),
                    unset(LEASED)))
            .getModifiedCount()
        == 1;
  }

  /** A step that somebody has to take. */
  record Leased(String id, String lease, String kind, JobKind.Task task, int attempts) {}

  /** Takes the next step of a job; empty when somebody else does. */
  Optional<Leased> lease(String id, Instant now) {
    String own = UUID.randomUUID().toString();
    Document job =
        jobs.findOneAndUpdate(
            and(eq(ID, id), lte(DUE, Date.from(now))),
            combine(set(DUE, Date.from(now.plus(lease))), set(LEASED, own), inc(ATTEMPTS, 1)),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    return Optional.ofNullable(job)
        .map(
            found ->
                new Leased(
                    id,
                    own,
                    found.getString(KIND),
                    new JobKind.Task(found.getBoolean(REPAIR, false), found.getString(AFTER)),
                    found.getInteger(ATTEMPTS)));
  }

  void renew(Leased leased) {
    jobs.updateOne(own(leased), set(DUE, Date.from(clock.instant().plus(lease))));
  }

  private static Bson own(Leased leased) {
    return and(eq(ID, leased.id()), eq(LEASED, leased.lease()));
  }

  /** Counts what was done, if the lease still holds. */
  void done(Leased leased, JobKind.Step step) {
    // Before: whoever repeats the step writes the same lines.
    keep(leased.id(), step.lines());
    List<Bson> changes = new ArrayList<>();
    changes.add(inc(DONE, (long) step.done()));
    step.counts().forEach((what, count) -> changes.add(inc(COUNTS + "." + what, count)));
    changes.add(set(ATTEMPTS, 0));
    changes.add(unset(WAITING));
    changes.add(unset(LEASED));
    if (step.after() == null) {
      changes.add(set(STATE, Job.State.DONE.name()));
      changes.add(set(ENDED_AT, Date.from(clock.instant())));
      changes.add(unset(RUNNING));
      changes.add(unset(DUE));
    } else {
      changes.add(set(AFTER, step.after()));
      changes.add(set(DUE, Date.from(clock.instant())));
    }
    jobs.updateOne(own(leased), combine(changes));
  }

  private void keep(String id, List<JobKind.Line> found) {
    if (found.isEmpty() || lines.countDocuments(linesOf(id)) >= MAX_LINES) {
      return;
    }
    for (JobKind.Line line : found) {
      lines.replaceOne(
          eq(ID, lineId(id, line.subject())),
          new Document("what", line.what()).append("detail", line.detail()),
          new ReplaceOptions().upsert(true));
    }
  }

  /** Says what a job waits for; in the end it has failed. */
  void failed(Leased leased, String reason) {
    if (leased.attempts() >= MAX_ATTEMPTS) {
      end(own(leased), Job.State.FAILED, reason);
      return;
    }
    Duration pause = Duration.ofSeconds(1L << Math.min(leased.attempts(), 6));
    Instant again = clock.instant().plus(pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause);
    jobs.updateOne(
        own(leased), combine(set(WAITING, reason), set(DUE, Date.from(again)), unset(LEASED)));
  }
}
