package dev.galley.stream.observing;

import com.mongodb.client.MongoClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
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
}
