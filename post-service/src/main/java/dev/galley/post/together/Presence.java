package dev.galley.post.together;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import dev.galley.post.together.Note.Writer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Who has a post open, by leases in MongoDB: one for each window, renewed by the instance that its
 * stream comes from. What an instance left that was killed is over when its leases are, if the
 * clocks of the instances are less than {@link #LEASE} apart. Thread-safe.
 */
final class Presence {

  static final Duration LEASE = Duration.ofSeconds(15);

  private static final Logger log = LoggerFactory.getLogger(Presence.class);
  private static final String ID = "_id";
  private static final String POST = "postId";
  private static final String UNTIL = "until";
  private static final String WINDOW = "window";

  private final MongoCollection<Document> windows;
  private final Clock clock;
  private final Map<String, Document> here = new ConcurrentHashMap<>();

  Presence(MongoDatabase database, Clock clock) {
    this.windows = database.getCollection("presence");
    this.clock = clock;
  }

  void createIndexes() {
    windows.createIndex(Indexes.ascending(POST));
    windows.createIndex(Indexes.ascending(UNTIL));
  }

  /**
   * Somebody opened a post.
   *
   * @param window by which a window that was loaded again is known, while nobody has noticed yet
   *     that its stream from before has ended; absent when it is not
   * @return what to run once when they have closed it
   */
  Runnable open(String postId, Writer person, @Nullable String window) {
    String id = UUID.randomUUID().toString();
    here.put(
        id,
        new Document(POST, postId)
            .append("person", person.id())
            .append("name", person.name())
            .append(WINDOW, window == null ? id : window));
    renew();
    return () -> close(id);
  }

  private void close(String id) {
    here.remove(id);
    try {
      windows.deleteOne(eq(ID, id));
    } catch (MongoException | IllegalStateException e) {
      log.debug("The lease of a closed window ends by itself", e);
    }
  }

  @Scheduled(fixedDelayString = "PT5S")
  void renew() {
    Date until = Date.from(clock.instant().plus(LEASE));
    List<UpdateOneModel<Document>> leases = new ArrayList<>();
    here.forEach(
        (id, window) ->
            leases.add(
                new UpdateOneModel<>(
                    eq(ID, id),
                    new Document("$set", new Document(window).append(UNTIL, until)),
                    new UpdateOptions().upsert(true))));
    if (leases.isEmpty()) {
      return;
    }
    try {
      windows.bulkWrite(leases);
      windows.deleteMany(lte(UNTIL, Date.from(clock.instant().minus(LEASE))));
    } catch (MongoException e) {
      log.debug("Nobody knows who has a post open until the store answers", e);
    }
  }

  /** Who has a post open, in order of their names. */
  List<Present> of(String postId) {
    Map<String, Present> people = new LinkedHashMap<>();
    Set<String> windowsSeen = new HashSet<>();
    for (Document one :
        windows
            .find(and(eq(POST, postId), gt(UNTIL, Date.from(clock.instant()))))
            .sort(Sorts.ascending("name", "person"))) {
      String person = one.getString("person");
      String window = one.getString(WINDOW);
      // What an earlier build wrote has none.
      if (windowsSeen.add(person + " " + (window == null ? one.getString(ID) : window))) {
        people.merge(
            person,
            new Present(person, one.getString("name"), 1),
            (same, more) -> new Present(same.id(), same.name(), same.windows() + 1));
      }
    }
    return List.copyOf(people.values());
  }

  /**
   * Somebody who has a post open.
   *
   * @param windows in how many windows
   */
  record Present(String id, String name, int windows) {}
}
