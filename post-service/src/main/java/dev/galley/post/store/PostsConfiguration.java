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
  Preparation picturesOfPosts(MongoDatabase database, MongoPosts posts) {
    return () -> new Upgrades(database).once("pictures-of-posts", posts::derivePictures);
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
  PurgingPosts purgingPosts(MongoDatabase database, List<PostObserver> observers, Clock clock) {
    return new PurgingPosts(database, observers, clock);
  }
}
