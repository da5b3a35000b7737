package dev.galley.post.review;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.consent.ReviewProperties;
import dev.galley.post.content.Posts;
import dev.galley.post.database.Preparation;
import dev.galley.post.people.People;
import dev.galley.post.publish.PublishingPosts;
import dev.galley.post.schedule.PollingWorker;
import dev.galley.post.schedule.StoreClock;
import dev.galley.post.store.MongoPosts;
import dev.galley.post.store.StoredJson;
import dev.galley.stream.EventSender;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of reviews. */
@Configuration(proxyBeanMethods = false)
class ReviewConfiguration {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  @Bean
  OpeningRounds openingRounds(People people, ReviewProperties properties, StoreClock storeClock) {
    return new OpeningRounds(people, properties, storeClock);
  }

  @Bean
  ReviewingPosts reviewingPosts(
      Posts posts,
      OpeningRounds opening,
      PublishingPosts publishing,
      People people,
      ReviewProperties properties) {
    return new ReviewingPosts(posts, opening, publishing, people, properties);
  }

  @Bean
  Proposals proposals(MongoDatabase database, StoredJson json) {
    return new Proposals(database, json);
  }

  @Bean
  Preparation proposalIndexes(Proposals proposals) {
    return proposals::createIndexes;
  }

  @Bean
  DecidingProposals decidingProposals(
      Proposals proposals,
      OpeningRounds opening,
      ReviewProperties properties,
      SendingReviews proposalReviews) {
    return new DecidingProposals(proposals, opening, properties, proposalReviews::left);
  }

  @Bean
  SendingReviews postReviews(MongoDatabase database, StoredJson json, EventSender sender) {
    return new SendingReviews(database.getCollection(MongoPosts.POSTS), json, sender);
  }

  @Bean
  SendingReviews proposalReviews(MongoDatabase database, StoredJson json, EventSender sender) {
    return new SendingReviews(database.getCollection(Proposals.PROPOSALS), json, sender);
  }

  @Bean
  DecidingRounds decidingRounds(
      MongoDatabase database,
      OpeningRounds opening,
      ReviewingPosts posts,
      DecidingProposals proposals) {
    return new DecidingRounds(database, opening::now, posts::decide, proposals::decide);
  }

  @Bean
  PollingWorker reviewWorker(DecidingRounds work) {
    return new PollingWorker("reviews", work::run, LONGEST_PAUSE);
  }
}
