package dev.galley.post.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import dev.galley.testing.InMemoryStore;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database of its own for a test: on the MongoDB that the system property {@code
 * galley.it.mongodb-uri} names, else in memory. As an extension of a test class it is emptied
 * before each test, and closed after the last.
 */
public final class MongoStore implements AutoCloseable, BeforeEachCallback, AfterAllCallback {

  private final MongoServer server;
  private final String url;
  private final MongoClient client;
  private final MongoDatabase database;

  public MongoStore() {
    String given = System.getProperty("galley.it.mongodb-uri");
    server = given == null ? InMemoryStore.server() : null;
    if (server != null) {
      server.bind("127.0.0.1", 0);
    }
    url = server == null ? given : server.getConnectionString();
    client = MongoClients.create(url);
    database = client.getDatabase("test-" + UUID.randomUUID());
  }

  /** Where to connect to. */
  public String url() {
    return url;
  }

  public MongoDatabase database() {
    return database;
  }

  /** The posts in it, with their indexes. */
  public MongoPosts posts() {
    MongoPosts posts = new MongoPosts(database, new StoredJson());
    posts.createIndexes();
    return posts;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    database.drop();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    database.drop();
    client.close();
    if (server != null) {
      server.shutdownNow();
    }
  }
}
