package dev.galley.post.draft;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.store.Preparation;
import dev.galley.stream.codec.EventIds;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.json.JsonMapper;

/** The beans of drafting. */
@Configuration(proxyBeanMethods = false)
class DraftConfiguration {

  @Bean
  StoredJson storedJson() {
    return new StoredJson();
  }

  @Bean
  MongoPosts mongoPosts(MongoDatabase database, StoredJson json) {
    return new MongoPosts(database, json);
  }

  @Bean
  Preparation postIndexes(MongoPosts posts) {
    return posts::createIndexes;
  }

  @Bean
  @Primary
  Posts posts(MongoPosts stored, List<PostObserver> observers) {
    return new ObservedPosts(stored, observers);
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
