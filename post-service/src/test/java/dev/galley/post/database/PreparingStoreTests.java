package dev.galley.post.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.galley.post.store.MongoStore;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class PreparingStoreTests {

  @Test
  void refusesToStartOnAnIndexThatCannotBeUnique() {
    try (MongoStore store = new MongoStore()) {
      MongoCollection<Document> posts = store.database().getCollection("posts");
      posts.insertOne(new Document("_id", "a").append("slugs", List.of("x")));
      posts.insertOne(new Document("_id", "b").append("slugs", List.of("x", "y")));
      PreparingStore preparing =
          new PreparingStore(
              List.of(
                  () ->
                      posts.createIndex(
                          Indexes.ascending("slugs"), new IndexOptions().unique(true))));

      assertThatThrownBy(preparing::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the service does not start");
    }
  }

  @Test
  void waitsForAStoreThatIsAway() {
    PreparingStore preparing =
        new PreparingStore(
            List.of(
                () -> {
                  throw new MongoTimeoutException("away");
                }));

    preparing.start();

    assertThat(preparing.waitingFor()).contains("The store does not answer");
    preparing.stop();
  }

  @Test
  void refusesAServerThatDoesNotKeepTheMembersOfListsUnique() {
    try (MongoStore store = new MongoStore()) {
      assertThatCode(new UniqueLists(store.database())::require).doesNotThrowAnyException();
      assertThatCode(new UniqueLists(store.database())::require).doesNotThrowAnyException();
    }

    MongoDatabase forgetful = mock(MongoDatabase.class);
    when(forgetful.getCollection(anyString())).thenReturn(collection());
    assertThatThrownBy(new UniqueLists(forgetful)::require)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("use MongoDB 7 or 8");
  }

  /** Takes everything. */
  @SuppressWarnings("unchecked")
  private static MongoCollection<Document> collection() {
    return mock(MongoCollection.class);
  }
}
