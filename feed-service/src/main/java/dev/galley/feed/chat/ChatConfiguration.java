package dev.galley.feed.chat;

import com.mongodb.client.MongoDatabase;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.access.PostServiceAudit;
import dev.galley.feed.channel.GivenUp;
import dev.galley.feed.http.Endpoint;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.secret.SecretBox;
import dev.galley.feed.store.VersionedRecords;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chat rooms, put together. */
@Configuration(proxyBeanMethods = false)
class ChatConfiguration {

  /** {@code galley_feeds.rooms}: few documents, by ids that sort by age. */
  @Bean
  VersionedRecords<Room> rooms(MongoDatabase feedDatabase) {
    return new VersionedRecords<>(feedDatabase.getCollection("rooms"), Room.class);
  }

  @Bean
  ChatController.Audit chatAudit(PostServiceAudit audit) {
    return audit::record;
  }

  @Bean
  GivenUp roomsGivenUp(VersionedRecords<Room> rooms) {
    return () ->
        rooms.all().stream()
            .flatMap(
                room -> GivenUp.of(room.id(), "chat room", room.name(), room.circuit()).stream())
            .toList();
  }

  @Bean
  ChatChannel chatChannel(
      VersionedRecords<Room> rooms,
      Endpoint endpoint,
      TargetPolicy policy,
      SecretBox box,
      SiteProperties site,
      Clock clock) {
    return new ChatChannel(rooms, endpoint, policy, box, site, clock);
  }
}
