package dev.galley.post.token;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is stored into the present form: sessions were tokens once, opened by tokens and by
 * each other, and several tokens could have one name. Repeating it, also by several instances,
 * changes nothing more.
 */
final class EarlierSessions {

  private static final String SESSION = "session";
  private static final String PARENT = "parent";
  private static final String NAME = "name";

  private final MongoCollection<Document> tokens;
  private final Sessions sessions;

  EarlierSessions(MongoDatabase database, Sessions sessions) {
    this.tokens = database.getCollection("tokens");
    this.sessions = sessions;
  }

  void upgrade() {
    List<Document> stored = tokens.find(eq(SESSION, true)).into(new ArrayList<>());
    // First all that stay: a chain is read from the store.
    stored.forEach(this::keepIfBacked);
    stored.forEach(session -> tokens.deleteOne(eq(session.getString("_id"))));
    giveNames();
  }

  private void keepIfBacked(Document stored) {
    String root = root(stored);
    if (root != null) {
      sessions.keep(
          new Session(
              stored.getString("_id"),
              root,
              null,
              stored.getDate("createdAt").toInstant(),
              null,
              stored.getDate("expiresAt").toInstant()));
    }
  }

  /** The token at the end of the chain; null when a link of it is gone. */
  private @Nullable String root(Document stored) {
    Set<String> seen = new HashSet<>();
    Document current = stored;
    while (current != null && current.getBoolean(SESSION, false)) {
      String parent = current.getString(PARENT);
      if (parent == null) {
        return Token.LOCAL;
      }
      current = seen.add(parent) ? tokens.find(eq(parent)).first() : null;
    }
    return current == null ? null : current.getString("_id");
  }

  /** The first keeps its name. */
  private void giveNames() {
    Set<String> taken = new HashSet<>(Set.of(Token.LOCAL));
    List<Document> all =
        tokens
            .find(ne(SESSION, true))
            .sort(new Document("createdAt", 1).append("_id", 1))
            .into(new ArrayList<>());
    for (Document token : all) {
      String name = token.getString(NAME);
      String free = name;
      for (int number = 2; !taken.add(free); number++) {
        free = name + " (" + number + ")";
      }
      if (!free.equals(name)) {
        tokens.updateOne(eq(token.getString("_id")), Updates.set(NAME, free));
      }
    }
  }
}
