package dev.galley.post.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import dev.galley.post.people.People;
import dev.galley.post.store.MongoStore;
import dev.galley.testing.VirtualTime;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A store as releases left it in which sessions were tokens. */
class EarlierSessionsTests {

  @AutoClose private final MongoStore store = new MongoStore();
  private final MongoCollection<Document> collection = store.database().getCollection("tokens");
  private final Tokens tokens = new Tokens(store.database());
  private final Sessions sessions = new Sessions(store.database(), 20);
  private final VirtualTime clock = new VirtualTime(TokenFixtures.START);
  private final People people = new People(store.database(), event -> {}, clock);
  private final KnownTokens known =
      new KnownTokens(tokens, sessions, people, clock, "glly_launcher", Runnable::run);

  private Document old(String secret, String name, boolean session) {
    clock.pass(Duration.ofSeconds(1));
    return new Document("_id", Secrets.hash(secret))
        .append("name", name)
        .append("role", "OWNER")
        .append("session", session)
        .append("createdAt", Date.from(clock.instant()));
  }

  private void session(String secret, String parent) {
    Document session =
        old(secret, "owner", true)
            .append("expiresAt", Date.from(clock.instant().plus(Duration.ofDays(30))));
    if (parent != null) {
      session.append("parent", Secrets.hash(parent));
    }
    collection.insertOne(session);
  }

  private void upgrade() {
    new EarlierSessions(store.database(), sessions).upgrade();
    tokens.createIndexes();
  }

  @Test
  void endsSessionsOfAnyDepthWithTheTokenAtTheirRoot() {
    collection.insertOne(old("glly_owner", "owner", false));
    session("glly_s1", "glly_owner");
    session("glly_s2", "glly_s1");
    session("glly_s3", "glly_s2");
    session("glly_lost", "glly_gone");
    session("glly_local", null);
    upgrade();

    assertThat(known.findSession("glly_s3").orElseThrow().getName()).isEqualTo("owner");
    assertThat(known.find("glly_s3")).as("no session makes another one").isEmpty();
    assertThat(known.findSession("glly_lost")).isEmpty();
    assertThat(known.findSession("glly_local").orElseThrow().getName()).isEqualTo("local");
    assertThat(tokens.all()).extracting(Token::name).containsExactly("owner");

    tokens.remove(Secrets.hash("glly_owner"));
    known.forget();

    assertThat(known.findSession("glly_s1")).isEmpty();
    assertThat(known.findSession("glly_s2")).isEmpty();
    assertThat(known.findSession("glly_s3")).isEmpty();
  }

  @Test
  void givesNamesThatTellTokensApart() {
    collection.insertOne(old("glly_1", "Sign-in link", false));
    collection.insertOne(old("glly_2", "Sign-in link", false));
    collection.insertOne(old("glly_3", "local", false));
    collection.insertOne(old("glly_4", "Sign-in link", false));
    upgrade();
    upgrade();

    assertThat(tokens.all())
        .extracting(Token::name)
        .containsExactlyInAnyOrder(
            "Sign-in link", "Sign-in link (2)", "local (2)", "Sign-in link (3)");
    assertThat(known.find("glly_4")).isPresent();
  }
}
