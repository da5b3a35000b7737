package dev.galley.post.preview;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.database.Preparation;
import dev.galley.post.draft.Bylines;
import dev.galley.post.store.PostObserver;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
class PreviewConfiguration {

  @Bean
  RenderService renderService(
      PreviewProperties properties, Bylines bylines, RestClient.Builder http) {
    return new RenderService(
        properties,
        post ->
            bylines.of(
                Objects.requireNonNullElse(post.authors(), List.of()),
                Objects.requireNonNullElse(post.metadata(), Map.of())),
        http);
  }

  @Bean
  PreviewLinks previewLinks(MongoDatabase database, Clock clock) {
    return new PreviewLinks(database, clock);
  }

  @Bean
  Preparation previewLinkIndexes(PreviewLinks links) {
    return links::createIndexes;
  }

  @Bean
  PostObserver linksOfPurgedPosts(PreviewLinks links) {
    return new PostObserver() {
      @Override
      public void purged(String postId) {
        links.revokeAll(postId);
      }
    };
  }
}
