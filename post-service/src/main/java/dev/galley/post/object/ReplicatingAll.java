package dev.galley.post.object;

import dev.galley.object.NoSuchObject;
import dev.galley.object.ObjectInfo;
import dev.galley.object.WrongBytes;
import dev.galley.post.job.JobKind;
import dev.galley.post.job.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Brings every object that the first store has to the second. */
final class ReplicatingAll implements JobKind {

  static final int STEP = 64;

  private final Replication replication;
  private final Workers<Found> workers;

  ReplicatingAll(Replication replication, Workers<Found> workers) {
    this.replication = replication;
    this.workers = workers;
  }

  @Override
  public String name() {
    return "replicate";
  }

  @Override
  public long total(boolean repair) {
    replication.replicas("kind");
    return replication.total();
  }

  @Override
  public Step step(Task task) throws IOException {
    Replicas replicas = replication.replicas("kind");
    List<ObjectInfo> page = replication.stores().first().list(task.after(), STEP);
    List<Callable<Found>> work = new ArrayList<>();
    page.forEach(object -> work.add(() -> bring(replicas, object)));
    String last = page.size() < STEP ? null : page.get(page.size() - 1).sha256();
    return Found.step(last, workers.all(work));
  }

  private static Found bring(Replicas replicas, ObjectInfo object) throws IOException {
    replicas.know(object);
    try {
      return Found.plain(object.sha256(), replicas.copy(object) ? "copied" : "present");
    } catch (NoSuchObject | WrongBytes e) {
      return new Found(object.sha256(), "unreadable", String.valueOf(e.getMessage()));
    }
  }

  /**
   * What an object turned out to be.
   *
   * @param detail null where there is nothing to say
   */
  record Found(String sha256, String what, @Nullable String detail) {

    static Found plain(String sha256, String what) {
      return new Found(sha256, what, null);
    }

    static Step step(@Nullable String after, List<Found> found) {
      Map<String, Integer> counts = new HashMap<>();
      List<Line> lines = new ArrayList<>();
      for (Found one : found) {
        counts.merge(one.what(), 1, Integer::sum);
        if (one.detail() != null) {
          lines.add(new Line(one.sha256(), one.what(), one.detail()));
        }
      }
      return new Step(after, found.size(), counts, lines);
    }
  }
}
