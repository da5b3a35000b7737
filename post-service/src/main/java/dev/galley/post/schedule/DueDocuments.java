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

/** Which documents have something to come, as the store knows. */
public final class DueDocuments {

  private static final Date BEGIN_OF_TIME = new Date(0);

  private final MongoCollection<Document> documents;
  private final String due;

  /**
   * @param due the field that says when; has an index, and is absent where nothing is to come
   */
  public DueDocuments(MongoCollection<Document> documents, String due) {
    this.documents = documents;
    this.due = due;
  }

  static DueDocuments schedules(MongoDatabase database) {
    return new DueDocuments(database.getCollection(MongoPosts.POSTS), SCHEDULE_DUE);
  }

  /** When the next one is to happen; asked all the time, and answered by the index alone. */
  public Optional<Instant> next() {
    return Optional.ofNullable(
            documents
                .find(gt(due, BEGIN_OF_TIME))
                .projection(fields(include(due), excludeId()))
                .sort(Sorts.ascending(due))
                .limit(1)
                .first())
        .map(document -> document.getEmbedded(List.of(due.split("\\.")), Date.class).toInstant());
  }

  /** Those whose time has come, the earliest first. */
  public List<String> until(Instant now, int limit) {
    return documents
        .find(lte(due, Date.from(now)))
        .projection(include(ID))
        .sort(Sorts.ascending(due))
        .limit(limit)
        .map(document -> document.getString(ID))
        .into(new ArrayList<>());
  }
}
