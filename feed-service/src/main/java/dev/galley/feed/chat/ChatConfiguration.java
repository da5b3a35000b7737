package dev.galley.feed.chat;

import com.mongodb.client.MongoDatabase;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.http.Endpoint;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.secret.SecretBox;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chat rooms, put together. */
@Configuration(proxyBeanMethods = false)
class ChatConfiguration {

  @Bean
  Rooms rooms(MongoDatabase feedDatabase) {
    return new Rooms(feedDatabase);
  }

  @Bean
  ChatChannel chatChannel(
      Rooms rooms,
      Endpoint endpoint,
      TargetPolicy policy,
      SecretBox box,
      SiteProperties site,
      Clock clock) {
    return new ChatChannel(rooms, endpoint, policy, box, site, clock);
  }
}
