package dev.galley.post.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.store.PostFields.*;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import dev.galley.post.content.Pictures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * Brings posts into the present form that were stored when an outbox still was a list of events and
 * publications were text, or when no post said which files it uses. Each once for a store; a
 * repetition changes nothing.
 */
final class EarlierPosts {

  private static final String OUTBOX = "outbox";
  private static final String OLD_INDEX = OUTBOX + ".eventId_1";

  private final MongoCollection<Document> posts;
  private final PostDocuments documents;
  private final Upgrades upgrades;

  EarlierPosts(MongoDatabase database, StoredJson json) {
    this.posts = database.getCollection(MongoPosts.POSTS);
    this.documents = new PostDocuments(json);
    this.upgrades = new Upgrades(database);
  }

  void upgrade() {
    upgrades.once("outbox-of-marks", this::makeMarks);
    upgrades.once("pictures-of-posts", this::derivePictures);
  }

  private void makeMarks() {
    Upgrades.rewrite(
        posts,
        include(OUTBOX, PUBLICATIONS),
        post -> post.containsKey(OUTBOX) ? Optional.of(upgraded(post)) : Optional.empty());
    dropOldIndex();
  }

  /** A change in between has done so itself. */
  private void derivePictures() {
    Upgrades.rewrite(
        posts,
        exclude(SOURCE, MARKS, HISTORY, REVIEW_EVENTS),
        post ->
            post.containsKey(PICTURES) || post.containsKey(DELETED_AT)
                ? Optional.empty()
                : Optional.of(
                    new UpdateOneModel<>(
                        and(eq(ID, post.getString(ID)), eq(REVISION, post.getLong(REVISION))),
                        Updates.set(PICTURES, List.copyOf(Pictures.of(documents.post(post)))))));
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
