package dev.galley.feed.chat;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import dev.galley.feed.store.RecordDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;

/** {@code galley_feeds.rooms}: few documents, by ids that sort by age. */
final class Rooms {

  private final MongoCollection<Document> rooms;
  private final RecordDocuments<Room> documents = new RecordDocuments<>(Room.class);

  Rooms(MongoDatabase database) {
    this.rooms = database.getCollection("rooms");
  }

  void add(Room room) {
    rooms.insertOne(documents.document(room.id(), room));
  }

  List<Room> all() {
    return rooms.find().sort(Sorts.ascending("_id")).map(documents::value).into(new ArrayList<>());
  }

  Optional<Room> find(String id) {
    return Optional.ofNullable(rooms.find(eq("_id", id)).first()).map(documents::value);
  }

  /**
   * Changes one atomically.
   *
   * @param change may be applied several times
   */
  Optional<Room> update(String id, UnaryOperator<Room> change) {
    // Each lost race means that another writer made progress.
    while (true) {
      Room current = find(id).orElse(null);
      if (current == null) {
        return Optional.empty();
      }
      Room changed = change.apply(current).withVersion(current.version() + 1);
      var unchanged = and(eq("_id", id), eq("version", current.version()));
      if (rooms.replaceOne(unchanged, documents.document(id, changed)).getMatchedCount() == 1) {
        return Optional.of(changed);
      }
    }
  }

  void remove(String id) {
    rooms.deleteOne(eq("_id", id));
  }
}
