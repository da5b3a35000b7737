package dev.galley.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import dev.galley.local.store.file.StoreFile;
import dev.galley.local.store.file.StoreFolder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTests {

  private static final int DOCUMENTS = 500;

  @TempDir Path folder;

  /** Dead space is used again at once here, and all of the old version is dead long before. */
  @Test
  void holdsWhatWasThereHoweverOftenItIsWrittenOver() throws Exception {
    StoreFile file = StoreFile.open(folder.resolve("galley.mv"), Duration.ZERO);
    MVMap<Object, byte[]> map = new OpenMaps(file.store()).documents("db.texts");
    rewrite(file, map, 0);
    try (Snapshot moment = Snapshot.of(file.store())) {
      for (int round = 1; round <= 12; round++) {
        rewrite(file, map, round);
      }
      map.clear();
      file.freeze();
      file.persist();

      moment.writeTo(folder.resolve("copy.mv"));
    }
    file.close();

    try (MVStore copy = MVStore.open(folder.resolve("copy.mv").toString())) {
      MVMap<Object, byte[]> copied = new OpenMaps(copy).documents("db.texts");
      assertThat(copied).hasSize(DOCUMENTS);
      for (int id = 0; id < DOCUMENTS; id++) {
        assertThat(copied.get(id)).isEqualTo(bytes(id, 0));
      }
    }
  }

  /** Closing the file asserts that no version is still thought to be in use. */
  @Test
  void givesItsVersionUpAlsoWhileACommitIsUnderWay() throws Exception {
    StoreFile file = StoreFile.open(folder.resolve("galley.mv"), Duration.ZERO);
    MVMap<Object, byte[]> map = new OpenMaps(file.store()).documents("db.texts");
    rewrite(file, map, 0);
    Snapshot moment = Snapshot.of(file.store());
    rewrite(file, map, 1);
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch ends = new CountDownLatch(1);
    Thread commit =
        new Thread(
            () ->
                file.store()
                    .executeFilestoreOperation(
                        () -> {
                          underWay.countDown();
                          await(ends);
                        }));
    commit.start();
    await(underWay);

    Thread closing = new Thread(moment::close);
    closing.start();
    Awaitility.await()
        .until(
            () ->
                closing.getState() == Thread.State.WAITING
                    || closing.getState() == Thread.State.TERMINATED);
    ends.countDown();
    commit.join();
    closing.join();

    file.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void rewrite(StoreFile file, MVMap<Object, byte[]> map, int round)
      throws Exception {
    for (int id = 0; id < DOCUMENTS; id++) {
      map.put(id, bytes(id, round));
    }
    file.freeze();
    file.persist();
  }

  private static byte[] bytes(int id, int round) {
    ByteBuffer document =
        new RawBsonDocument(
                new Document("_id", id).append("text", round + "x".repeat(1_000)),
                new DocumentCodec())
            .getByteBuffer()
            .asNIO()
            .order(ByteOrder.LITTLE_ENDIAN);
    // A document begins with its length, and its buffer has room behind it.
    byte[] bytes = new byte[document.getInt(document.position())];
    document.get(bytes);
    return bytes;
  }

  /** Each write makes the same mark in two documents, which one command changes. */
  @Test
  void holdsEachCommandWhollyOrNotWhileOthersWrite() throws Exception {
    AtomicBoolean writing = new AtomicBoolean(true);
    try (EmbeddedStore store = open("store");
        MongoClient client = connect(store)) {
      MongoCollection<Document> texts = texts(client);
      texts.createIndex(Indexes.ascending("mark"), new IndexOptions());
      texts.insertMany(List.of(mark("a"), mark("b")));
      Thread writer =
          new Thread(
              () -> {
                for (int i = 1; writing.get(); i++) {
                  texts.updateMany(Filters.in("_id", "a", "b"), Updates.set("mark", i));
                  texts.insertOne(new Document("_id", i).append("mark", -i));
                }
              });
      writer.start();

      List<Boolean> atRest = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Path copy = StoreFolder.file(folder.resolve("copy" + i));
        copy.getParent().toFile().mkdirs();
        store.snapshot(copy, () -> atRest.add(true));
      }
      writing.set(false);
      writer.join();
      assertThat(atRest).hasSize(5);
    }

    for (int i = 0; i < 5; i++) {
      try (EmbeddedStore copy = open("copy" + i);
          MongoClient client = connect(copy)) {
        int mark = texts(client).find(Filters.eq("a")).first().getInteger("mark");
        assertThat(texts(client).find(Filters.eq("b")).first().getInteger("mark")).isEqualTo(mark);
        assertThat(texts(client).countDocuments(Filters.eq("mark", mark))).isEqualTo(2);
        long inserted = texts(client).countDocuments(Filters.lt("mark", 0));
        assertThat(inserted).isBetween(mark - 1L, (long) mark);
        assertThat(texts(client).countDocuments()).isEqualTo(inserted + 2);
        texts(client).updateOne(Filters.eq("a"), Updates.set("mark", mark + 1));
      }
    }
  }

  private static Document mark(String id) {
    return new Document("_id", id).append("mark", 0);
  }

  private EmbeddedStore open(String name) {
    return EmbeddedStore.open(
        folder.resolve(name),
        failure -> {
          throw new AssertionError(failure);
        });
  }

  private static MongoClient connect(EmbeddedStore store) {
    return MongoClients.create(store.uri());
  }

  private static MongoCollection<Document> texts(MongoClient client) {
    return client.getDatabase("db").getCollection("texts");
  }
}
