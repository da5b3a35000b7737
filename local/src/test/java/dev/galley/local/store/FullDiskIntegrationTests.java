package dev.galley.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** RELIABILITY A6: a disk that is full costs no acknowledged write and gives no false answer. */
class FullDiskIntegrationTests {

  private static final String FOUR_MEGABYTES_OR_EIGHT = "8192";

  @TempDir Path folder;

  @Test
  @Timeout(120)
  void endsAtAFailedWriteAndKeepsWhatItHasAcknowledged() throws Exception {
    List<Integer> acknowledged = new ArrayList<>();
    try (StoreProcess store = StoreProcess.start(folder, FOUR_MEGABYTES_OR_EIGHT);
        MongoClient client = connect(store.uri())) {
      fill(posts(client), acknowledged);

      assertThat(store.awaitExit()).isEqualTo(StoreProcess.FAILED);
    }

    assertThat(acknowledged).hasSizeGreaterThan(10);
    try (EmbeddedStore store = EmbeddedStore.open(folder, Throwable::printStackTrace);
        MongoClient client = connect(store.uri())) {
      List<Integer> stored =
          posts(client).find().map(d -> d.getInteger("_id")).into(new ArrayList<>());
      assertThat(stored).containsAll(acknowledged);
      posts(client).insertOne(new Document("_id", -1));
    }
  }

  private static void fill(MongoCollection<Document> posts, List<Integer> acknowledged) {
    try {
      for (int i = 0; ; i++) {
        posts.insertOne(new Document("_id", i).append("text", "x".repeat(20_000)));
        acknowledged.add(i);
      }
    } catch (MongoException e) {
      // The store has ended.
    }
  }

  private static MongoClient connect(String uri) {
    return MongoClients.create(
        uri + "/?retryWrites=false&serverSelectionTimeoutMS=3000&socketTimeoutMS=10000");
  }

  private static MongoCollection<Document> posts(MongoClient client) {
    return client.getDatabase("full").getCollection("posts");
  }
}
