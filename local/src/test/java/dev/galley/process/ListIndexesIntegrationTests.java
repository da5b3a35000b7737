package dev.galley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostQuery;
import dev.galley.post.content.PostState;
import dev.galley.post.store.MongoPosts;
import dev.galley.post.store.StoredJson;
import dev.galley.stream.codec.EventIds;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bson.BsonDocument;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the queries behind lists and searches ask of the store, and what they cost there. */
@NeedsMachinery(Machinery.GIVEN_STORE)
class ListIndexesIntegrationTests {

  private static final int POSTS = 300;
  private static final Instant NOW = Instant.parse("2026-11-03T16:33:22Z");
  private static final Actor CHRIS = new Actor("1", "chris", null, null);

  @TempDir private static Path folder;
  private static Machinery store;
  private static MongoClient client;
  private static MongoDatabase database;
  private static MongoPosts posts;

  /** Every query since it was emptied. */
  private static final Queue<BsonDocument> FINDS = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void fill() {
    store = Machinery.store(folder);
    client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(store.address()))
                .addCommandListener(new Finds())
                .build());
    database = client.getDatabase("galley_lists_" + UUID.randomUUID());
    posts = new MongoPosts(database, new StoredJson());
    posts.createIndexes();
    for (int number = 0; number < POSTS; number++) {
      Content content =
          new Content(
              "post-" + number,
              "Post",
              "Words.",
              "gfm",
              null,
              List.of(),
              List.of(),
              "blog",
              Map.of(),
              null);
      Post post = Post.draft(EventIds.next().toString(), content, NOW.plusSeconds(number));
      posts.insert(post, CHRIS.does(Action.CREATED, null, NOW), null, null);
    }
    // The first search reads every post.
    list(null, "words", null);
  }

  @AfterAll
  static void disconnect() {
    if (client != null) {
      database.drop();
      client.close();
    }
    if (store != null) {
      store.close();
    }
  }

  @Test
  void aListReadsNothingThatItDoesNotShow() {
    FINDS.clear();
    list(null, null, null);

    assertThat(FINDS).hasSize(1);
    assertThat(FINDS.element().getDocument("projection").keySet())
        .contains(
            "source",
            "marks",
            "history",
            "event",
            "publications",
            "slugs",
            "review.text",
            "working.body",
            "working.metadata");
  }

  @Test
  void listsAndSearchesGoByAnIndexAndSortNothing() {
    assumeTrue(
        Machinery.given(Machinery.GIVEN_STORE).isPresent() || Machinery.wantsContainers(),
        "the embedded store has no explain; its plans have tests of their own");
    PostQuery.ReviewFilter open =
        new PostQuery.ReviewFilter(PostQuery.ReviewFilter.Kind.OPEN, null);
    FINDS.clear();
    list(null, null, null);
    list(PostState.DRAFT, null, null);
    assertThat(FINDS)
        .hasSize(2)
        .allSatisfy(find -> assertThat(plan(find)).doesNotContain("\"stage\": \"SORT\""));
    list(null, null, open);
    list(null, "words", null);
    posts.findBySlug("post-7");

    assertThat(FINDS)
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(find -> assertThat(plan(find)).doesNotContain("COLLSCAN"));
  }

  private static void list(
      @Nullable PostState state, @Nullable String words, PostQuery.@Nullable ReviewFilter review) {
    posts.list(new PostQuery(state, null, null, null, words, null, review, 30, null));
  }

  private static String plan(BsonDocument find) {
    BsonDocument bare = find.clone();
    bare.keySet().retainAll(List.of("find", "filter", "projection", "sort", "limit"));
    Document answer =
        database.runCommand(new Document("explain", bare).append("verbosity", "queryPlanner"));
    return answer.get("queryPlanner", Document.class).get("winningPlan", Document.class).toJson();
  }

  private static final class Finds implements CommandListener {

    @Override
    public void commandStarted(CommandStartedEvent event) {
      if (event.getCommandName().equals("find")) {
        FINDS.add(event.getCommand().clone());
      }
    }
  }
}
