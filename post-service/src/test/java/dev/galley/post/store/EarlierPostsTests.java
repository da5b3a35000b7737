package dev.galley.post.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import dev.galley.post.content.Change;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.Publication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code earlier-post.json} is a document as the last release with a list of events wrote it. */
class EarlierPostsTests {

  @RegisterExtension static final MongoStore store = new MongoStore();

  private Document earlier;

  @BeforeEach
  void store() throws IOException {
    try (InputStream file = EarlierPostsTests.class.getResourceAsStream("earlier-post.json")) {
      earlier = Document.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
    store.database().getCollection("posts").insertOne(earlier);
  }

  private Document document() {
    return store.database().getCollection("posts").find().first();
  }

  private Post upgraded() {
    new EarlierPosts(store.database(), new StoredJson()).upgrade();
    return new MongoPosts(store.database(), new StoredJson())
        .find(earlier.getString("_id"))
        .orElseThrow();
  }

  @Test
  void makesMarksOfUnsentEvents() {
    upgraded();

    Document unsent = earlier.getList("outbox", Document.class).get(0);
    assertThat(document().getList("marks", Document.class))
        .containsExactly(
            new Document("id", unsent.getString("eventId")).append("at", unsent.getDate("at")));
    assertThat(document())
        .containsEntry("eventTraceparent", unsent.getString("traceparent"))
        .containsEntry("event", earlier.getString("event"))
        .doesNotContainKey("outbox");
  }

  @Test
  void keepsThePublications() {
    Post post = upgraded();

    assertThat(post.publicHistory().publications())
        .containsExactly(
            new Publication(2, "first", Instant.parse("2017-11-03T16:33:22.562Z"), null, false));
    assertThat(document().getList("publications", Document.class))
        .containsExactly(
            new Document("revision", 2L)
                .append("update", "first")
                .append("at", new Date(1509726802562L)));
  }

  @Test
  void readsMarkdownAsKramdownAndSeesNoChangeInThat() {
    Post post = upgraded();

    assertThat(post.working().format()).isEqualTo("kramdown");
    assertThat(post.live().orElseThrow().format()).isEqualTo("markdown");
    assertThat(post.hasUnpublishedChanges()).isFalse();
  }

  @Test
  void derivesWhichFilesAPostUses() {
    store
        .database()
        .getCollection("posts")
        .updateOne(new Document(), Updates.set("working.body", "![](/images/a.png)"));

    upgraded();

    assertThat(document().getList("pictures", String.class)).containsExactly("images/a.png");
  }

  @Test
  void leavesPostsAloneThatNeedNothing() {
    upgraded();
    Document once = document();
    store.database().getCollection("upgrades").drop();

    upgraded();

    assertThat(document()).isEqualTo(once);
  }

  @Test
  void publishesAnUpgradedPost() {
    Post post = upgraded();
    MongoPosts posts = new MongoPosts(store.database(), new StoredJson());
    Post published = PostFixtures.published(post);

    posts.replace(post, published, PostFixtures.change(Change.Action.PUBLISHED));

    assertThat(posts.find(post.id()).orElseThrow().publicHistory().publications())
        .extracting(Publication::revision)
        .isEqualTo(List.of(3L, 2L));
    assertThat(document().getList("marks", Document.class)).hasSize(2);
  }

  @Test
  void dropsTheIndexOfTheList() {
    MongoCollection<Document> posts = store.database().getCollection("posts");
    posts.createIndex(Indexes.ascending("outbox.eventId"));

    upgraded();

    assertThat(posts.listIndexes().map(index -> index.getString("name"))).containsExactly("_id_");
  }

  @Test
  void asksNothingOfAFreshStoreThatItRefuses() {
    store.database().drop();
    List<String> refused = new ArrayList<>();
    CommandListener listener =
        new CommandListener() {
          @Override
          public void commandFailed(CommandFailedEvent event) {
            refused.add(event.getCommandName());
          }
        };
    MongoClientSettings settings =
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(store.url()))
            .addCommandListener(listener)
            .build();

    try (MongoClient client = MongoClients.create(settings)) {
      MongoDatabase fresh = client.getDatabase(store.database().getName());
      new MongoPosts(fresh, new StoredJson()).createIndexes();
      new EarlierPosts(fresh, new StoredJson()).upgrade();
    }

    assertThat(refused).isEmpty();
  }
}
