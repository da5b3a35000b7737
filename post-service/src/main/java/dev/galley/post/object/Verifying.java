package dev.galley.post.object;

import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import dev.galley.object.ObjectInfo;
import dev.galley.object.ObjectStore;
import dev.galley.object.ObjectStore.Condition;
import dev.galley.object.Stores;
import dev.galley.post.job.JobKind;
import dev.galley.post.job.Workers;
import dev.galley.post.object.ReplicatingAll.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Reads every object of the stores to its last byte, and compares its hash with its name: what a
 * store says of sizes and tags is not believed. Walks along four lists at once, or three where
 * there is one store: those of the stores, of the objects that are known, and of what files point
 * at.
 */
final class Verifying implements JobKind {

  private static final int STEP = 64;
  private static final String SHA_256 = "sha256";

  private final MongoCollection<Document> known;
  private final MongoCollection<Document> files;
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
    this.files = database.getCollection("assets");
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
  public long total(boolean repair) {
    if (repair) {
      replication.replicas("repair");
    }
    return replication.total();
  }

  @Override
  public Step step(Task task) throws IOException {
    Looking looking = looking(task.repair());
    List<List<String>> lists = new ArrayList<>();
    for (ObjectStore store : replication.stores().all()) {
      lists.add(store.list(task.after(), STEP).stream().map(ObjectInfo::sha256).toList());
    }
    lists.add(ids(known, "_id", task.after()));
    lists.add(ids(files, SHA_256, task.after()));
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
      work.add(() -> looking.at(sha256));
    }
    return Found.step(end, workers.all(work));
  }

  private static List<String> ids(
      MongoCollection<Document> documents, String field, @Nullable String after) {
    return documents
        .find(gt(field, after == null ? "" : after))
        .projection(include(field))
        .sort(Sorts.ascending(field))
        .limit(STEP)
        .map(document -> document.getString(field))
        .into(new ArrayList<>());
  }

  @FunctionalInterface
  private interface Looking {
    Found at(String sha256) throws IOException;
  }

  private Looking looking(boolean repair) {
    Stores stores = replication.stores();
    return repair || stores.copy().isPresent()
        ? new Comparing(stores, replication.replicas("repair"), objects, used, repair)::compare
        : this::alone;
  }

  /** An object of the only store. */
  private Found alone(String sha256) throws IOException {
    ObjectStore only = replication.stores().first();
    Condition condition = only.check(sha256);
    if (condition == Condition.SOUND) {
      return Found.plain(sha256, "sound");
    }
    if (used.test(sha256)) {
      return new Found(sha256, Comparing.problem(condition), "in the " + only);
    }
    return condition == Condition.MISSING
        ? Found.plain(sha256, "gone")
        : new Found(sha256, "surplus", "in the " + only);
  }
}
