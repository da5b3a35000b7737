package dev.galley.post.schedule;

import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Projections.excludeId;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.SCHEDULE_DUE;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import dev.galley.post.store.MongoPosts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** Which posts have something to come, as the store knows. */
final class DueSchedules {

  private static final Date BEGIN_OF_TIME = new Date(0);

  private final MongoCollection<Document> posts;

  DueSchedules(MongoDatabase database) {
    this.posts = database.getCollection(MongoPosts.POSTS);
  }

  /** When the next one is to happen; asked all the time, and answered by the index alone. */
  Optional<Instant> next() {
    return Optional.ofNullable(
            posts
                .find(gt(SCHEDULE_DUE, BEGIN_OF_TIME))
                .projection(fields(include(SCHEDULE_DUE), excludeId()))
                .sort(Sorts.ascending(SCHEDULE_DUE))
                .limit(1)
                .first())
        .map(post -> post.getEmbedded(List.of("schedule", "due"), Date.class).toInstant());
  }

  /** The posts whose time has come, the earliest first. */
  List<String> until(Instant now, int limit) {
    return posts
        .find(lte(SCHEDULE_DUE, Date.from(now)))
        .projection(include(ID))
        .sort(Sorts.ascending(SCHEDULE_DUE))
        .limit(limit)
        .map(post -> post.getString(ID))
        .into(new ArrayList<>());
  }
}
