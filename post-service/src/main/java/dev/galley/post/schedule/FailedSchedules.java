package dev.galley.post.schedule;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.REVISION;
import static dev.galley.post.store.PostFields.SCHEDULED_AT;
import static dev.galley.post.store.PostFields.SCHEDULE_FAILED_AT;
import static dev.galley.post.store.PostFields.SCHEDULE_FAILURE;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Post;
import dev.galley.post.content.Posts;
import dev.galley.post.content.Schedule;
import dev.galley.post.store.MongoPosts;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What was scheduled and could not be carried out. The posts themselves know it, so nothing that is
 * kept beside them can be forgotten or left behind.
 */
public final class FailedSchedules {

  private static final Date BEGIN_OF_TIME = new Date(0);
  private static final Bson FAILED =
      and(gt(SCHEDULED_AT, BEGIN_OF_TIME), ne(SCHEDULE_FAILED_AT, null));

  /** Nobody looks through more. */
  private static final int MAX = 1_000;

  private final MongoCollection<Document> documents;
  private final Posts posts;
  private final Clock clock;

  FailedSchedules(MongoDatabase database, Posts posts, Clock clock) {
    this.documents = database.getCollection(MongoPosts.POSTS);
    this.posts = posts;
    this.clock = clock;
  }

  /**
   * One of them.
   *
   * @param revision of the post since it failed
   * @param reason in words for people
   */
  public record Failed(String postId, long revision, String reason, Instant at) {}

  /** At most a thousand, in no order. */
  public List<Failed> all() {
    return documents
        .find(FAILED)
        .projection(include(REVISION, SCHEDULE_FAILURE, SCHEDULE_FAILED_AT))
        .limit(MAX)
        .map(FailedSchedules::failed)
        .into(new ArrayList<>());
  }

  private static Failed failed(Document post) {
    Document schedule = post.get("schedule", Document.class);
    return new Failed(
        post.getString(ID),
        post.getLong(REVISION),
        schedule.getString("failure"),
        schedule.getDate("failedAt").toInstant());
  }

  /** How many there are. */
  public long count() {
    return documents.countDocuments(FAILED);
  }

  /**
   * Has one tried again, at once.
   *
   * @return whether there is one
   */
  public boolean retry(String postId, Actor actor) {
    return replace(postId, Schedule::again, actor, Action.SCHEDULED);
  }

  /**
   * Takes one back, as whoever looks at the post could.
   *
   * @return whether there was one
   */
  public boolean dismiss(String postId, Actor actor) {
    return replace(postId, failed -> null, actor, Action.UNSCHEDULED);
  }

  private boolean replace(
      String postId, Function<Schedule, @Nullable Schedule> next, Actor actor, Action action) {
    Post post = posts.find(postId).orElse(null);
    Schedule schedule = post == null ? null : post.schedule();
    if (post == null || schedule == null || schedule.isPending()) {
      return false;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    posts.replace(
        post,
        post.scheduled(next.apply(schedule), now),
        actor.does(action, "after it failed", now));
    return true;
  }
}
