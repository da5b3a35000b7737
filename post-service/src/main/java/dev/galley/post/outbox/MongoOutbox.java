package dev.galley.post.outbox;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.draft.Fields.AT;
import static dev.galley.post.draft.Fields.DELETED_AT;
import static dev.galley.post.draft.Fields.EVENT;
import static dev.galley.post.draft.Fields.EVENT_ID;
import static dev.galley.post.draft.Fields.EVENT_REVISION;
import static dev.galley.post.draft.Fields.HISTORY;
import static dev.galley.post.draft.Fields.ID;
import static dev.galley.post.draft.Fields.OUTBOX;
import static dev.galley.post.draft.Fields.REVISION;
import static dev.galley.post.draft.Fields.TRACEPARENT;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import dev.galley.event.PostEvent;
import dev.galley.post.draft.MongoPosts;
import dev.galley.post.draft.PostPages;
import dev.galley.post.draft.StoredJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The outbox in the documents of the posts. */
final class MongoOutbox implements Outbox {

  private static final int DUPLICATE_KEY = 11000;

  /** What is beyond is found by the next sweep. */
  private static final int MAX_SWEPT = 10_000;

  private final MongoCollection<Document> posts;
  private final MongoCollection<Document> revisions;
  private final StoredJson json;

  MongoOutbox(MongoDatabase database, StoredJson json) {
    this.posts = database.getCollection(MongoPosts.POSTS);
    this.revisions = database.getCollection(MongoPosts.REVISIONS);
    this.json = json;
  }

  @Override
  public List<Waiting> waiting() {
    Map<String, Waiting> waiting = new LinkedHashMap<>();
    // Two queries, for an index serves each, and none serves their disjunction.
    for (String field : List.of(HISTORY + "." + REVISION, OUTBOX + "." + EVENT_ID)) {
      posts
          .find(exists(field))
          .projection(include(OUTBOX + "." + EVENT_ID, OUTBOX + "." + AT))
          .limit(MAX_SWEPT)
          .forEach(
              document -> {
                String id = document.getString(ID);
                waiting.put(id, new Waiting(id, acceptance(document)));
              });
    }
    return List.copyOf(waiting.values());
  }

  private static Map<UUID, Instant> acceptance(Document document) {
    return entries(document, OUTBOX).stream()
        .collect(
            Collectors.toMap(
                entry -> UUID.fromString(entry.getString(EVENT_ID)),
                entry -> entry.getDate(AT).toInstant(),
                (one, same) -> one));
  }

  @Override
  public List<Unsent> unsent(String postId) {
    Document document = posts.find(eq(ID, postId)).projection(include(OUTBOX)).first();
    return document == null
        ? List.of()
        : entries(document, OUTBOX).stream()
            .map(
                entry ->
                    new Unsent(
                        json.event(entry.getString(EVENT)),
                        entry.getDate(AT).toInstant(),
                        entry.getString(TRACEPARENT)))
            .toList();
  }

  @Override
  public Optional<PostEvent> current(String postId) {
    return Optional.ofNullable(posts.find(eq(ID, postId)).projection(include(EVENT)).first())
        .map(document -> document.getString(EVENT))
        .map(json::event);
  }

  @Override
  public Map<String, Long> currentRevisions() {
    Map<String, Long> current = new HashMap<>();
    new PostPages(posts, include(EVENT_REVISION))
        .forEach(
            document -> {
              Long revision = document.getLong(EVENT_REVISION);
              if (revision != null) {
                current.put(document.getString(ID), revision);
              }
            });
    return current;
  }

  @Override
  public boolean settle(List<Settlement> settlements) {
    Map<String, List<Document>> histories = histories(settlements);
    keep(histories);
    List<WriteModel<Document>> pulls = new ArrayList<>();
    for (Settlement settlement : settlements) {
      // One update an event, so that the number of modified documents tells whether each was there.
      settlement
          .events()
          .forEach(
              event ->
                  pulls.add(
                      update(
                          settlement.postId(),
                          Updates.pull(OUTBOX, eq(EVENT_ID, event.toString())))));
      List<Document> history = histories.getOrDefault(settlement.postId(), List.of());
      if (!history.isEmpty()) {
        pulls.add(
            update(
                settlement.postId(),
                Updates.pull(
                    HISTORY,
                    in(
                        REVISION,
                        history.stream().map(entry -> entry.getLong(REVISION)).toList()))));
      }
    }
    return pulls.isEmpty()
        || posts.bulkWrite(pulls, new BulkWriteOptions().ordered(false)).getModifiedCount()
            == pulls.size();
  }

  private static WriteModel<Document> update(String postId, Bson change) {
    return new UpdateOneModel<>(eq(ID, postId), change);
  }

  private Map<String, List<Document>> histories(List<Settlement> settlements) {
    Map<String, List<Document>> histories = new HashMap<>();
    posts
        .find(in(ID, settlements.stream().map(Settlement::postId).toList()))
        .projection(include(HISTORY))
        .forEach(document -> histories.put(document.getString(ID), entries(document, HISTORY)));
    return histories;
  }

  private void keep(Map<String, List<Document>> histories) {
    List<Document> drained = new ArrayList<>();
    histories.forEach(
        (postId, history) ->
            history.forEach(
                entry ->
                    drained.add(
                        new Document(ID, MongoPosts.revisionId(postId, entry.getLong(REVISION)))
                            .append("postId", postId)
                            .append(REVISION, entry.getLong(REVISION))
                            .append("action", entry.get("action"))
                            .append("by", entry.get("by"))
                            .append(AT, entry.get(AT))
                            .append("contentRevision", entry.get("contentRevision"))
                            .append("note", entry.get("note"))
                            .append("content", entry.get("content")))));
    if (drained.isEmpty()) {
      return;
    }
    try {
      revisions.insertMany(drained, new InsertManyOptions().ordered(false));
    } catch (MongoBulkWriteException e) {
      // A crash came between keeping and pulling, and this is the second time.
      if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
        throw e;
      }
    }
  }

  @Override
  public long purge(Instant deletedBefore) {
    List<Document> expired = new ArrayList<>();
    posts
        .find(lt(DELETED_AT, Date.from(deletedBefore)))
        .projection(include(REVISION, OUTBOX + "." + EVENT_ID))
        .into(expired);
    expired.removeIf(document -> !entries(document, OUTBOX).isEmpty());
    expired.forEach(this::purge);
    return expired.size();
  }

  private void purge(Document post) {
    String id = post.getString(ID);
    List<String> history =
        LongStream.rangeClosed(1, post.getLong(REVISION))
            .mapToObj(revision -> MongoPosts.revisionId(id, revision))
            .toList();
    revisions.deleteMany(in(ID, history));
    posts.deleteOne(eq(ID, id));
  }

  private static List<Document> entries(Document document, String field) {
    return document.getList(field, Document.class, List.of());
  }
}
