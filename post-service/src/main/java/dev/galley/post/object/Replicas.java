package dev.galley.post.object;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import dev.galley.object.ObjectInfo;
import dev.galley.object.ObjectStore;
import dev.galley.object.Spool;
import dev.galley.object.Spooled;
import dev.galley.object.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings objects from the first store to the second, and remembers of each that it is there. Safe
 * beside other instances: a copy that two make is the same copy.
 */
final class Replicas {

  private static final Logger log = LoggerFactory.getLogger(Replicas.class);

  /** Of one copy; who was killed with one leaves it to the others after that. */
  private static final Duration LEASE = Duration.ofMinutes(10);

  private static final int MAX_DOUBLINGS = 6;
  private static final int BATCH = 1_000;
  private static final Date BEGIN_OF_TIME = new Date(0);
  private static final String ATTEMPTS = "copy.attempts";

  private final MongoCollection<Document> objects;
  private final MongoCollection<Document> assets;
  private final ObjectStore first;
  private final ObjectStore second;
  private final Spool spool;
  private final InstantSource clock;
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * @param second of the stores
   * @param clock the store's
   */
  Replicas(
      MongoDatabase database, Stores stores, ObjectStore second, Spool spool, InstantSource clock) {
    this.objects = database.getCollection(Objects.OBJECTS);
    this.assets = database.getCollection("assets");
    this.first = stores.first();
    this.second = second;
    this.spool = spool;
    this.clock = clock;
  }

  /**
   * Copies a new object whose time has come; one that cannot be copied is tried again in a while.
   *
   * @return whether the second store has it now; not where another instance copies it
   */
  boolean copyDue(String sha256, Instant now) {
    Document claimed =
        objects.findOneAndUpdate(
            and(eq("_id", sha256), lte(Objects.COPY_DUE, Date.from(now))),
            combine(set(Objects.COPY_DUE, Date.from(now.plus(LEASE))), inc(ATTEMPTS, 1)),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    if (claimed == null) {
      return false;
    }
    try {
      if (first.find(sha256).isEmpty()) {
        // Kept beside this one by an instance for which the stores are exchanged, as for a move.
        transfer(second, first, sha256);
      }
      Number bytes = claimed.get(Objects.BYTES, Number.class);
      copy(new ObjectInfo(sha256, bytes == null ? -1 : bytes.longValue()));
      failing.set(false);
      return true;
    } catch (IOException e) {
      int attempts = claimed.getEmbedded(List.of("copy", "attempts"), 1);
      Instant again = now.plusSeconds(1L << Math.min(attempts, MAX_DOUBLINGS));
      objects.updateOne(
          and(eq("_id", sha256), exists(Objects.COPY_DUE)),
          set(Objects.COPY_DUE, Date.from(again)));
      if (!failing.getAndSet(true)) {
        log.warn("Objects are not copied to {}: {}", second, e.toString());
      }
      return false;
    }
  }

  /**
   * Sees to it that the second store has an object that the first one has.
   *
   * @return whether it was copied; else it was there
   * @throws IOException when one of them is away, or the first has not got the right bytes
   */
  boolean copy(ObjectInfo object) throws IOException {
    String sha256 = object.sha256();
    Optional<ObjectInfo> there = second.find(sha256);
    if (there.filter(object::equals).isPresent()) {
      replicated(sha256);
      return false;
    }
    if (there.isPresent()) {
      second.delete(sha256);
    }
    transfer(first, second, sha256);
    replicated(sha256);
    return true;
  }

  /** Puts right what one store has wrong and the other has right. */
  void repair(ObjectStore good, ObjectStore bad, String sha256) throws IOException {
    bad.delete(sha256);
    transfer(good, bad, sha256);
  }

  private void transfer(ObjectStore from, ObjectStore to, String sha256) throws IOException {
    if (!to.copyFrom(from, sha256)) {
      try (InputStream in = from.open(sha256, 0);
          Spooled spooled = spool.take(in, Long.MAX_VALUE)) {
        to.put(sha256, spooled.path());
      }
    }
  }

  /** Remembers that the second store has an object; not if it was removed meanwhile. */
  void replicated(String sha256) throws IOException {
    Document place =
        new Document("place", second.toString()).append("at", Date.from(clock.instant()));
    long known =
        objects
            .updateOne(
                and(eq("_id", sha256), exists(Objects.LEAVING, false)),
                combine(set(Objects.SECOND, place), unset("copy")))
            .getMatchedCount();
    if (known == 0) {
      second.delete(sha256);
      // Somebody may have kept it again since.
      objects.updateOne(
          eq("_id", sha256), combine(unset(Objects.SECOND), set(Objects.COPY_DUE, BEGIN_OF_TIME)));
    }
  }

  /** Whether the second store is known to have an object. */
  boolean isReplicated(String sha256) {
    return objects
            .find(
                and(
                    eq("_id", sha256),
                    eq(Objects.SECOND_PLACE, second.toString()),
                    exists(Objects.COPY_SINCE, false)))
            .projection(include("_id"))
            .first()
        != null;
  }

  /** Makes an object known that the first store has; many are of earlier builds. */
  void know(ObjectInfo object) {
    Date now = Date.from(clock.instant());
    objects.updateOne(
        eq("_id", object.sha256()),
        combine(
            setOnInsert(Objects.BYTES, object.bytes()),
            setOnInsert(Objects.STORED_AT, now),
            setOnInsert(Objects.FIRST, now)),
        new UpdateOptions().upsert(true));
  }

  /**
   * Makes known what files of earlier builds point at, and says of all that the second store may
   * not have that they wait. Nothing is copied by this.
   */
  void prepare() {
    List<Document> batch = new ArrayList<>();
    for (Document asset :
        assets.find().projection(include("sha256", Objects.BYTES, Objects.STORED_AT))) {
      batch.add(asset);
      if (batch.size() == BATCH) {
        know(batch);
        batch.clear();
      }
    }
    know(batch);
    objects.updateMany(
        and(
            exists(Objects.FIRST),
            ne(Objects.SECOND_PLACE, second.toString()),
            exists(Objects.COPY_SINCE, false)),
        set(Objects.COPY_SINCE, Date.from(clock.instant())));
  }

  private void know(List<Document> files) {
    Map<String, Document> unknown = new HashMap<>();
    for (Document file : files) {
      String sha256 = file.getString("sha256");
      if (sha256 != null) {
        unknown.put(
            sha256,
            new Document("_id", sha256)
                .append(Objects.BYTES, file.get(Objects.BYTES))
                .append(Objects.STORED_AT, file.getDate(Objects.STORED_AT))
                .append(Objects.FIRST, file.getDate(Objects.STORED_AT)));
      }
    }
    objects
        .find(in("_id", unknown.keySet()))
        .projection(include("_id"))
        .forEach(known -> unknown.remove(known.getString("_id")));
    if (!unknown.isEmpty()) {
      try {
        objects.insertMany(List.copyOf(unknown.values()), new InsertManyOptions().ordered(false));
      } catch (MongoBulkWriteException e) {
        // Another instance makes the same ones known.
        log.debug("Objects were made known twice", e);
      }
    }
  }

  /** How many objects the second store is not known to have. */
  long waiting() {
    return objects.countDocuments(waitingOnes());
  }

  private static Bson waitingOnes() {
    return gt(Objects.COPY_SINCE, BEGIN_OF_TIME);
  }

  /** Since when the oldest of them waits. */
  Optional<Instant> oldest() {
    return Optional.ofNullable(
            objects
                .find(waitingOnes())
                .projection(include(Objects.COPY_SINCE))
                .sort(Sorts.ascending(Objects.COPY_SINCE))
                .limit(1)
                .first())
        .map(object -> object.getEmbedded(List.of("copy", "since"), Date.class).toInstant());
  }
}
