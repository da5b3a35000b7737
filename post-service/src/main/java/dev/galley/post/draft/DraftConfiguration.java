package dev.galley.post.draft;

import dev.galley.post.content.PostIds;
import dev.galley.post.content.Posts;
import dev.galley.stream.codec.EventIds;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The beans of drafting. */
@Configuration(proxyBeanMethods = false)
class DraftConfiguration {

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
