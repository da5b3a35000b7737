package dev.galley.feed.subscriber;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Keeps no address for longer than it is needed. */
class ForgettingSubscribers {

  private static final Logger log = LoggerFactory.getLogger(ForgettingSubscribers.class);

  private final Subscribers subscribers;
  private final SubscriberProperties properties;
  private final Clock clock;

  ForgettingSubscribers(Subscribers subscribers, SubscriberProperties properties, Clock clock) {
    this.subscribers = subscribers;
    this.properties = properties;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void run() {
    Instant now = clock.instant();
    long gone =
        subscribers.forget(now.minus(properties.keepPending()), now.minus(properties.keepEnded()));
    if (gone > 0) {
      log.info("Forgot {} addresses that were not confirmed or have ended long ago", gone);
    }
  }
}
