package dev.galley.post.database;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import dev.galley.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.http.HttpStatus;

/**
 * What anybody may begin and somebody has to end within minutes: each is good once, in whichever
 * instance that is. Thread-safe.
 */
public final class OneTimeDocuments {

  /** No more wait at once than a store bears. */
  private static final int MAX_WAITING = 20_000;

  private static final String EXPIRES_AT = "expiresAt";

  private final MongoCollection<Document> waiting;
  private final Duration lifetime;
  private final String tooMany;
  private final Clock clock;

  /**
   * @param tooMany who waits, in words, where too many do
   */
  public OneTimeDocuments(
      MongoCollection<Document> waiting, Duration lifetime, String tooMany, Clock clock) {
    this.waiting = waiting;
    this.lifetime = lifetime;
    this.tooMany = tooMany;
    this.clock = clock;
  }

  /** Creates what the queries here need. */
  public void createIndexes() {
    waiting.createIndex(Indexes.ascending(EXPIRES_AT));
  }

  /**
   * Keeps one, and forgets what is over.
   *
   * @throws org.springframework.web.ErrorResponseException when too many wait (503)
   */
  public void keep(Document document) {
    Instant now = clock.instant();
    waiting.deleteMany(lte(EXPIRES_AT, Date.from(now)));
    if (waiting.estimatedDocumentCount() >= MAX_WAITING) {
      throw Problems.refusal(
          HttpStatus.SERVICE_UNAVAILABLE,
          "busy",
          "Too much at once",
          tooMany + ". Try again in some minutes.");
    }
    waiting.insertOne(document.append(EXPIRES_AT, Date.from(now.plus(lifetime))));
  }

  /** Takes one out, in one step; empty when there is none that is still good. */
  public Optional<Document> take(Bson which) {
    return Optional.ofNullable(
        waiting.findOneAndDelete(and(which, gt(EXPIRES_AT, Date.from(clock.instant())))));
  }
}
