package dev.galley.post.object;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.galley.object.Spool;
import dev.galley.object.Stores;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.job.Workers;
import dev.galley.post.object.ReplicationController.State;
import dev.galley.post.schedule.DueDocuments;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bson.Document;

/** Replication as far as it is switched on: without a second store there is nothing to do. */
final class Replication implements AutoCloseable {

  /** New objects that are copied at once. */
  private static final int COPIERS = 4;

  private final MongoCollection<Document> objects;
  private final Stores stores;
  private final InstantSource clock;
  private final DueDocuments due;
  private final Workers<Boolean> copiers = new Workers<>(COPIERS);
  private final Optional<Replicas> replicas;

  Replication(MongoDatabase database, Stores stores, Spool spool, InstantSource clock) {
    this.objects = database.getCollection(Objects.OBJECTS);
    this.stores = stores;
    this.clock = clock;
    this.due = new DueDocuments(objects, Objects.COPY_DUE);
    this.replicas =
        stores.copy().map(second -> new Replicas(database, stores, second, spool, clock));
  }

  Stores stores() {
    return stores;
  }

  /**
   * The objects of both stores.
   *
   * @param wanted what of a request needs them
   * @throws InvalidContent when there is one store only
   */
  Replicas replicas(String wanted) {
    return replicas.orElseThrow(
        () ->
            InvalidContent.of(
                wanted, "needs a second store; galley.objects.second says where that is"));
  }

  /** How many objects are known. */
  long total() {
    return objects.countDocuments();
  }

  void prepare() {
    replicas.ifPresent(Replicas::prepare);
  }

  /** Copies the objects whose time has come; tells whether there may be more. */
  boolean copyDue() {
    if (replicas.isEmpty()) {
      return false;
    }
    Replicas all = replicas.get();
    List<Callable<Boolean>> work = new ArrayList<>();
    due.each(clock, (id, now) -> work.add(() -> all.copyDue(id, now)));
    return copiers.all(work).contains(true);
  }

  State state() {
    return new State(
        stores.first().toString(),
        stores.copy().map(Object::toString).orElse(null),
        total(),
        waiting(),
        replicas.flatMap(Replicas::oldest).orElse(null));
  }

  /** How many objects the second store is not known to have. */
  long waiting() {
    return replicas.map(Replicas::waiting).orElse(0L);
  }

  /** For how long the oldest of them has waited. */
  Duration age() {
    return replicas
        .flatMap(Replicas::oldest)
        .map(since -> Duration.between(since, clock.instant()))
        .filter(age -> !age.isNegative())
        .orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    copiers.close();
  }
}
