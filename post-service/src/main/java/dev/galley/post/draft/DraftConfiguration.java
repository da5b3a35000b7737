package dev.galley.post.draft;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import dev.galley.post.store.Preparation;
import dev.galley.stream.codec.EventIds;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.annotation.EnableScheduling;
import tools.jackson.databind.json.JsonMapper;

/** The beans of drafting. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class DraftConfiguration {

  private static final Logger log = LoggerFactory.getLogger(DraftConfiguration.class);

  @Bean
  StoredJson storedJson() {
    return new StoredJson();
  }

  @Bean
  MongoPosts mongoPosts(MongoDatabase database, StoredJson json, Clock clock) {
    return new MongoPosts(database, json, clock);
  }

  @Bean
  Preparation postIndexes(MongoPosts posts) {
    return posts::createIndexes;
  }

  /** Beside the work that waits at a start; a search that comes before it has ended waits. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> searchPreparation(MongoPosts posts) {
    return ready -> {
      Thread thread = new Thread(() -> prepareSearch(posts), "search-preparation");
      thread.setDaemon(true);
      thread.start();
    };
  }

  private static void prepareSearch(MongoPosts posts) {
    try {
      posts.prepareSearch();
    } catch (MongoException e) {
      log.debug("The first search will read the posts, since the store does not answer", e);
    }
  }

  @Bean
  Preparation upgradedPosts(MongoDatabase database) {
    return new EarlierPosts(database)::upgrade;
  }

  @Bean
  @Primary
  Posts posts(MongoPosts stored, List<PostObserver> observers) {
    return new ObservedPosts(stored, observers);
  }

  @Bean
  HistoryDrain historyDrain(MongoDatabase database) {
    return new HistoryDrain(database);
  }

  @Bean
  PurgingPosts purgingPosts(
      MongoDatabase database,
      List<PostObserver> observers,
      PostsProperties properties,
      Clock clock) {
    return new PurgingPosts(database, observers, properties.keepDeleted(), clock);
  }

  @Bean
  PostIds postIds() {
    return () -> EventIds.next().toString();
  }

  @Bean
  DraftingPosts draftingPosts(Posts posts, PostIds ids, Clock clock) {
    return new DraftingPosts(posts, ids, clock);
  }

  @Bean
  MergePatch mergePatch(JsonMapper json) {
    return new MergePatch(json);
  }

  @Bean
  RequestArguments requestArguments() {
    return new RequestArguments();
  }

  @Bean
  IdempotencyKeys idempotencyKeys(JsonMapper json) {
    return new IdempotencyKeys(json);
  }
}
