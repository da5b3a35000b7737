package dev.galley.post.outbox;

import com.mongodb.client.MongoDatabase;
import dev.galley.event.Topics;
import dev.galley.post.store.MongoPosts;
import dev.galley.post.store.StoredJson;
import dev.galley.stream.EventSender;
import dev.galley.stream.following.Followers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that empty the outbox. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

  @Bean
  Pending pendingEvents(Clock clock, MeterRegistry meters) {
    return new Pending(clock, meters);
  }

  /** That something waits is no reason to turn editors away, so it is always up. */
  @Bean
  HealthIndicator outboxHealthIndicator(Pending pending) {
    return () -> {
      Health.Builder health =
          Health.up()
              .withDetail("pending", pending.size())
              .withDetail("oldestSeconds", pending.oldestSeconds());
      pending.waitingFor().ifPresent(reason -> health.withDetail("waitingFor", reason));
      return health.build();
    };
  }

  @Bean
  OutboxThreads outboxThreads() {
    return OutboxThreads.start();
  }

  @Bean
  Outlets outlets(
      MongoDatabase database,
      StoredJson json,
      EventSender sender,
      Followers followers,
      Pending pending,
      OutboxProperties properties,
      OutboxThreads threads,
      Clock clock) {
    return new Outlets(database, json, sender, followers, pending, properties, threads, clock);
  }

  @Bean
  Outlet postOutlet(Outlets outlets) {
    return outlets.of(MongoPosts.POSTS, Topics.POSTS, "reconciliation");
  }

  @Bean
  HandingOverPosts handingOverPosts(Outlet postOutlet) {
    return new HandingOverPosts(postOutlet);
  }

  @Bean
  Resending resending(Outlet postOutlet) {
    return postOutlet::resend;
  }

  @Bean
  OutboxLifecycle outboxLifecycle(
      List<Outlet> outlets,
      Pending pending,
      OutboxProperties properties,
      OutboxThreads threads,
      Clock clock) {
    return new OutboxLifecycle(outlets, pending, properties, threads, clock);
  }
}
