package dev.galley.feed.events;

import dev.galley.event.Topics;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.following.Followers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the events over HTTP need of others. */
@Configuration(proxyBeanMethods = false)
class EventConfiguration {

  @Bean
  StructuredEvents structuredEvents(EventCodec codec, LiveEntries live) {
    return new StructuredEvents(codec, live);
  }

  @Bean
  EventLog eventLog(Followers followers, StructuredEvents events, EventTail tail) {
    return new EventLog(() -> followers.consumer("feed-events", Topics.FEED_GROUP), events, tail);
  }
}
