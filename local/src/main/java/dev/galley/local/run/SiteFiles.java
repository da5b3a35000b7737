package dev.galley.local.run;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.galley.object.FolderStore;
import dev.galley.object.ObjectStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bson.Document;

/**
 * Writes down what the files of the site have to hold, so that a backup can say which of them it
 * has not got: a store has lost or damaged bytes without anybody having noticed.
 */
final class SiteFiles {

  private static final String SHA_256 = "sha256";
  private static final String NAMES = "names";

  private SiteFiles() {}

  /**
   * Writes a hash and a name a line, for each file that is not removed.
   *
   * @param uri of the store of documents
   * @param staged what was put aside of the store of files
   * @param there the store of files: what is there, and was not put aside, has come since
   */
  static void write(String uri, FolderStore staged, FolderStore there, Path into)
      throws IOException {
    try (MongoClient client = MongoClients.create(uri);
        BufferedWriter out = Files.newBufferedWriter(into)) {
      for (Document file :
          client
              .getDatabase("galley_posts")
              .getCollection("assets")
              .find(and(ne(SHA_256, null), eq("removed", null)))
              .projection(include(SHA_256, NAMES))) {
        String sha256 = file.getString(SHA_256);
        if (has(staged, sha256) || !has(there, sha256)) {
          out.write(sha256 + " " + file.getList(NAMES, String.class).get(0) + "\n");
        }
      }
    } catch (MongoException e) {
      throw new IOException("the names of the files cannot be read", e);
    }
  }

  private static boolean has(ObjectStore store, String sha256) throws IOException {
    return store.find(sha256).isPresent();
  }
}
