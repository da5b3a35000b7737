package dev.galley.post.publish;

import dev.galley.post.draft.MongoPosts;
import dev.galley.post.draft.Posts;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of publishing. */
@Configuration(proxyBeanMethods = false)
class PublishConfiguration {

  /** On the store itself: the posts that tell of changes need this bean to tell. */
  @Bean
  Bylines bylines(MongoPosts posts, Clock clock) {
    return new Bylines(posts, clock);
  }

  @Bean
  Releases releases(Bylines bylines) {
    return new Releases(bylines);
  }

  @Bean
  PublishingPosts publishingPosts(Posts posts, Releases releases, Clock clock) {
    return new PublishingPosts(posts, releases, clock);
  }

  @Bean
  UnpublishingPosts unpublishingPosts(Posts posts, Clock clock) {
    return new UnpublishingPosts(posts, clock);
  }
}
