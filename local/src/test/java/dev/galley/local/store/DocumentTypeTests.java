package dev.galley.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTypeTests {

  private static final int LARGE_BYTES = 1024 * 1024;

  private static long bytes(Page<Long, byte[]> page) {
    long bytes = page.getMemory();
    for (int child = 0; !page.isLeaf() && child < page.getRawChildPageCount(); child++) {
      bytes += bytes(page.getChildPage(child));
    }
    return bytes;
  }

  /** The cache goes by it: what it does not count it does not let go. */
  @Test
  void countsLargeDocumentsAmongManySmallOnes(@TempDir Path folder) {
    String file = folder.resolve("store").toString();
    try (MVStore store = new MVStore.Builder().fileName(file).autoCommitDisabled().open()) {
      MVMap<Long, byte[]> map =
          store.openMap(
              "documents", new MVMap.Builder<Long, byte[]>().valueType(DocumentType.INSTANCE));
      for (long id = 0; id < 5_000; id++) {
        map.put(id, BsonBytes.of(new Document("text", "small")));
      }
      for (long id = 5_000; id < 5_020; id++) {
        map.put(id, BsonBytes.of(new Document("text", "x".repeat(LARGE_BYTES))));
      }

      assertThat(bytes(map.getRootPage())).isGreaterThan(20L * LARGE_BYTES);
    }
  }
}
