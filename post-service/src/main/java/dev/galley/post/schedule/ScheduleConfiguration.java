package dev.galley.post.schedule;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Posts;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.people.People;
import dev.galley.post.people.Role;
import dev.galley.post.publish.PublishingPosts;
import dev.galley.post.publish.UnpublishingPosts;
import dev.galley.stream.observing.BackgroundGauges;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of scheduling. */
@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

  /** What is set less than this before its time may be so much late. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  @Bean
  StoreClock storeClock(MongoDatabase database) {
    return new StoreClock(database);
  }

  @Bean
  SchedulingPosts schedulingPosts(
      Posts posts,
      PublishingPosts publishing,
      UnpublishingPosts unpublishing,
      StoreClock storeClock,
      SiteProperties site,
      Clock clock) {
    return new SchedulingPosts(posts, publishing, unpublishing, storeClock, site.zone(), clock);
  }

  @Bean
  FailedSchedules failedSchedules(MongoDatabase database, Posts posts, Clock clock) {
    return new FailedSchedules(database, posts, clock);
  }

  @Bean
  CarryingOut carryingOut(
      Posts posts,
      MongoDatabase database,
      PublishingPosts publishing,
      UnpublishingPosts unpublishing,
      People people,
      StoreClock storeClock,
      MeterRegistry meters,
      BackgroundGauges gauges) {
    CarryingOut work =
        new CarryingOut(
            posts,
            DueDocuments.schedules(database),
            publishing,
            unpublishing,
            actor -> isEditor(actor, people),
            storeClock,
            meters);
    gauges.addSeconds(
        "galley.schedule.overdue",
        "Since the oldest thing that is still to happen was to happen",
        work::overdue);
    return work;
  }

  /**
   * As {@link People} says now; of machines, whose tokens it does not know, as they were let in.
   */
  private static boolean isEditor(Actor actor, People people) {
    return actor.person() == null
        || people
            .find(actor.person())
            .filter(person -> person.role().includes(Role.EDITOR))
            .isPresent();
  }

  @Bean
  PollingWorker scheduleWorker(CarryingOut work) {
    return new PollingWorker("schedules", work::run, LONGEST_PAUSE);
  }
}
