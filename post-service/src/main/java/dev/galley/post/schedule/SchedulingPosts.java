package dev.galley.post.schedule;

import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.InvalidContent.Violation;
import dev.galley.post.content.Post;
import dev.galley.post.content.Posts;
import dev.galley.post.content.Schedule;
import dev.galley.post.content.Schedule.Withdrawal;
import dev.galley.post.draft.Expected;
import dev.galley.post.draft.WrongState;
import dev.galley.post.publish.PublicationTime;
import dev.galley.post.publish.PublishingPosts;
import dev.galley.post.publish.UnpublishingPosts;
import dev.galley.web.WebAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets and takes back what shall happen to a post at a time. */
final class SchedulingPosts {

  private final Posts posts;
  private final PublishingPosts publishing;
  private final UnpublishingPosts unpublishing;
  private final InstantSource storeClock;
  private final ZoneId siteZone;
  private final Clock clock;

  SchedulingPosts(
      Posts posts,
      PublishingPosts publishing,
      UnpublishingPosts unpublishing,
      InstantSource storeClock,
      ZoneId siteZone,
      Clock clock) {
    this.posts = posts;
    this.publishing = publishing;
    this.unpublishing = unpublishing;
    this.storeClock = storeClock;
    this.siteZone = siteZone;
    this.clock = clock;
  }

  /**
   * Schedules what could be done now, in place of what was scheduled before.
   *
   * @throws LocalTimes.Unclear when the clocks of the zone never or twice show the time
   * @throws InvalidContent when the time is over, or what is asked for could not be done now
   * @throws WrongState when the post's past does not allow it
   * @throws dev.galley.post.content.StaleRevision when the post is not at the expected revision
   */
  Post schedule(String id, Expected expected, SchedulePost command, Actor actor) {
    Post before = expected.load(posts, id);
    ZoneId zone = command.zone() == null ? siteZone : LocalTimes.zone(command.zone());
    Instant at = LocalTimes.moment(command.at(), zone);
    requireToCome(at);
    requireOneKind(command);
    Schedule schedule = schedule(before, command, new PublicationTime(at, zone, at), actor);
    Instant now = now();
    Post after = before.scheduled(schedule, now);
    posts.replace(before, after, actor.does(Action.SCHEDULED, note(schedule), now));
    return after;
  }

  private void requireToCome(Instant at) {
    Instant now = storeClock.instant();
    if (!at.isAfter(now)) {
      throw InvalidContent.of("at", "must be in the future");
    }
    if (at.isAfter(now.plus(Schedule.MAX_AHEAD))) {
      throw InvalidContent.of("at", "must not be more than ten years ahead");
    }
  }

  private static void requireOneKind(SchedulePost command) {
    List<Violation> violations = new ArrayList<>();
    if (command.publishes()) {
      refuse(violations, "how", command.how(), "unpublish");
      refuse(violations, "to", command.to(), "unpublish");
      refuse(violations, "reason", command.reason(), "unpublish");
    } else {
      refuse(violations, "update", command.update(), "publish");
      refuse(violations, "changeNote", command.changeNote(), "publish");
      refuse(violations, "withoutConsent", command.withoutConsent(), "publish");
    }
    if (!violations.isEmpty()) {
      throw new InvalidContent(violations);
    }
  }

  private static void refuse(
      List<Violation> violations, String field, @Nullable Object value, String action) {
    if (value != null) {
      violations.add(new Violation(field, "belongs to the action " + action));
    }
  }

  private Schedule schedule(Post post, SchedulePost command, PublicationTime when, Actor actor) {
    Update update = null;
    Withdrawal removal = null;
    if (command.publishes()) {
      Post published = publishing.next(post, command.publication(), when, actor);
      update = published.live().orElseThrow().update();
    } else {
      unpublishing.next(post, command.removal(), when);
      removal =
          new Withdrawal(
              command.how() == null ? Removal.GONE : command.how(),
              WebAddress.ascii(command.to()),
              command.reason());
    }
    return new Schedule(
        when.at(),
        when.zone(),
        command.publishes() ? Schedule.Action.PUBLISH : Schedule.Action.UNPUBLISH,
        update,
        command.changeNote(),
        Boolean.TRUE.equals(command.withoutConsent()),
        removal,
        new Actor(actor.id(), actor.name(), actor.person(), null),
        post.revision() + 1,
        null);
  }

  private static String note(Schedule schedule) {
    return "to "
        + schedule.action().wireName()
        + (schedule.update() == null ? "" : " as " + schedule.update().wireName())
        + (schedule.withoutConsent() ? " without consent" : "")
        + " at "
        + schedule.localAt()
        + " "
        + schedule.zone();
  }

  /**
   * Takes back what was scheduled, also what failed.
   *
   * @throws WrongState when nothing is
   * @throws dev.galley.post.content.StaleRevision when the post is not at the expected revision
   */
  Post cancel(String id, Expected expected, Actor actor) {
    Post before = expected.load(posts, id);
    if (before.schedule() == null) {
      throw new WrongState("Nothing is scheduled for the post.");
    }
    Instant now = now();
    Post after = before.scheduled(null, now);
    posts.replace(before, after, actor.does(Action.UNSCHEDULED, null, now));
    return after;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
