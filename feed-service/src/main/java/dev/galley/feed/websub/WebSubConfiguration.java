package dev.galley.feed.websub;

import com.mongodb.client.MongoDatabase;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.http.Challenge;
import dev.galley.feed.http.Endpoint;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.secret.SecretBox;
import dev.galley.feed.syndication.HubProperties;
import dev.galley.feed.syndication.PublicFeeds;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** WebSub, put together. */
@Configuration(proxyBeanMethods = false)
class WebSubConfiguration {

  /** Callbacks that take their time to answer hold up no others. */
  private static final int VERIFIERS = 64;

  @Bean
  Subscriptions webSubSubscriptions(MongoDatabase feedDatabase) {
    return new Subscriptions(feedDatabase);
  }

  @Bean(destroyMethod = "shutdownNow")
  ExecutorService webSubWorkers() {
    return new ThreadPoolExecutor(
        0,
        VERIFIERS,
        30,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "verifying-intent");
          thread.setDaemon(true);
          return thread;
        },
        new ThreadPoolExecutor.DiscardPolicy());
  }

  @Bean
  VerifyingIntent verifyingIntent(
      Subscriptions subscriptions,
      Challenge challenge,
      TargetPolicy policy,
      @Qualifier("webSubWorkers") ExecutorService workers,
      Clock clock) {
    return new VerifyingIntent(subscriptions, challenge, policy, workers, clock);
  }

  @Bean
  FeedSubscribers feedSubscribers(
      Subscriptions subscriptions, PublicFeeds feeds, HubProperties hub) {
    return (kind, choices, now) -> {
      List<String> topics = feeds.changedBy(kind, choices).stream().map(URI::toString).toList();
      return hub.isOwn() && !topics.isEmpty() ? subscriptions.countTo(topics, now) : 0;
    };
  }

  @Bean
  WebSubChannel webSubChannel(
      Subscriptions subscriptions,
      PublicFeeds feeds,
      Endpoint endpoint,
      TargetPolicy policy,
      SecretBox box,
      HubProperties hub,
      SiteProperties site,
      Clock clock) {
    return new WebSubChannel(
        hub.isOwn()
            ? new OwnHub(subscriptions, feeds, endpoint, policy, box, site, clock)
            : new ExternalHub(hub.hub(), endpoint),
        feeds);
  }
}
