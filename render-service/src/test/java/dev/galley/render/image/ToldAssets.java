package dev.galley.render.image;

import static dev.galley.render.image.ImageFixtures.asset;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.galley.event.AssetStored;
import dev.galley.object.FolderStore;
import dev.galley.stream.codec.EventCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pictures of which an instance was told before it starts. */
public final class ToldAssets {

  private ToldAssets() {}

  /** Stores a picture that everybody may see; returns its bytes. */
  public static byte[] write(String store, Path assets, String name) throws IOException {
    byte[] content = ImageFixtures.jpeg(900, 700);
    AssetStored event = asset(name).of("image/jpeg", content).sized(900, 700).shared().event();
    Path file = Files.write(Files.createTempFile("picture", null), content);
    new FolderStore(assets).put(event.sha256(), file);
    Files.delete(file);
    try (MongoClient client = MongoClients.create(store)) {
      new KnownAssets(
              client.getDatabase("galley_site").getCollection("assets"),
              new EventCodec(URI.create("/render-service")))
          .keep(event);
    }
    return content;
  }
}
