package dev.galley.post.store;

import static dev.galley.post.content.PostFixtures.NOW;
import static dev.galley.post.content.PostFixtures.change;
import static dev.galley.post.content.PostFixtures.content;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.client.model.Filters;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.Revision;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class PostHistoryTests {

  @RegisterExtension static final MongoStore store = new MongoStore();

  private MongoPosts posts;
  private PostHistory history;

  @BeforeEach
  void empty() {
    posts = store.posts();
    history = new PostHistory(store.database(), new StoredJson());
  }

  private Post edited() {
    Post draft = PostFixtures.draft("week-459");
    posts.insert(draft, change(Action.CREATED), null, null);
    Post edited = draft.edited(content("week-459", "Later"), NOW);
    posts.replace(draft, edited, change(Action.EDITED));
    return edited;
  }

  private List<Document> undrained(Post post) {
    return store
        .database()
        .getCollection("posts")
        .find(Filters.eq(post.id()))
        .first()
        .getList("history", Document.class);
  }

  private void assertComplete(Post post) {
    assertThat(undrained(post)).isEmpty();
    assertThat(posts.revisions(post, Long.MAX_VALUE, 10))
        .extracting(Revision::revision)
        .containsExactly(2L, 1L);
    assertThat(posts.contentAt(post, 1)).contains(content("week-459"));
    assertThat(posts.contentAt(post, 2)).contains(post.working());
  }

  @Test
  void movesTheHistoryOfWhatWasChanged() {
    Post post = edited();
    history.stored(post, change(Action.EDITED));

    history.drainChanged();

    assertComplete(post);
  }

  @Test
  void findsWhatACrashLeft() {
    Post post = edited();

    history.drainLeftovers();

    assertComplete(post);
  }

  // A crash came between keeping and pulling.
  @Test
  void keepsARevisionOnce() {
    Post post = edited();
    List<Document> before = undrained(post);
    history.drainLeftovers();
    store
        .database()
        .getCollection("posts")
        .updateOne(Filters.eq(post.id()), new Document("$set", new Document("history", before)));

    history.drainLeftovers();

    assertComplete(post);
    assertThat(store.database().getCollection("revisions").countDocuments()).isEqualTo(2);
  }

  @Test
  void saysOnceThatTheStoreIsAway() {
    Logger logger = (Logger) LoggerFactory.getLogger(PostHistory.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    MongoStore away = new MongoStore();
    PostHistory waiting = new PostHistory(away.database(), new StoredJson());
    away.close();
    waiting.stored(PostFixtures.draft("week-459"), change(Action.CREATED));

    waiting.run();
    waiting.run();
    logger.detachAppender(logged);

    assertThat(logged.list).hasSize(1);
  }
}
