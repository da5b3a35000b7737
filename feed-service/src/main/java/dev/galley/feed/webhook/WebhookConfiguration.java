package dev.galley.feed.webhook;

import com.mongodb.client.MongoDatabase;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.access.PostServiceAudit;
import dev.galley.feed.http.Endpoint;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.secret.SecretBox;
import dev.galley.stream.EventSender;
import dev.galley.stream.observing.BackgroundGauges;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Webhooks, put together. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  @Bean
  Webhooks webhooks(MongoDatabase feedDatabase) {
    return new MongoWebhooks(feedDatabase);
  }

  @Bean
  MongoDeliveries deliveries(MongoDatabase feedDatabase) {
    return new MongoDeliveries(feedDatabase);
  }

  @Bean
  CallingEndpoints callingEndpoints(Endpoint endpoint, TargetPolicy policy, SecretBox box) {
    return new CallingEndpoints(endpoint, policy, box);
  }

  @Bean
  ReportingDeliveries reportingDeliveries(EventSender sender, MeterRegistry meters, Clock clock) {
    return new ReportingDeliveries(sender, meters, clock);
  }

  @Bean
  AttemptingDeliveries attemptingDeliveries(
      Deliveries deliveries,
      Webhooks webhooks,
      CallingEndpoints calling,
      ReportingDeliveries reporting,
      WebhookProperties properties,
      Clock clock) {
    return new AttemptingDeliveries(
        deliveries,
        webhooks,
        calling,
        new RetrySchedule(() -> ThreadLocalRandom.current().nextDouble()),
        reporting,
        properties.givingUpAfter(),
        clock);
  }

  @Bean(destroyMethod = "shutdownNow")
  ExecutorService webhookWorkers(WebhookProperties properties) {
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            properties.threads(),
            properties.threads(),
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "webhooks");
              thread.setDaemon(true);
              return thread;
            },
            // Refused only while stopping, and what waits then is in the store.
            new ThreadPoolExecutor.DiscardPolicy());
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }

  @Bean
  SystemTimer webhookTimer(Clock clock) {
    return new SystemTimer(clock);
  }

  @Bean
  Dispatcher dispatcher(
      WebhookProperties properties,
      MongoDeliveries deliveries,
      AttemptingDeliveries attempts,
      @Qualifier("webhookWorkers") ExecutorService workers,
      SystemTimer timer,
      Clock clock) {
    return new Dispatcher(
        UUID.randomUUID().toString(),
        deliveries,
        attempts,
        workers,
        timer,
        clock,
        properties.keepMessages(),
        deliveries::prepare);
  }

  @Bean
  MessageWriter messages(SiteProperties site) {
    return new MessageWriter(site);
  }

  @Bean
  AnnouncingEntries announcingEntries(
      MessageWriter messages,
      Webhooks webhooks,
      Deliveries deliveries,
      Dispatcher dispatcher,
      ReportingDeliveries reporting,
      Clock clock) {
    return new AnnouncingEntries(messages, webhooks, deliveries, dispatcher, reporting, clock);
  }

  @Bean
  ManagingWebhooks managingWebhooks(
      Webhooks webhooks,
      TargetPolicy policy,
      SecretBox box,
      WebhookProperties properties,
      PostServiceAudit audit,
      Clock clock) {
    return new ManagingWebhooks(
        webhooks, policy, box, properties.max(), properties.secretOverlap(), audit::record, clock);
  }

  @Bean
  TestingWebhooks testingWebhooks(
      MessageWriter messages, Deliveries deliveries, CallingEndpoints calling, Clock clock) {
    return new TestingWebhooks(messages, deliveries, calling, clock);
  }

  @Bean
  WebhookGauges webhookGauges(Webhooks webhooks, BackgroundGauges gauges) {
    return new WebhookGauges(webhooks, gauges);
  }

  @Bean
  WebhooksHealth webhooksHealthIndicator(Dispatcher dispatcher) {
    return new WebhooksHealth(dispatcher);
  }
}
