package dev.galley.feed.announcement;

import com.mongodb.client.MongoDatabase;
import dev.galley.feed.SiteProperties;
import dev.galley.stream.EventSender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Announcements, put together. */
@Configuration(proxyBeanMethods = false)
class AnnouncementConfiguration {

  /** How many deliveries are opened at once. */
  private static final int PAGE = 500;

  @Bean
  MongoAnnouncements announcements(
      MongoDatabase feedDatabase, AnnouncementProperties properties, Clock clock) {
    return new MongoAnnouncements(feedDatabase, properties.keepContents(), clock);
  }

  @Bean
  Deliveries deliveries(MongoDatabase feedDatabase) {
    return new Deliveries(feedDatabase);
  }

  @Bean
  Counting counting(MongoAnnouncements announcements) {
    return new Counting(announcements);
  }

  @Bean
  Reporting reporting(
      List<Channel> channels, EventSender sender, MeterRegistry meters, Clock clock) {
    return new Reporting(channels, sender, meters, clock);
  }

  @Bean
  Attempting attempting(
      MongoAnnouncements announcements,
      Deliveries deliveries,
      Reporting reporting,
      Counting counting,
      AnnouncementProperties properties,
      Clock clock) {
    return new Attempting(
        announcements,
        deliveries,
        new RetrySchedule(() -> ThreadLocalRandom.current().nextDouble()),
        reporting,
        counting,
        properties.restoredAt(),
        clock);
  }

  @Bean
  Expanding expanding(
      List<Channel> channels,
      MongoAnnouncements announcements,
      Deliveries deliveries,
      Reporting reporting,
      Counting counting,
      Clock clock) {
    return new Expanding(channels, announcements, deliveries, reporting, counting, PAGE, clock);
  }

  /** As many threads as the channels' workers need, and none while nothing is told. */
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService announcementWorkers() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        30,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "announcing");
          thread.setDaemon(true);
          return thread;
        },
        // Refused only while stopping, and what waits then is in the store.
        new ThreadPoolExecutor.DiscardPolicy());
  }

  @Bean
  Dispatcher dispatcher(
      List<Channel> channels,
      Expanding expanding,
      MongoDatabase feedDatabase,
      MongoAnnouncements announcements,
      Deliveries deliveries,
      Attempting attempting,
      Counting counting,
      @Qualifier("announcementWorkers") ExecutorService workers,
      Clock clock) {
    Dispatcher dispatcher =
        new Dispatcher(
            channels,
            expanding,
            deliveries,
            attempting,
            counting,
            workers,
            clock,
            () -> {
              announcements.createIndexes();
              deliveries.createIndexes();
              new TakingOver(feedDatabase, announcements, deliveries, clock).run();
            });
    announcements.onWritten(dispatcher::wake);
    return dispatcher;
  }

  @Bean
  AnnouncingEntries announcingEntries(
      MongoAnnouncements announcements, Reporting reporting, SiteProperties site) {
    return new AnnouncingEntries(announcements, reporting, site);
  }

  @Bean
  DeliveryLog deliveryLog(
      MongoAnnouncements announcements,
      Deliveries deliveries,
      Expanding expanding,
      Attempting attempting,
      Clock clock) {
    return new DeliveryLog(announcements, deliveries, expanding, attempting, clock);
  }

  @Bean
  Cleaning cleaning(
      MongoAnnouncements announcements,
      Deliveries deliveries,
      AnnouncementProperties properties,
      Clock clock) {
    return new Cleaning(announcements, deliveries, properties.keepDeliveries(), clock);
  }

  /** How many attempts are under way; that some are is no fault of this service. */
  @Bean
  HealthIndicator webhooksHealthIndicator(Dispatcher dispatcher) {
    return () -> Health.up().withDetail("unsettledDeliveries", dispatcher.attempts()).build();
  }
}
