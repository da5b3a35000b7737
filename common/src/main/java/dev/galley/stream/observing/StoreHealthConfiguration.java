package dev.galley.stream.observing;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health of the store, for services that have one. */
@AutoConfiguration(
    afterName = "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration")
@ConditionalOnClass(MongoClient.class)
class StoreHealthConfiguration {

  @Bean
  @ConditionalOnBean(MongoClient.class)
  StoreHealth storeHealthIndicator(MongoClient store) {
    return new StoreHealth(store);
  }

  /**
   * Whether the store answers, found out within seconds. Boot's own indicator asks for the names of
   * all databases, which an account for a few of them may not see and the embedded store cannot
   * tell.
   */
  static final class StoreHealth implements HealthIndicator {

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
}
