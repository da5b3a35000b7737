package dev.galley.render.image;

import static dev.galley.render.image.ImageFixtures.asset;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import dev.galley.event.AssetEvent;
import dev.galley.render.image.ImageFixtures.Asset;
import dev.galley.stream.codec.EventCodec;
import dev.galley.testing.InMemoryStore;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnownAssetsTests {

  private final MongoServer server = InMemoryStore.server();
  private MongoClient client;
  private KnownAssets known;

  @BeforeEach
  void start() {
    server.bind();
    client = MongoClients.create(server.getConnectionString());
    known =
        new KnownAssets(
            client.getDatabase("galley_site").getCollection("assets"),
            new EventCodec(URI.create("/render-service")));
  }

  @AfterEach
  void stop() {
    client.close();
    server.shutdownNow();
  }

  @Test
  void keepsTheNewestOfWhatInstancesTellInAnyOrder() {
    Asset picture = asset("images/a.jpg").sized(40, 30);

    known.keep(picture.event());
    known.keep(picture.revision(3).event());
    known.keep(picture.revision(2).event());
    known.keep(asset("images/b.jpg").event());

    List<AssetEvent> kept = new ArrayList<>();
    known.forEach(kept::add);
    assertThat(kept)
        .containsExactlyInAnyOrder(picture.revision(3).event(), asset("images/b.jpg").event());
  }
}
