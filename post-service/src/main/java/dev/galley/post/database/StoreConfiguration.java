package dev.galley.post.database;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What is acknowledged must survive the machine that acknowledged it; what hangs must fail. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

  @Bean
  MongoClientSettingsBuilderCustomizer durableWrites(StoreProperties properties) {
    long timeoutMillis = properties.timeout().toMillis();
    return settings ->
        settings
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .readConcern(ReadConcern.MAJORITY)
            .readPreference(ReadPreference.primary())
            .retryWrites(true)
            .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(timeoutMillis, TimeUnit.MILLISECONDS))
            .applyToSocketSettings(
                socket ->
                    socket.connectTimeout(Math.toIntExact(timeoutMillis), TimeUnit.MILLISECONDS))
            .applyToConnectionPoolSettings(pool -> pool.minSize(2).maxSize(20));
  }

  @Bean
  MongoDatabase postDatabase(MongoClient client, StoreProperties properties) {
    return client.getDatabase(properties.database());
  }

  @Bean
  Preparation uniqueLists(MongoDatabase database) {
    return new UniqueLists(database)::require;
  }

  @Bean
  PreparingStore preparingStore(List<Preparation> preparations) {
    return new PreparingStore(preparations);
  }

  @Bean
  HealthIndicator preparationHealthIndicator(PreparingStore preparing) {
    return () ->
        preparing
            .waitingFor()
            .map(reason -> Health.outOfService().withDetail("reason", reason))
            .orElseGet(Health::up)
            .build();
  }

  /** Before security, which would ask the store about the token. */
  @Bean
  FilterRegistrationBean<ClosedWithoutStore> closedWithoutStore(PreparingStore preparing) {
    FilterRegistrationBean<ClosedWithoutStore> filter =
        new FilterRegistrationBean<>(new ClosedWithoutStore(preparing));
    filter.addUrlPatterns("/api/*", "/preview/*");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 30);
    return filter;
  }
}
