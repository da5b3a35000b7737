package dev.galley.stream.following;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;

/** What reads topics without a group. */
@AutoConfiguration
class FollowingConfiguration {

  @Bean
  Followers followersHealthIndicator(KafkaProperties kafka, MeterRegistry meters) {
    return new Followers(kafka, meters);
  }
}
