package dev.galley.post.audit;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.database.Preparation;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The audit and what it needs of the store. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  @Bean
  Audit audit(MongoDatabase database, AuditProperties properties, Clock clock) {
    return new Audit(database, properties, clock);
  }

  @Bean
  Preparation auditIndexes(Audit audit) {
    return audit::createIndexes;
  }
}
