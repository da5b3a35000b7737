package dev.galley.feed;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import de.bwaldvogel.mongo.MongoServer;
import dev.galley.testing.InMemoryStore;
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
  private MongoClient listened;
  private String uri;

  /** The database. */
  public MongoDatabase get() {
    return client.getDatabase(NAME);
  }

  /** The database by a client of its own, with the names of the commands that it sends. */
  public MongoDatabase listenedTo(java.util.function.Consumer<String> commands) {
    listened =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .addCommandListener(
                    new CommandListener() {
                      @Override
                      public void commandStarted(CommandStartedEvent event) {
                        commands.accept(event.getCommandName());
                      }
                    })
                .build());
    return listened.getDatabase(NAME);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    uri = System.getProperty("it.mongo");
    if (uri == null) {
      server = InMemoryStore.server();
      uri = server.bindAndGetConnectionString();
    }
    client = MongoClients.create(uri);
    get().drop();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    client.close();
    if (listened != null) {
      listened.close();
    }
    if (server != null) {
      server.shutdownNow();
    }
  }
}
