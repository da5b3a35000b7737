package dev.galley.feed;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An empty database for each test: in a real MongoDB when {@code -Dit.mongo=<uri>} names one, else
 * in a server in memory.
 */
public final class FeedDatabase implements BeforeEachCallback, AfterEachCallback {

  private static final String NAME = "galley_feeds_test";

  private MongoServer server;
  private MongoClient client;

  /** The database. */
  public MongoDatabase get() {
    return client.getDatabase(NAME);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    String uri = System.getProperty("it.mongo");
    if (uri == null) {
      server = new MongoServer(H2Backend.inMemory());
      uri = server.bindAndGetConnectionString();
    }
    client = MongoClients.create(uri);
    get().drop();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    client.close();
    if (server != null) {
      server.shutdownNow();
    }
  }
}
