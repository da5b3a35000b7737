package dev.galley.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.galley.local.store.EmbeddedStore;
import dev.galley.object.FolderStore;
import dev.galley.web.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteFilesTests {

  @TempDir Path folder;

  @Test
  void writesWhatFilesHaveToHoldButNotWhatCameSinceOrIsRemoved() throws IOException {
    FolderStore staged = new FolderStore(folder.resolve("staged"));
    FolderStore there = new FolderStore(folder.resolve("there"));
    put(staged, "a");
    put(there, "a");
    put(there, "new");
    Path into = folder.resolve("names");

    try (EmbeddedStore store = EmbeddedStore.open(folder.resolve("store"), failure -> {});
        MongoClient client = MongoClients.create(store.uri())) {
      client
          .getDatabase("galley_posts")
          .getCollection("assets")
          .insertMany(
              List.of(
                  file("a", "images/a b.png"),
                  file("lost", "images/lost.png"),
                  file("new", "images/new.png"),
                  file("removed", "images/removed.png").append("removed", new Document("by", "x")),
                  new Document("names", List.of("images/went.png"))));

      SiteFiles.write(store.uri(), staged, there, into);
    }

    assertThat(into)
        .hasContent(
            Sha256.hex("a") + " images/a b.png\n" + Sha256.hex("lost") + " images/lost.png");
  }

  private static Document file(String text, String name) {
    return new Document("sha256", Sha256.hex(text)).append("names", List.of(name, "images/former"));
  }

  private void put(FolderStore store, String text) throws IOException {
    store.put(Sha256.hex(text), Files.writeString(folder.resolve("content"), text));
  }
}
