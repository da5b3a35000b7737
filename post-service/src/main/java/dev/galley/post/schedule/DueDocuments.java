package dev.galley.post.schedule;

import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Projections.excludeId;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.SCHEDULE_DUE;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import dev.galley.post.preview.PreviewUnavailable;
import dev.galley.post.store.MongoPosts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents that have something to come, as the store knows. For one thread, but for {@link
 * #next}.
 */
public final class DueDocuments {

  static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private static final Logger log = LoggerFactory.getLogger(DueDocuments.class);
  private static final Date BEGIN_OF_TIME = new Date(0);
  private static final int MAX_AT_ONCE = 100;

  private final MongoCollection<Document> documents;
  private final String due;

  /** Those that could not be done and were told of. */
  private final Set<String> failing = new HashSet<>();

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
  Optional<Instant> next() {
    return Optional.ofNullable(
            documents
                .find(gt(due, BEGIN_OF_TIME))
                .projection(fields(include(due), excludeId()))
                .sort(Sorts.ascending(due))
                .limit(1)
                .first())
        .map(document -> document.getEmbedded(List.of(due.split("\\.")), Date.class).toInstant());
  }

  /**
   * Does the earliest of those whose time has come. One that cannot be done is told of once, holds
   * up no other, and is tried again with the next look.
   *
   * @param clock the store's
   * @param work gets the id of a document and the time now; of those that several instances try at
   *     once, all but one find nothing to do
   * @return in how long something will be due: zero while there may be more now, and {@link
   *     #FOREVER} when nothing is to come or what is left cannot be done
   * @throws MongoException when the store does not answer; what is left is still due
   * @throws PreviewUnavailable when that is what the work waits for
   */
  public Duration each(InstantSource clock, BiConsumer<String, Instant> work) {
    Optional<Instant> next = next();
    if (next.isEmpty()) {
      return FOREVER;
    }
    Instant now = clock.instant();
    if (next.get().isAfter(now)) {
      return Duration.between(now, next.get());
    }
    List<String> ids = until(now);
    // Else all instances would try the same one at the same time, again and again.
    Collections.shuffle(ids);
    ids.forEach(id -> attempt(id, now, work));
    Set<String> left = new HashSet<>(until(now));
    failing.retainAll(left);
    return left.containsAll(ids) ? FOREVER : Duration.ZERO;
  }

  private void attempt(String id, Instant now, BiConsumer<String, Instant> work) {
    try {
      work.accept(id, now);
    } catch (MongoException | PreviewUnavailable e) {
      throw e;
    } catch (RuntimeException | Error e) {
      if (failing.add(id)) {
        log.error("What is due of {} {} cannot be done", documents.getNamespace(), id, e);
      }
    }
  }

  private List<String> until(Instant now) {
    return documents
        .find(lte(due, Date.from(now)))
        .projection(include(ID))
        .sort(Sorts.ascending(due))
        .limit(MAX_AT_ONCE)
        .map(document -> document.getString(ID))
        .into(new ArrayList<>());
  }
}
