package dev.galley.post.store;

import static dev.galley.post.content.PostFixtures.NOW;
import static dev.galley.post.content.PostFixtures.change;
import static dev.galley.post.content.PostFixtures.deleted;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PurgingPostsTests {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @RegisterExtension static final MongoStore store = new MongoStore();

  private final List<String> purged = new ArrayList<>();
  private MongoPosts posts;
  private PostHistory history;

  @BeforeEach
  void empty() {
    posts = store.posts();
    history = new PostHistory(store.database(), new StoredJson());
  }

  private int purgeAfter(Duration time) {
    PostObserver observer =
        new PostObserver() {
          @Override
          public void purged(String postId) {
            purged.add(postId);
          }
        };
    return new PurgingPosts(
            store.database(),
            history,
            List.of(observer),
            Clock.fixed(NOW.plus(time), ZoneOffset.UTC))
        .run();
  }

  private long documents(String collection) {
    return store.database().getCollection(collection).countDocuments();
  }

  @Test
  void removesWhatIsLeftOfADeletedPost() {
    Post draft = PostFixtures.draft("week-459");
    posts.insert(draft, change(Action.CREATED), null, null);
    history.drainLeftovers();
    posts.delete(draft, deleted(draft), change(Action.DELETED));

    assertThat(purgeAfter(PATIENCE)).isZero();
    assertThat(purgeAfter(PATIENCE.plusSeconds(1))).isEqualTo(1);

    assertThat(documents("posts")).isZero();
    assertThat(documents("revisions")).isZero();
    assertThat(purged).containsExactly(draft.id());
  }

  @Test
  void keepsADeletedPostWhoseEventIsNotInTheTopic() {
    Post shown = PostFixtures.published(PostFixtures.draft("week-459"));
    posts.insert(shown, change(Action.IMPORTED), null, null);
    Post hidden = PostFixtures.unpublished(shown);
    posts.replace(shown, hidden, change(Action.UNPUBLISHED));
    posts.delete(hidden, deleted(hidden), change(Action.DELETED));

    assertThat(purgeAfter(PATIENCE.plusDays(1))).isZero();
    store
        .database()
        .getCollection("posts")
        .updateMany(new Document(), Updates.set("marks", List.of()));
    assertThat(purgeAfter(PATIENCE.plusDays(1))).isEqualTo(1);
  }
}
