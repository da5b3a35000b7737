package dev.galley.post.delivery;

import com.mongodb.client.MongoDatabase;
import dev.galley.event.Receipt;
import dev.galley.event.Topics;
import dev.galley.post.content.Change;
import dev.galley.post.content.Post;
import dev.galley.post.content.Posts;
import dev.galley.post.database.Preparation;
import dev.galley.post.outbox.Resending;
import dev.galley.post.schedule.FailedSchedules;
import dev.galley.post.store.MongoPosts;
import dev.galley.post.store.PostObserver;
import dev.galley.post.watching.News;
import dev.galley.post.watching.Watchers;
import dev.galley.stream.ServiceTopics;
import dev.galley.stream.consuming.Received;
import dev.galley.stream.observing.BackgroundGauges;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The consumer of receipts and what it feeds. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

  @Bean
  Consumer<List<Received<Receipt>>> receipts(RecordingReceipts recording) {
    return recording::on;
  }

  @Bean
  ServiceTopics serviceTopics() {
    return settings ->
        List.of(
            settings.compacted(Topics.POSTS),
            settings.compacted(Topics.ASSETS),
            settings.kept(Topics.RECEIPTS, Duration.ofDays(7)),
            settings.kept(Topics.REVIEWS, Duration.ofDays(30)),
            settings.deadLetters(Topics.RECEIPTS, Topics.POST_GROUP));
  }

  @Bean
  RecordingReceipts recordingReceipts(
      Deliveries deliveries, Failures failures, Watchers timelineWatchers) {
    return new RecordingReceipts(deliveries, failures, timelineWatchers::changed);
  }

  @Bean
  Deliveries deliveries(MongoDatabase database) {
    return new MongoDeliveries(database);
  }

  @Bean
  MongoFailures failures(
      MongoDatabase database, ObjectProvider<FailedSchedules> schedules, BackgroundGauges gauges) {
    MongoFailures failures = new MongoFailures(database);
    gauges.add(
        "galley.failures.open",
        "Failed steps of publications that nobody has put right or dismissed",
        Tags.empty(),
        // Later: posts tell of changes to what asks for this bean.
        () -> failures.count() + schedules.getObject().count());
    return failures;
  }

  @Bean
  Preparation failureIndexes(MongoFailures failures) {
    return failures::createIndexes;
  }

  @Bean
  PostObserver deliveriesOfPurgedPosts(Deliveries deliveries, Failures failures) {
    return new PostObserver() {
      @Override
      public void purged(String postId) {
        deliveries.remove(postId);
        failures.remove(postId);
      }
    };
  }

  /** On the store itself: the posts that tell of changes need the watchers to tell. */
  @Bean
  Timelines timelines(MongoPosts posts, Deliveries deliveries) {
    return new Timelines(posts, deliveries);
  }

  @Bean
  Progress progress(Deliveries deliveries, Posts posts) {
    return new Progress(deliveries, posts);
  }

  @Bean
  Watchers timelineWatchers(Timelines timelines, JsonMapper json) {
    return new Watchers("timelines", postId -> news(timelines.of(postId).orElse(List.of()), json));
  }

  /** The oldest first. */
  private static List<News> news(List<TrackedPublication> newestFirst, JsonMapper json) {
    List<News> news = new ArrayList<>();
    for (TrackedPublication delivery : newestFirst) {
      String revision = Long.toString(delivery.revision());
      news.add(0, new News("delivery", revision, json.writeValueAsString(delivery)));
    }
    return news;
  }

  @Bean
  PostObserver newPublications(Watchers timelineWatchers) {
    return new PostObserver() {
      @Override
      public void stored(Post post, Change change) {
        if (change.action() == Change.Action.PUBLISHED
            || change.action() == Change.Action.UNPUBLISHED) {
          timelineWatchers.changed(post.id());
        }
      }
    };
  }

  @Bean
  RetryingFailures retryingFailures(
      Failures failures, Posts posts, Resending resending, Clock clock) {
    return new RetryingFailures(failures, posts, resending, clock);
  }
}
