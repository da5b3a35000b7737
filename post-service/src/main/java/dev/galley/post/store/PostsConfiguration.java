package dev.galley.post.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import dev.galley.post.content.Posts;
import dev.galley.post.database.Preparation;
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

/** How posts are kept in the store. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PostsConfiguration {

  private static final Logger log = LoggerFactory.getLogger(PostsConfiguration.class);

  @Bean
  StoredJson storedJson() {
    return new StoredJson();
  }

  @Bean
  PostLists postLists(MongoDatabase database, StoredJson json, Clock clock) {
    return new PostLists(database, json, clock);
  }

  @Bean
  PostHistory postHistory(MongoDatabase database, StoredJson json) {
    return new PostHistory(database, json);
  }

  @Bean
  MongoPosts mongoPosts(
      MongoDatabase database, StoredJson json, PostLists lists, PostHistory history) {
    return new MongoPosts(database, json, lists, history);
  }

  @Bean
  Preparation postIndexes(MongoPosts posts) {
    return posts::createIndexes;
  }

  /** Beside the work that waits at a start; a search that comes before it has ended waits. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> searchPreparation(PostLists lists) {
    return ready -> {
      Thread thread = new Thread(() -> prepareSearch(lists), "search-preparation");
      thread.setDaemon(true);
      thread.start();
    };
  }

  private static void prepareSearch(PostLists lists) {
    try {
      lists.prepareSearch();
    } catch (MongoException e) {
      log.debug("The first search will read the posts, since the store does not answer", e);
    }
  }

  @Bean
  Preparation upgradedPosts(MongoDatabase database, StoredJson json) {
    return new EarlierPosts(database, json)::upgrade;
  }

  @Bean
  @Primary
  Posts posts(MongoPosts stored, List<PostObserver> observers) {
    return new ObservedPosts(stored, observers);
  }

  @Bean
  PurgingPosts purgingPosts(
      MongoDatabase database, PostHistory history, List<PostObserver> observers, Clock clock) {
    return new PurgingPosts(database, history, observers, clock);
  }
}
