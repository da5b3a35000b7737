package dev.galley.post.publish;

import dev.galley.post.check.Checks;
import dev.galley.post.consent.ReviewProperties;
import dev.galley.post.content.Posts;
import dev.galley.post.draft.Bylines;
import dev.galley.post.store.MongoPosts;
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
  PublishedPosts publishedPosts(Bylines bylines) {
    return new PublishedPosts(bylines);
  }

  @Bean
  PublishingPosts publishingPosts(
      Posts posts,
      PublishedPosts publishedPosts,
      ReviewProperties review,
      Checks checks,
      Clock clock) {
    return new PublishingPosts(posts, publishedPosts, new ByConsent(review), checks, clock);
  }

  @Bean
  ConsentCheck consentCheck(ReviewProperties review) {
    return new ConsentCheck(review);
  }

  @Bean
  UnpublishingPosts unpublishingPosts(Posts posts, Clock clock) {
    return new UnpublishingPosts(posts, clock);
  }
}
