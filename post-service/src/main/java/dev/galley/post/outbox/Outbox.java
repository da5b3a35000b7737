package dev.galley.post.outbox;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.store.PostFields.AT;
import static dev.galley.post.store.PostFields.EVENT;
import static dev.galley.post.store.PostFields.EVENT_REVISION;
import static dev.galley.post.store.PostFields.EVENT_TRACEPARENT;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.MARKS;
import static dev.galley.post.store.PostFields.MARK_ID;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import dev.galley.event.Event;
import dev.galley.event.Topics;
import dev.galley.post.outbox.Outgoing.Settlement;
import dev.galley.post.store.PostPages;
import dev.galley.post.store.StoredJson;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The current events of a collection's documents and the marks of those who send them, in MongoDB:
 * of posts or of assets.
 */
final class Outbox {

  /** What is beyond is found by the next sweep. */
  private static final int MAX_EXPIRED = 10_000;

  private static final Settlement NONE = new Settlement(Set.of(), 0);
  private static final Bson CURRENT = include(EVENT, EVENT_TRACEPARENT, MARKS);

  private final MongoCollection<Document> documents;
  private final String topic;
  private final StoredJson json;
  private final Clock clock;

  /**
   * @param topic that is to have the current event of every document
   */
  Outbox(MongoCollection<Document> documents, String topic, StoredJson json, Clock clock) {
    this.documents = documents;
    this.topic = topic;
    this.json = json;
    this.clock = clock;
  }

  String topic() {
    return topic;
  }

  /** The marks of each document that are as old as this or older, and when they were set. */
  Map<String, Map<UUID, Instant>> expired(Instant at) {
    Map<String, Map<UUID, Instant>> expired = new HashMap<>();
    documents
        .find(lte(MARKS + "." + AT, Date.from(at)))
        .projection(include(MARKS))
        .limit(MAX_EXPIRED)
        .forEach(
            document ->
                expired.put(
                    document.getString(ID),
                    marks(document).entrySet().stream()
                        .filter(mark -> !mark.getValue().isAfter(at))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    return expired;
  }

  /**
   * Reads the current event of a document for somebody who is going to send it, and sets a mark for
   * him unless his own is there.
   *
   * @return empty when there is no such document, or no event of it yet
   */
  Optional<Current> read(String id, Optional<UUID> own) {
    Optional<Document> marked =
        own.map(mark -> documents.find(eq(ID, id)).projection(CURRENT).first())
            .filter(document -> marks(document).containsKey(own.orElseThrow()));
    return marked.isPresent()
        ? marked.map(document -> current(document, Optional.empty()))
        : mark(id);
  }

  private Optional<Current> mark(String id) {
    UUID mark = UUID.randomUUID();
    return Optional.ofNullable(mark(id, mark))
        .map(document -> current(document, Optional.of(mark)));
  }

  private Current current(Document document, Optional<UUID> set) {
    return new Current(
        set,
        json.event(document.getString(EVENT), Topics.eventsOf(topic)),
        document.getString(EVENT_TRACEPARENT));
  }

  private @Nullable Document mark(String id, UUID mark) {
    return documents.findOneAndUpdate(
        and(eq(ID, id), exists(EVENT_REVISION)),
        Updates.push(
            MARKS, new Document(MARK_ID, mark.toString()).append(AT, Date.from(clock.instant()))),
        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER).projection(CURRENT));
  }

  /**
   * Takes marks out of documents, where they may go. One write for many, which may be repeated.
   *
   * @return the documents of which another event is current now than the settlement asks for
   */
  Set<String> settle(Map<String, Settlement> settlements) {
    List<WriteModel<Document>> writes =
        settlements.entrySet().stream()
            .map(entry -> write(entry.getKey(), entry.getValue()))
            .toList();
    if (documents.bulkWrite(writes, new BulkWriteOptions().ordered(false)).getModifiedCount()
        == writes.size()) {
      return Set.of();
    }
    // What is current now, was so for the write as well: revisions only grow.
    Set<String> overtaken = new HashSet<>();
    documents
        .find(in(ID, settlements.keySet()))
        .projection(include(EVENT_REVISION))
        .forEach(
            document -> {
              String id = document.getString(ID);
              long wanted = settlements.getOrDefault(id, NONE).revision();
              if (wanted > 0 && document.getLong(EVENT_REVISION) != wanted) {
                overtaken.add(id);
              }
            });
    return overtaken;
  }

  private static WriteModel<Document> write(String id, Settlement settlement) {
    Bson document = eq(ID, id);
    return new UpdateOneModel<>(
        settlement.revision() == 0
            ? document
            : and(document, eq(EVENT_REVISION, settlement.revision())),
        Updates.pull(MARKS, in(MARK_ID, settlement.marks().stream().map(UUID::toString).toList())));
  }

  /** The revision of every document's newest event. */
  Map<String, Long> currentRevisions() {
    Map<String, Long> current = new HashMap<>();
    new PostPages(documents, include(EVENT_REVISION))
        .forEach(
            document -> {
              Long revision = document.getLong(EVENT_REVISION);
              if (revision != null) {
                current.put(document.getString(ID), revision);
              }
            });
    return current;
  }

  private static Map<UUID, Instant> marks(Document document) {
    return document.getList(MARKS, Document.class, List.of()).stream()
        .collect(
            Collectors.toMap(
                mark -> UUID.fromString(mark.getString(MARK_ID)),
                mark -> mark.getDate(AT).toInstant()));
  }

  /**
   * The current event of a document.
   *
   * @param set the mark that was set when it was read
   * @param traceparent the W3C trace it belongs to; absent without tracing
   */
  record Current(Optional<UUID> set, Event event, @Nullable String traceparent) {}
}
