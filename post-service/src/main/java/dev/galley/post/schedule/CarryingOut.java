package dev.galley.post.schedule;

import com.mongodb.MongoException;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.Posts;
import dev.galley.post.content.Schedule;
import dev.galley.post.content.Schedule.Withdrawal;
import dev.galley.post.content.StaleRevision;
import dev.galley.post.preview.PreviewUnavailable;
import dev.galley.post.publish.PublicationTime;
import dev.galley.post.publish.PublishPost;
import dev.galley.post.publish.PublishingPosts;
import dev.galley.post.publish.Refusal;
import dev.galley.post.publish.UnpublishPost;
import dev.galley.post.publish.UnpublishingPosts;
import dev.galley.stream.Failure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what was scheduled when its time has come by the store's clock. Any number of instances may
 * try at once: it is the same conditional write as if somebody did it, and what makes the condition
 * true for a second one is gone with the first.
 */
final class CarryingOut {

  private static final Logger log = LoggerFactory.getLogger(CarryingOut.class);

  private final Posts posts;
  private final DueDocuments due;
  private final PublishingPosts publishing;
  private final UnpublishingPosts unpublishing;
  private final Predicate<Actor> isEditor;
  private final InstantSource storeClock;
  private final Timer lateness;

  /**
   * @param isEditor whether somebody may do now what editors may
   */
  CarryingOut(
      Posts posts,
      DueDocuments due,
      PublishingPosts publishing,
      UnpublishingPosts unpublishing,
      Predicate<Actor> isEditor,
      InstantSource storeClock,
      MeterRegistry meters) {
    this.posts = posts;
    this.due = due;
    this.publishing = publishing;
    this.unpublishing = unpublishing;
    this.isEditor = isEditor;
    this.storeClock = storeClock;
    this.lateness =
        Timer.builder("galley.schedule.lateness")
            .description("How much later than scheduled something happened")
            .register(meters);
  }

  /**
   * Does what is due.
   *
   * @return in how long there may be more
   * @throws MongoException when the store does not answer; what is left is still due
   */
  Duration run() {
    return due.each(storeClock, this::carryOut);
  }

  /** How long the oldest has been due; zero when none is. */
  Duration overdue() {
    return due.next()
        .map(next -> Duration.between(next, storeClock.instant()))
        .filter(late -> !late.isNegative())
        .orElse(Duration.ZERO);
  }

  private void carryOut(String id, Instant now) {
    posts.find(id).ifPresent(post -> carryOut(post, post.schedule(), now));
  }

  private void carryOut(Post post, @Nullable Schedule schedule, Instant now) {
    if (schedule == null || !schedule.isDue(now)) {
      return;
    }
    try {
      show(post, schedule, new PublicationTime(now, schedule.zone(), schedule.at()));
      lateness.record(Duration.between(schedule.at(), now));
    } catch (StaleRevision | PostNotFound e) {
      log.debug("Another one was faster with the post {}", post.id());
    } catch (RuntimeException e) {
      // What cannot be checked now stays due: its page could not be shown either.
      if (e instanceof PreviewUnavailable
          || e instanceof MongoException && Failure.of(e) == Failure.TRANSIENT) {
        throw e;
      }
      giveUp(post, schedule, reason(post, e), now);
    }
  }

  private void show(Post post, Schedule schedule, PublicationTime when) {
    Withdrawal removal = schedule.removal();
    if (removal == null) {
      // Who set it may be no editor any more; then it goes out with consent, as others' do.
      boolean without = schedule.withoutConsent() && isEditor.test(schedule.by());
      publishing.publish(
          post,
          new PublishPost(schedule.update(), schedule.changeNote(), null, null, without),
          when,
          schedule.by());
    } else {
      unpublishing.unpublish(
          post,
          new UnpublishPost(removal.how(), removal.to(), removal.reason()),
          when,
          schedule.by());
    }
  }

  private void giveUp(Post post, Schedule schedule, String reason, Instant now) {
    try {
      posts.replace(
          post,
          post.scheduleFailed(reason, now),
          Actor.GALLEY.does(
              Action.SCHEDULE_FAILED,
              reason + " (scheduled by " + schedule.by().name() + ")",
              now));
      log.warn("What was scheduled for the post {} cannot be done: {}", post.id(), reason);
    } catch (StaleRevision | PostNotFound e) {
      log.debug("Another one was faster with the post {}", post.id());
    }
  }

  private static String reason(Post post, RuntimeException failure) {
    return Refusal.reason(failure)
        .orElseGet(
            () -> {
              log.error("What was scheduled for the post {} failed", post.id(), failure);
              return "Something went wrong that Galley did not expect; its log says what.";
            });
  }
}
