package dev.galley.post.outbox;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;

/**
 * The right to do something for a while, for one of all instances: a document that says until when.
 * It expires by itself; who holds it need not be known.
 */
final class Lease {

  private static final String UNTIL = "until";

  private final MongoCollection<Document> leases;
  private final String name;
  private final Clock clock;

  Lease(MongoDatabase database, String name, Clock clock) {
    this.leases = database.getCollection("leases");
    this.name = name;
    this.clock = clock;
  }

  /** Takes it, if nobody has it now. */
  boolean acquire(Duration duration) {
    Instant now = clock.instant();
    try {
      leases.updateOne(
          and(eq(name), lte(UNTIL, Date.from(now))),
          Updates.set(UNTIL, Date.from(now.plus(duration))),
          new UpdateOptions().upsert(true));
      return true;
    } catch (MongoWriteException e) {
      if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
      // It is there and has not expired, so the condition led to an insert.
      return false;
    }
  }

  /** Takes it, whoever has it. */
  void seize(Duration duration) {
    leases.updateOne(
        eq(name),
        Updates.set(UNTIL, Date.from(clock.instant().plus(duration))),
        new UpdateOptions().upsert(true));
  }

  /** Lets another have it at once. */
  void release() {
    seize(Duration.ZERO);
  }
}
