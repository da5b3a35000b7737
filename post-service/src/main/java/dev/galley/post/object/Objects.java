package dev.galley.post.object;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.min;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import dev.galley.object.NoSuchObject;
import dev.galley.object.ObjectStore;
import dev.galley.object.ObjectStore.Condition;
import dev.galley.object.Spool;
import dev.galley.object.Spooled;
import dev.galley.object.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects that files point at. What nobody points at is removed an hour after somebody kept or
 * released it, so that between keeping an object and storing who points at it there is time, and
 * what was kept for nothing goes by itself. Thread-safe, and safe beside other instances.
 */
public final class Objects {

  private static final Logger log = LoggerFactory.getLogger(Objects.class);

  static final String OBJECTS = "objects";
  static final String BYTES = "bytes";
  static final String STORED_AT = "storedAt";
  static final String REMOVAL_DUE = "removalDue";

  /** When it was complete in the first store. */
  static final String FIRST = "first";

  /** When it was found complete in the second store, and which one that was. */
  static final String SECOND = "second";

  static final String SECOND_PLACE = "second.place";

  /** Since when it should be in the second store and is not known to be. */
  static final String COPY_SINCE = "copy.since";

  /** When to try to copy it; absent where nobody has asked for that yet. */
  static final String COPY_DUE = "copy.due";

  /** Until when whoever removes an object has to be done; nobody keeps it before. */
  static final String LEAVING = "leaving";

  private static final Duration UNTIL_REMOVAL = Duration.ofHours(1);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final int MAX_TRIES = 100;

  private final MongoCollection<Document> objects;
  private final Stores stores;
  private final ObjectStore reading;
  private final Spool spool;
  private final Predicate<String> used;
  private final InstantSource clock;

  /**
   * @param used whether anything points at an object
   * @param clock the store's
   */
  Objects(
      MongoDatabase database,
      Stores stores,
      Spool spool,
      Predicate<String> used,
      InstantSource clock) {
    this.objects = database.getCollection(OBJECTS);
    this.stores = stores;
    this.reading = stores.reading(clock);
    this.spool = spool;
    this.used = used;
    this.clock = clock;
  }

  void createIndexes() {
    for (String field : List.of(REMOVAL_DUE, COPY_DUE, COPY_SINCE)) {
      objects.createIndex(Indexes.ascending(field), new IndexOptions().sparse(true));
    }
  }

  /**
   * Takes in what may become an object.
   *
   * @throws Spool.TooLarge when it is larger than allowed
   * @throws Spool.SpoolFull when too much comes in at once
   * @throws IOException when it does not come, or the disk fails
   */
  public Spooled spool(InputStream in, long maxBytes) throws IOException {
    return spool.take(in, maxBytes);
  }

  /**
   * Makes an object of it. Whoever keeps it lets a document point at it within the hour.
   *
   * @throws IOException when the store is away; repeating it goes on
   */
  public void keep(Spooled spooled) throws IOException {
    claim(spooled);
    stores.first().put(spooled.sha256(), spooled.path());
    Date now = Date.from(clock.instant());
    objects.updateOne(eq("_id", spooled.sha256()), set(FIRST, now));
    if (stores.second() != null) {
      objects.updateOne(
          and(eq("_id", spooled.sha256()), ne(SECOND_PLACE, stores.second().toString())),
          combine(set(COPY_DUE, now), min(COPY_SINCE, now)));
    }
  }

  /**
   * Whether an object that something points at is there with its bytes, so that keeping it would
   * change nothing. Reads them: what is acknowledged as kept can be given back.
   *
   * @throws IOException when the store is away
   */
  public boolean isKept(String sha256) throws IOException {
    return stores.first().check(sha256) == Condition.SOUND;
  }

  private void claim(Spooled spooled) throws IOException {
    for (int tries = 0; !tryClaim(spooled); tries++) {
      if (tries == MAX_TRIES) {
        throw new IOException("The same object is being removed");
      }
      try {
        Thread.sleep(BETWEEN_TRIES.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted", e);
      }
    }
  }

  private boolean tryClaim(Spooled spooled) {
    Instant now = clock.instant();
    try {
      objects.updateOne(
          and(eq("_id", spooled.sha256()), nobodyRemoves(now)),
          combine(
              setOnInsert(BYTES, spooled.bytes()),
              setOnInsert(STORED_AT, Date.from(now)),
              set(REMOVAL_DUE, Date.from(now.plus(UNTIL_REMOVAL))),
              unset(LEAVING)),
          new UpdateOptions().upsert(true));
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }

  private static Bson nobodyRemoves(Instant now) {
    return or(exists(LEAVING, false), lte(LEAVING, Date.from(now)));
  }

  /**
   * Reads an object as a whole, from whichever store has the right bytes.
   *
   * @param bytes its size
   * @throws NoSuchObject when it is not there
   * @throws Spool.SpoolFull when too much is read or comes in at once
   * @throws IOException when the stores are away, or have other bytes
   */
  public Spooled fetch(String sha256, long bytes) throws IOException {
    return spool.fetch(reading, sha256, bytes);
  }

  /** Releases what nothing points at; what no document is about goes at once. */
  void releaseStray(String sha256) {
    Instant now = clock.instant();
    try {
      objects.insertOne(
          new Document("_id", sha256)
              .append(STORED_AT, Date.from(now))
              .append(REMOVAL_DUE, Date.from(now)));
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        // Somebody may be keeping it.
        release(sha256);
        return;
      }
      throw e;
    }
    removeUnused(sha256, now);
  }

  /** Says that something does not point at an object any more; it goes when nothing does. */
  public void release(String sha256) {
    Instant now = clock.instant();
    objects.updateOne(
        eq("_id", sha256),
        combine(
            setOnInsert(STORED_AT, Date.from(now)),
            set(REMOVAL_DUE, Date.from(now.plus(UNTIL_REMOVAL)))),
        new UpdateOptions().upsert(true));
  }

  /**
   * Removes an object whose time has come, unless something points at it.
   *
   * @throws MongoException when the store of documents is away
   */
  void removeUnused(String sha256, Instant now) {
    if (used.test(sha256)) {
      objects.updateOne(
          and(eq("_id", sha256), lte(REMOVAL_DUE, Date.from(now))), unset(REMOVAL_DUE));
      return;
    }
    Date lease = Date.from(now.plus(LEASE));
    // Due again when this one should be done: then it has failed.
    boolean claimed =
        objects
                .updateOne(
                    and(eq("_id", sha256), lte(REMOVAL_DUE, Date.from(now)), nobodyRemoves(now)),
                    combine(set(LEAVING, lease), set(REMOVAL_DUE, lease)))
                .getModifiedCount()
            == 1;
    if (claimed) {
      remove(sha256, lease);
    }
  }

  private void remove(String sha256, Date lease) {
    try {
      for (ObjectStore store : stores.all()) {
        store.delete(sha256);
      }
      objects.deleteOne(and(eq("_id", sha256), eq(LEAVING, lease)));
    } catch (IOException e) {
      log.warn("Object {} is not removed yet: {}", sha256, e.toString());
    }
  }
}
