package dev.galley.post.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.store.PostFields.AT;
import static dev.galley.post.store.PostFields.EVENT_TRACEPARENT;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.MARKS;
import static dev.galley.post.store.PostFields.MARK_ID;
import static dev.galley.post.store.PostFields.PUBLICATIONS;
import static dev.galley.post.store.PostFields.REVISION;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/**
 * Brings posts into the present form that were stored when an outbox still was a list of events,
 * and publications were text. Once for a store; a repetition changes nothing.
 */
final class EarlierPosts {

  private static final String OUTBOX = "outbox";
  private static final String OLD_INDEX = OUTBOX + ".eventId_1";
  private static final String DONE = "outbox-of-marks";
  private static final int POSTS_PER_WRITE = 100;

  private final MongoCollection<Document> posts;
  private final Upgrades upgrades;

  EarlierPosts(MongoDatabase database) {
    this.posts = database.getCollection(MongoPosts.POSTS);
    this.upgrades = new Upgrades(database);
  }

  void upgrade() {
    upgrades.once(DONE, this::upgradeAll);
  }

  private void upgradeAll() {
    List<WriteModel<Document>> writes = new ArrayList<>();
    new PostPages(posts, include(OUTBOX, PUBLICATIONS))
        .forEach(
            post -> {
              if (post.containsKey(OUTBOX)) {
                writes.add(upgraded(post));
              }
              if (writes.size() == POSTS_PER_WRITE) {
                posts.bulkWrite(writes);
                writes.clear();
              }
            });
    if (!writes.isEmpty()) {
      posts.bulkWrite(writes);
    }
    dropOldIndex();
  }

  private static WriteModel<Document> upgraded(Document post) {
    List<Document> unsent = post.getList(OUTBOX, Document.class, List.of());
    Document set =
        new Document(
            MARKS,
            unsent.stream()
                .map(
                    event ->
                        new Document(MARK_ID, event.getString("eventId"))
                            .append(AT, event.getDate(AT)))
                .toList());
    if (!unsent.isEmpty()) {
      set.append(EVENT_TRACEPARENT, unsent.get(unsent.size() - 1).getString("traceparent"));
    }
    if (post.get(PUBLICATIONS) instanceof String text) {
      set.append(PUBLICATIONS, text.lines().map(EarlierPosts::publication).toList());
    }
    return new UpdateOneModel<>(
        eq(ID, post.getString(ID)),
        new Document("$set", set).append("$unset", new Document(OUTBOX, "")));
  }

  /** {@code 3 minor 1509726802562}. */
  private static Document publication(String line) {
    String[] parts = line.split(" ");
    return new Document(REVISION, Long.parseLong(parts[0]))
        .append("update", parts[1])
        .append(AT, Date.from(Instant.ofEpochMilli(Long.parseLong(parts[2]))));
  }

  private void dropOldIndex() {
    // What a store refuses, it reports as an error: so only what is there.
    if (posts
        .listIndexes()
        .map(index -> index.getString("name"))
        .into(new ArrayList<>())
        .contains(OLD_INDEX)) {
      posts.dropIndex(OLD_INDEX);
    }
  }
}
