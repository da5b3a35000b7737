package dev.galley.stream.observing;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the store answers, found out within seconds. Boot's own indicator asks for the names of
 * all databases, which an account for a few of them may not see and the embedded store cannot tell.
 */
final class StoreHealth implements HealthIndicator {

  private static final long PATIENCE_SECONDS = 3;
  private static final Document PING = new Document("ping", 1);

  private final MongoClient store;

  StoreHealth(MongoClient store) {
    this.store = store;
  }

  @Override
  public Health health() {
    try {
      store.withTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).getDatabase("admin").runCommand(PING);
      return Health.up().build();
    } catch (MongoException e) {
      return Health.down().withDetail("reason", "The store does not answer").build();
    }
  }
}
