package dev.galley.post.database;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import dev.galley.post.store.MongoStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlacesTests {

  private static final int MOST = 5;

  @AutoClose private final MongoStore store = new MongoStore();
  private final MongoCollection<Document> documents = store.database().getCollection("things");

  @BeforeEach
  void prepare() {
    places().createIndex();
  }

  /** As another instance has it. */
  private Places places() {
    return new Places(documents);
  }

  private boolean insert(String id) {
    try {
      places().insert(new Document("_id", id).append("of", "post"), "post", eq("of", "post"), MOST);
      return true;
    } catch (Places.Full full) {
      return false;
    }
  }

  @Test
  void holdsTheLimitHoweverManyComeAtOnce() throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(24);
    List<Callable<Boolean>> insertions = new ArrayList<>();
    for (int number = 0; number < 24; number++) {
      String id = "id-" + number;
      insertions.add(() -> insert(id));
    }

    int inserted = 0;
    for (Future<Boolean> insertion : senders.invokeAll(insertions)) {
      inserted += insertion.get() ? 1 : 0;
    }
    senders.shutdown();

    assertThat(inserted).isEqualTo(MOST);
    assertThat(documents.countDocuments()).isEqualTo(MOST);
  }

  @Test
  void givesTheRoomOfWhatIsGoneToOthers() {
    for (int number = 0; number < MOST; number++) {
      assertThat(insert("id-" + number)).isTrue();
    }
    assertThat(insert("too many")).isFalse();

    documents.deleteOne(eq("_id", "id-2"));
    documents.updateOne(eq("_id", "id-3"), Updates.combine(Places.givenUp(), Updates.unset("of")));

    assertThat(insert("one")).isTrue();
    assertThat(insert("another")).isTrue();
    assertThat(insert("a third")).isFalse();
  }

  @Test
  void countsWhatWasThereBeforeThereWerePlaces() {
    documents.insertOne(new Document("_id", "old").append("of", "post"));
    documents.insertOne(new Document("_id", "older").append("of", "post"));
    documents.insertOne(new Document("_id", "another's").append("of", "other"));

    assertThat(List.of(insert("1"), insert("2"), insert("3"), insert("4")))
        .containsExactly(true, true, true, false);
  }

  /** As an instance adds them that is older, while both run. */
  @Test
  void countsWhatComesWithoutAPlaceMeanwhile() {
    assertThat(List.of(insert("1"), insert("2"), insert("3"))).containsExactly(true, true, true);
    documents.insertOne(new Document("_id", "4").append("of", "post"));
    documents.insertOne(new Document("_id", "5").append("of", "post"));

    assertThat(insert("6")).isFalse();
  }

  @Test
  void tellsWhatElseIsTaken() {
    documents.createIndex(Indexes.ascending("name"), new IndexOptions().unique(true).sparse(true));
    Document first = new Document("_id", "1").append("name", "x");
    places().insert(first, "all", eq("of", null), MOST);

    assertThatThrownBy(
            () ->
                places()
                    .insert(
                        new Document("_id", "2").append("name", "x"), "all", eq("of", null), MOST))
        .isInstanceOf(MongoWriteException.class);
  }
}
