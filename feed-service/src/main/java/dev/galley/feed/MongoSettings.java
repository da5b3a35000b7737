package dev.galley.feed;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How this service talks to MongoDB: durably, and without waiting for ever. */
@Configuration(proxyBeanMethods = false)
class MongoSettings {

  private static final int PATIENCE_SECONDS = 5;
  private static final int READ_SECONDS = 10;
  private static final int CONNECTIONS = 20;

  @Bean
  MongoClientSettingsBuilderCustomizer durableAndPatient() {
    return settings ->
        settings
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            // Whether something was told is not asked of what could still be rolled back.
            .readConcern(ReadConcern.MAJORITY)
            .readPreference(ReadPreference.primary())
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS))
            .applyToSocketSettings(
                socket ->
                    socket
                        .connectTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(READ_SECONDS, TimeUnit.SECONDS))
            .applyToConnectionPoolSettings(
                pool -> pool.maxSize(CONNECTIONS).maxWaitTime(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }
}
