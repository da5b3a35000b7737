package dev.galley.post.object;

import dev.galley.object.ObjectInfo;
import dev.galley.object.ObjectStore;
import dev.galley.object.ObjectStore.Condition;
import dev.galley.object.Stores;
import dev.galley.post.object.ReplicatingAll.Found;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** Compares what the two stores have of an object, and mends it where that is asked for. */
final class Comparing {

  private final ObjectStore first;
  private final ObjectStore second;
  private final Replicas replicas;
  private final Objects objects;
  private final Predicate<String> used;
  private final boolean repair;

  Comparing(
      Stores stores, Replicas replicas, Objects objects, Predicate<String> used, boolean repair) {
    this.first = stores.first();
    this.second = stores.copy().orElseThrow();
    this.replicas = replicas;
    this.objects = objects;
    this.used = used;
    this.repair = repair;
  }

  private interface Repair {
    void run() throws IOException;
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

  /** What is wrong with an object in a store. */
  static String problem(Condition condition) {
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
