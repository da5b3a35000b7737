package dev.galley.feed.webhook;

import com.mongodb.client.MongoDatabase;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.access.PostServiceAudit;
import dev.galley.feed.channel.GivenUp;
import dev.galley.feed.http.Endpoint;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.secret.SecretBox;
import dev.galley.stream.observing.BackgroundGauges;
import java.time.Clock;
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
  MessageWriter messages(SiteProperties site) {
    return new MessageWriter(site);
  }

  @Bean
  WebhookChannel webhookChannel(
      Webhooks webhooks,
      MessageWriter messages,
      Endpoint endpoint,
      TargetPolicy policy,
      SecretBox box,
      WebhookProperties properties,
      Clock clock) {
    return new WebhookChannel(
        webhooks,
        messages,
        new CallingEndpoints(endpoint, policy, box),
        properties.threads(),
        properties.givingUpAfter(),
        clock);
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
  GivenUp webhooksGivenUp(Webhooks webhooks) {
    return () ->
        webhooks.all().stream()
            .flatMap(
                one ->
                    GivenUp.of(one.id(), "webhook", one.settings().displayName(), one.circuit())
                        .stream())
            .toList();
  }

  @Bean
  WebhookGauges webhookGauges(Webhooks webhooks, BackgroundGauges gauges) {
    return new WebhookGauges(webhooks, gauges);
  }
}
