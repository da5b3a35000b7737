package dev.galley.feed.events;

import dev.galley.feed.entry.LiveEntries;
import dev.galley.stream.codec.EventCodec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the events over HTTP need of others. */
@Configuration(proxyBeanMethods = false)
class EventConfiguration {

  @Bean
  StructuredEvents structuredEvents(EventCodec codec, LiveEntries live) {
    return new StructuredEvents(codec, live);
  }
}
