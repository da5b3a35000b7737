package dev.galley.post.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.store.PostFields.ID;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Moves what changes have left in an array of their documents to where it belongs: of many
 * documents at once and after the fact, so that no author waits for it. What was taken twice is
 * harmless, so any number of instances may do it, and a crash in between loses nothing.
 */
public abstract class Drain {

  private static final int MAX_DOCUMENTS = 100;
  private static final long INTERVAL_MILLIS = 1_000;

  /** Every so many rounds, what a crash or another instance has left is looked for. */
  private static final int ROUNDS_BETWEEN_SEARCHES = 60;

  private final Logger log = LoggerFactory.getLogger(getClass());
  private final MongoCollection<Document> documents;
  private final String array;
  private final String key;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private int rounds;
  private boolean failing;

  /**
   * @param array the field that is emptied; needs a sparse index on its {@code key}
   * @param key what tells one entry from another
   */
  protected Drain(MongoCollection<Document> documents, String array, String key) {
    this.documents = documents;
    this.array = array;
    this.key = key;
  }

  /**
   * Puts entries where they belong; when it returns, they are durable there.
   *
   * @param entries by the id of their document, in the order in which they were left
   */
  protected abstract void take(Map<String, List<Document>> entries);

  /** A document may have something to move. */
  protected final void changed(String id) {
    changed.add(id);
  }

  @Scheduled(fixedDelay = INTERVAL_MILLIS, initialDelay = INTERVAL_MILLIS)
  void run() {
    try {
      if (rounds++ % ROUNDS_BETWEEN_SEARCHES == 0) {
        drainLeftovers();
      }
      drainChanged();
    } catch (RuntimeException e) {
      // Once for an outage: a round comes every second.
      if (!failing) {
        log.warn("What is in {} stays in its documents for now: {}", array, e.toString());
      }
      failing = true;
    }
  }

  /** What nobody here has heard of. */
  void drainLeftovers() {
    List<String> found;
    do {
      found =
          documents
              .find(exists(array + "." + key))
              .projection(include(ID))
              .limit(MAX_DOCUMENTS)
              .map(document -> document.getString(ID))
              .into(new ArrayList<>());
      drain(found);
    } while (found.size() == MAX_DOCUMENTS);
  }

  void drainChanged() {
    List<String> batch = changed.stream().limit(MAX_DOCUMENTS).toList();
    while (!batch.isEmpty()) {
      // Before reading: what is stored meanwhile is told again.
      batch.forEach(changed::remove);
      try {
        drain(batch);
      } catch (RuntimeException e) {
        changed.addAll(batch);
        throw e;
      }
      batch = changed.stream().limit(MAX_DOCUMENTS).toList();
    }
  }

  private void drain(List<String> ids) {
    Map<String, List<Document>> found = new LinkedHashMap<>();
    documents
        .find(in(ID, ids))
        .projection(include(array))
        .forEach(
            document -> {
              List<Document> entries = document.getList(array, Document.class, List.of());
              if (!entries.isEmpty()) {
                found.put(document.getString(ID), entries);
              }
            });
    if (!found.isEmpty()) {
      take(found);
      List<WriteModel<Document>> pulls = new ArrayList<>();
      found.forEach((id, entries) -> pulls.add(new UpdateOneModel<>(eq(ID, id), pull(entries))));
      documents.bulkWrite(pulls, new BulkWriteOptions().ordered(false));
    }
    failing = false;
  }

  private Bson pull(List<Document> entries) {
    return Updates.pull(array, in(key, entries.stream().map(entry -> entry.get(key)).toList()));
  }
}
