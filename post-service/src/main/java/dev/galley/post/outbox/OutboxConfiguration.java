package dev.galley.post.outbox;

import com.mongodb.client.MongoDatabase;
import dev.galley.event.Topics;
import dev.galley.post.store.StoredJson;
import dev.galley.stream.EventSender;
import dev.galley.stream.following.Followers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that empty the outbox. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

  @Bean
  Outbox outbox(MongoDatabase database, StoredJson json, Clock clock) {
    return new Outbox(database, json, clock);
  }

  @Bean
  Pending pendingEvents(Clock clock, MeterRegistry meters) {
    return new Pending(clock, meters);
  }

  @Bean
  OutboxHealth outboxHealthIndicator(Pending pending) {
    return new OutboxHealth(pending);
  }

  @Bean
  OutboxThreads outboxThreads() {
    return OutboxThreads.start();
  }

  @Bean
  Relay relay(
      Outbox outbox,
      EventSender sender,
      Pending pending,
      OutboxProperties properties,
      OutboxThreads threads) {
    return new Relay(outbox, sender, pending, properties, threads);
  }

  @Bean
  Resending resending(Relay relay) {
    return relay::resend;
  }

  @Bean
  Reconciliation reconciliation(
      MongoDatabase database,
      Outbox outbox,
      TopicRevisions topic,
      Relay relay,
      OutboxProperties properties,
      Clock clock) {
    return new Reconciliation(
        new Lease(database, "reconciliation", clock),
        outbox,
        topic,
        relay,
        properties.reconcileInterval());
  }

  @Bean
  OutboxLifecycle outboxLifecycle(
      Outbox outbox,
      Relay relay,
      Reconciliation reconciliation,
      Pending pending,
      OutboxProperties properties,
      OutboxThreads threads,
      Clock clock) {
    return new OutboxLifecycle(outbox, relay, reconciliation, pending, properties, threads, clock);
  }

  @Bean
  TopicRevisions topicRevisions(Followers followers, Clock clock) {
    return new KafkaTopicRevisions(
        () -> followers.consumer("reconciliation", Topics.POST_GROUP), clock);
  }
}
