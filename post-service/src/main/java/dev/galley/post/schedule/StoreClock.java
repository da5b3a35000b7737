package dev.galley.post.schedule;

import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.bson.Document;

/** The store's clock: the one that all instances share, however wrong their own are. */
public final class StoreClock implements InstantSource {

  /** The old name of {@code hello}: every server knows it, for every driver begins with it. */
  private static final Document HELLO = new Document("isMaster", 1);

  private final MongoDatabase database;

  StoreClock(MongoDatabase database) {
    this.database = database;
  }

  /**
   * The time now, to the millisecond.
   *
   * @throws com.mongodb.MongoException when the store does not answer
   */
  @Override
  public Instant instant() {
    return Objects.requireNonNull(database.runCommand(HELLO).getDate("localTime")).toInstant();
  }
}
