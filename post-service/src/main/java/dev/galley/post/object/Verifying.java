package dev.galley.post.object;

import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import dev.galley.object.ObjectInfo;
import dev.galley.object.ObjectStore;
import dev.galley.object.ObjectStore.Condition;
import dev.galley.post.job.JobKind;
import dev.galley.post.job.Workers;
import dev.galley.post.object.ReplicatingAll.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Reads every object of both stores to its last byte, and compares its hash with its name: what a
 * store says of sizes and tags is not believed. Walks along three lists at once, those of the
 * stores and that of the objects that are known.
 */
final class Verifying implements JobKind {

  private static final int STEP = 64;

  private final MongoCollection<Document> known;
  private final Replication replication;
  private final Objects objects;
  private final Predicate<String> used;
  private final Workers<Found> workers;

  Verifying(
      MongoDatabase database,
      Replication replication,
      Objects objects,
      Predicate<String> used,
      Workers<Found> workers) {
    this.known = database.getCollection(Objects.OBJECTS);
    this.replication = replication;
    this.objects = objects;
    this.used = used;
    this.workers = workers;
  }

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public long total() {
    replication.replicas();
    return replication.total();
  }

  @Override
  public Step step(Task task) throws IOException {
    Replicas replicas = replication.replicas();
    ObjectStore first = replication.stores().first();
    ObjectStore second = replication.stores().copy().orElseThrow();
    Comparing comparing = new Comparing(first, second, replicas, task.repair());
    List<List<String>> lists =
        List.of(
            names(first.list(task.after(), STEP)),
            names(second.list(task.after(), STEP)),
            known(task.after()));
    // What lies behind the end of a full list may be in it as well.
    String end =
        lists.stream()
            .filter(list -> list.size() == STEP)
            .map(list -> list.get(STEP - 1))
            .min(String::compareTo)
            .orElse(null);
    TreeSet<String> all = new TreeSet<>();
    lists.forEach(all::addAll);
    List<Callable<Found>> work = new ArrayList<>();
    for (String sha256 : end == null ? all : all.headSet(end, true)) {
      work.add(() -> comparing.compare(sha256));
    }
    return Found.step(end, workers.all(work));
  }

  private static List<String> names(List<ObjectInfo> objects) {
    return objects.stream().map(ObjectInfo::sha256).toList();
  }

  private List<String> known(@Nullable String after) {
    return known
        .find(after == null ? new Document() : gt("_id", after))
        .projection(include("_id"))
        .sort(Sorts.ascending("_id"))
        .limit(STEP)
        .map(object -> object.getString("_id"))
        .into(new ArrayList<>());
  }

  private interface Repair {
    void run() throws IOException;
  }

  /** Compares what the two stores have. */
  private final class Comparing {

    private final ObjectStore first;
    private final ObjectStore second;
    private final Replicas replicas;
    private final boolean repair;

    Comparing(ObjectStore first, ObjectStore second, Replicas replicas, boolean repair) {
      this.first = first;
      this.second = second;
      this.replicas = replicas;
      this.repair = repair;
    }

    Found compare(String sha256) throws IOException {
      Condition one = first.check(sha256);
      Condition other = second.check(sha256);
      if (one == Condition.SOUND && other == Condition.SOUND) {
        mark(sha256);
        return Found.plain(sha256, "same");
      }
      if (one == Condition.SOUND) {
        return found(sha256, problem(other), second, () -> mend(first, second, sha256));
      }
      if (!used.test(sha256)) {
        return unused(sha256, one, other);
      }
      if (other == Condition.SOUND) {
        return found(sha256, problem(one), first, () -> mend(second, first, sha256));
      }
      return new Found(sha256, "lost", "a file points at it, and neither store has its bytes");
    }

    private static String problem(Condition condition) {
      return condition == Condition.MISSING ? "missing" : "different";
    }

    private Found unused(String sha256, Condition one, Condition other) throws IOException {
      if (one == Condition.MISSING && other == Condition.MISSING) {
        return Found.plain(sha256, "gone");
      }
      ObjectStore where = one == Condition.MISSING ? second : first;
      return found(sha256, "surplus", where, () -> objects.releaseStray(sha256));
    }

    private Found found(String sha256, String what, ObjectStore where, Repair repairing)
        throws IOException {
      if (repair) {
        repairing.run();
      }
      return new Found(sha256, repair ? what + "-repaired" : what, "in the " + where);
    }

    private void mend(ObjectStore good, ObjectStore bad, String sha256) throws IOException {
      replicas.repair(good, bad, sha256);
      mark(sha256);
    }

    private void mark(String sha256) throws IOException {
      if (!replicas.isReplicated(sha256)) {
        Optional<ObjectInfo> object = first.find(sha256);
        if (object.isPresent()) {
          replicas.know(object.get());
          replicas.replicated(sha256);
        }
      }
    }
  }
}
