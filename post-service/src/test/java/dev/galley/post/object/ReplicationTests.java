package dev.galley.post.object;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoCollection;
import dev.galley.object.FolderStore;
import dev.galley.object.ObjectInfo;
import dev.galley.object.ObjectStore;
import dev.galley.object.Spool;
import dev.galley.object.Spooled;
import dev.galley.object.Stores;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.job.JobKind;
import dev.galley.post.job.JobKind.Line;
import dev.galley.post.job.JobKind.Step;
import dev.galley.post.job.JobKind.Task;
import dev.galley.post.job.Workers;
import dev.galley.post.object.ReplicatingAll.Found;
import dev.galley.post.store.MongoStore;
import dev.galley.web.Sha256;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReplicationTests {

  @RegisterExtension static final MongoStore mongo = new MongoStore();

  @TempDir Path folder;

  private final Workers<Found> workers = new Workers<>(4);
  private Instant now = Instant.parse("2026-12-04T12:00:00Z");
  private FolderStore first;
  private FolderStore second;
  private Away away;
  private Objects objects;
  private Replication replication;

  @BeforeEach
  void open() {
    first = new FolderStore(folder.resolve("first"));
    second = new FolderStore(folder.resolve("second"));
    away = new Away(second);
    on(new Stores(first, away));
  }

  private void on(Stores stores) {
    Spool spool = new Spool(folder.resolve(".spool"), 1_000_000);
    objects = new Objects(mongo.database(), stores, spool, this::isUsed, () -> now);
    objects.createIndexes();
    replication = new Replication(mongo.database(), stores, spool, () -> now);
    replication.prepare();
  }

  private boolean isUsed(String sha256) {
    return assets().find(eq("sha256", sha256)).first() != null;
  }

  @AfterEach
  void close() {
    workers.close();
    replication.close();
  }

  @Test
  void bringsANewObjectToTheSecondStoreAtOnce() throws IOException {
    String sha256 = keep("new");

    assertThat(replication.waiting()).isOne();
    assertThat(replication.copyDue()).isTrue();

    assertThat(second.open(sha256, 0)).hasContent("new");
    assertThat(replication.waiting()).isZero();
    assertThat(replication.copyDue()).isFalse();
  }

  @Test
  void closesWhatItReads() throws IOException {
    replication.close();
    Away read = new Away(first);
    on(new Stores(read, second));
    String sha256 = keep("new");

    assertThat(replication.copyDue()).isTrue();

    assertThat(second.open(sha256, 0)).hasContent("new");
    assertThat(read.opened).isEmpty();
  }

  @Test
  void triesAgainWhileTheSecondStoreIsAwayAndSaysForHowLong() throws IOException {
    String sha256 = keep("new");
    away.isAway = true;

    for (int i = 0; i < 5; i++) {
      replication.copyDue();
      now = now.plus(Duration.ofMinutes(2));
    }

    assertThat(replication.waiting()).isOne();
    assertThat(replication.age()).isEqualTo(Duration.ofMinutes(10));
    away.isAway = false;
    replication.copyDue();
    assertThat(second.find(sha256)).isPresent();
    assertThat(replication.age()).isZero();
  }

  @Test
  void copiesNothingTwiceBesideAnotherInstance() throws IOException {
    keep("new");
    Replicas other = replication.replicas("kind");

    assertThat(other.copyDue(Sha256.hex("new"), now)).isTrue();
    assertThat(replication.replicas("kind").copyDue(Sha256.hex("new"), now)).isFalse();
    assertThat(away.puts).isOne();
  }

  @Test
  void bringsToBothStoresWhatAnInstanceKeptForWhichTheyAreExchanged() throws IOException {
    Replication before = replication;
    on(new Stores(second, first));
    String sha256 = keep("while the stores are exchanged");

    assertThat(before.copyDue()).isTrue();

    assertThat(first.open(sha256, 0)).hasContent("while the stores are exchanged");
    assertThat(second.find(sha256)).isPresent();
    assertThat(before.waiting()).isZero();
    before.close();
  }

  @Test
  void goesOnWithACopyThatSomebodyWasKilledWith() throws IOException {
    String sha256 = keep("new");
    // Claimed, and never heard of again.
    collection()
        .updateOne(
            eq("_id", sha256),
            new Document("$set", new Document("copy.due", Date.from(now.plusSeconds(600)))));
    assertThat(replication.copyDue()).isFalse();

    now = now.plusSeconds(600);
    assertThat(replication.copyDue()).isTrue();
    assertThat(second.find(sha256)).isPresent();
  }

  @Test
  void countsWhatWasThereBeforeItWasSwitchedOnAndLeavesItUntilItIsAsked() throws IOException {
    List<String> earlier = List.of(earlier("one"), earlier("two"));
    replication.prepare();
    now = now.plusSeconds(90);

    assertThat(replication.waiting()).isEqualTo(2);
    assertThat(replication.age()).isEqualTo(Duration.ofSeconds(90));
    assertThat(replication.copyDue()).isFalse();
    assertThat(second.list(null, 10)).isEmpty();

    Map<String, Integer> counts = run(replicatingAll(), false, null);

    assertThat(counts).containsExactly(Map.entry("copied", 2));
    assertThat(second.list(null, 10))
        .extracting(ObjectInfo::sha256)
        .containsExactlyInAnyOrderElementsOf(earlier);
    assertThat(replication.waiting()).isZero();
    assertThat(run(replicatingAll(), false, null)).containsExactly(Map.entry("present", 2));
  }

  @Test
  void bringsObjectsThatNoDocumentKnows() throws IOException {
    put(first, "never heard of");

    run(replicatingAll(), false, null);

    assertThat(second.find(Sha256.hex("never heard of"))).isPresent();
    assertThat(replication.state().objects()).isOne();
  }

  @Test
  void saysWhichObjectsCannotBeRead() throws IOException {
    String sha256 = earlier("good");
    Files.writeString(first.file(sha256), "bad");
    earlier("other");
    List<Line> lines = new ArrayList<>();

    Map<String, Integer> counts = run(replicatingAll(), false, lines);

    assertThat(counts).containsOnly(Map.entry("unreadable", 1), Map.entry("copied", 1));
    assertThat(lines).extracting(Line::subject).containsExactly(sha256);
    assertThat(second.find(sha256)).isEmpty();
  }

  @Test
  void stopsWhileAStoreIsAway() throws IOException {
    earlier("one");
    away.isAway = true;

    assertThatThrownBy(() -> replicatingAll().step(new Task(false, null)))
        .isInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void findsEveryKindOfDifferenceAndMendsIt() throws IOException {
    for (int i = 0; i < 80; i++) {
      earlier("object " + i);
    }
    run(replicatingAll(), false, null);
    String tampered = Sha256.hex("object 7");
    // As long as it was.
    Files.writeString(second.file(tampered), "OBJECT 7");
    String missing = Sha256.hex("object 8");
    second.delete(missing);
    String lostByFirst = Sha256.hex("object 9");
    first.delete(lostByFirst);
    String tamperedInFirst = Sha256.hex("object 10");
    Files.writeString(first.file(tamperedInFirst), "");
    String lost = Sha256.hex("object 11");
    first.delete(lost);
    Files.writeString(second.file(lost), "cut off");
    String surplus = put(second, "nobody's");

    List<Line> lines = new ArrayList<>();
    assertThat(run(verifying(), false, lines))
        .containsOnly(
            Map.entry("same", 75),
            Map.entry("different", 2),
            Map.entry("missing", 2),
            Map.entry("lost", 1),
            Map.entry("surplus", 1));
    assertThat(lines)
        .extracting(Line::subject)
        .containsExactlyInAnyOrder(tampered, missing, lostByFirst, tamperedInFirst, lost, surplus);
    assertThat(second.open(surplus, 0)).hasContent("nobody's");

    assertThat(run(verifying(), true, null))
        .containsOnly(
            Map.entry("same", 75),
            Map.entry("different-repaired", 2),
            Map.entry("missing-repaired", 2),
            Map.entry("lost", 1),
            Map.entry("surplus-repaired", 1));

    assertThat(run(verifying(), false, null))
        .containsOnly(Map.entry("same", 79), Map.entry("lost", 1));
    assertThat(first.open(lostByFirst, 0)).hasContent("object 9");
    assertThat(second.open(tampered, 0)).hasContent("object 7");
    assertThat(second.find(surplus)).isEmpty();
  }

  @Test
  void doesNotTakeForSurplusWhatSomebodyIsKeeping() throws IOException {
    String sha256 = keep("being stored");
    replication.copyDue();
    first.delete(sha256);

    assertThat(run(verifying(), true, null)).containsOnly(Map.entry("surplus-repaired", 1));

    // An hour is left for whoever will let a file point at it.
    assertThat(second.find(sha256)).isPresent();
  }

  @Test
  void removesFromBothStores() throws IOException {
    String sha256 = keep("new");
    replication.copyDue();
    now = now.plus(Duration.ofHours(2));

    objects.removeUnused(sha256, now);

    assertThat(first.find(sha256)).isEmpty();
    assertThat(second.find(sha256)).isEmpty();
    assertThat(collection().find().first()).isNull();
  }

  @Test
  void leavesNoCopyOfWhatIsRemovedMeanwhile() throws IOException {
    String sha256 = keep("new");
    Replicas replicas = replication.replicas("kind");
    away.afterPut = () -> collection().deleteOne(eq("_id", sha256));

    replicas.copyDue(sha256, now);

    assertThat(second.find(sha256)).isEmpty();
  }

  @Test
  void knowsNothingOfAnotherSecondStore() throws IOException {
    keep("new");
    replication.copyDue();
    assertThat(replication.waiting()).isZero();
    replication.close();

    on(new Stores(first, new FolderStore(folder.resolve("third"))));

    assertThat(replication.waiting()).isOne();
    assertThat(run(replicatingAll(), false, null)).containsExactly(Map.entry("copied", 1));
  }

  @Test
  void verifiesTheOnlyStore() throws IOException {
    replication.close();
    on(new Stores(first, null));
    for (int i = 0; i < 70; i++) {
      earlier("object " + i);
    }
    keep("new");
    String damaged = Sha256.hex("object 7");
    Files.writeString(first.file(damaged), "OBJECT 7");
    String missing = Sha256.hex("object 8");
    first.delete(missing);
    String surplus = put(first, "nobody's");
    Files.writeString(first.file(surplus), "cut off");
    first.delete(keep("kept for nothing"));
    List<Line> lines = new ArrayList<>();

    assertThat(run(verifying(), false, lines))
        .containsOnly(
            Map.entry("sound", 69),
            Map.entry("different", 1),
            Map.entry("missing", 1),
            Map.entry("surplus", 1),
            Map.entry("gone", 1));

    assertThat(lines)
        .extracting(Line::subject, Line::what)
        .containsExactlyInAnyOrder(
            tuple(damaged, "different"), tuple(missing, "missing"), tuple(surplus, "surplus"));
    assertThat(first.file(surplus)).exists();
  }

  @Test
  void saysThatThereIsNoSecondStore() {
    replication.close();
    on(new Stores(first, null));

    assertThatThrownBy(() -> replicatingAll().total(false)).isInstanceOf(InvalidContent.class);
    assertThatThrownBy(() -> verifying().total(true)).isInstanceOf(InvalidContent.class);
    assertThat(replication.copyDue()).isFalse();
    assertThat(replication.waiting()).isZero();
    assertThat(replication.state().second()).isNull();
  }

  private JobKind replicatingAll() {
    return new ReplicatingAll(replication, workers);
  }

  private JobKind verifying() {
    return new Verifying(mongo.database(), replication, objects, this::isUsed, workers);
  }

  private static Map<String, Integer> run(JobKind kind, boolean repair, @Nullable List<Line> lines)
      throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    String after = null;
    do {
      Step step = kind.step(new Task(repair, after));
      step.counts().forEach((what, count) -> counts.merge(what, count, Integer::sum));
      if (lines != null) {
        lines.addAll(step.lines());
      }
      after = step.after();
    } while (after != null);
    return counts;
  }

  /** A file as an earlier build left it. */
  private String earlier(String text) throws IOException {
    String sha256 = put(first, text);
    assets()
        .insertOne(
            new Document("_id", "images/" + text)
                .append("sha256", sha256)
                .append("bytes", (long) text.length())
                .append("storedAt", Date.from(now)));
    return sha256;
  }

  private String put(ObjectStore store, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("text"), text);
    store.put(Sha256.hex(text), file);
    return Sha256.hex(text);
  }

  private String keep(String text) throws IOException {
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    try (Spooled spooled = objects.spool(in, 1_000)) {
      objects.keep(spooled);
      return spooled.sha256();
    }
  }

  private static MongoCollection<Document> collection() {
    return mongo.database().getCollection("objects");
  }

  private static MongoCollection<Document> assets() {
    return mongo.database().getCollection("assets");
  }

  /** A store that can be away. */
  private static final class Away implements ObjectStore {

    private final FolderStore store;
    private volatile boolean isAway;
    private int puts;
    private Runnable afterPut = () -> {};

    private final Set<InputStream> opened = ConcurrentHashMap.newKeySet();

    Away(FolderStore store) {
      this.store = store;
    }

    private FolderStore store() throws IOException {
      if (isAway) {
        throw new IOException("away");
      }
      return store;
    }

    @Override
    public synchronized void put(String sha256, Path content) throws IOException {
      store().put(sha256, content);
      puts++;
      afterPut.run();
    }

    @Override
    public Optional<ObjectInfo> find(String sha256) throws IOException {
      return store().find(sha256);
    }

    @Override
    public InputStream open(String sha256, long offset) throws IOException {
      InputStream in = store().open(sha256, offset);
      opened.add(in);
      return new FilterInputStream(in) {
        @Override
        public void close() throws IOException {
          super.close();
          opened.remove(in);
        }
      };
    }

    @Override
    public void delete(String sha256) throws IOException {
      store().delete(sha256);
    }

    @Override
    public List<ObjectInfo> list(@Nullable String after, int limit) throws IOException {
      return store().list(after, limit);
    }

    @Override
    public String toString() {
      return store.toString();
    }
  }
}
