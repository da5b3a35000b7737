package dev.galley.post.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.galley.post.store.MongoStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DueDocumentsTests {

  private static final Instant NOW = Instant.parse("2026-12-04T12:00:00Z");

  @RegisterExtension static final MongoStore store = new MongoStore();

  private final DueDocuments due =
      new DueDocuments(store.database().getCollection("things"), "at.due");

  @Test
  void doesEverythingThatIsDueAndNothingElse() {
    for (int i = 0; i < 250; i++) {
      insert("thing-" + i, NOW.minusSeconds(i));
    }
    insert("later", NOW.plusMillis(1));
    List<String> done = new ArrayList<>();

    Duration pause;
    do {
      pause =
          due.each(
              () -> NOW,
              (id, now) -> {
                done.add(id);
                settle(id);
              });
    } while (pause.isZero());

    assertThat(done).hasSize(250).doesNotHaveDuplicates().doesNotContain("later");
    assertThat(due.next()).contains(NOW.plusMillis(1));
    assertThat(pause).hasMillis(1);
  }

  @Test
  void isHeldUpByNothingThatCannotBeDoneAndTellsOfItOnce(CapturedOutput output) {
    insert("broken", NOW.minusSeconds(60));
    insert("good", NOW);
    AtomicInteger attempts = new AtomicInteger();
    BiConsumer<String, Instant> work =
        (id, now) -> {
          if (id.equals("broken")) {
            attempts.incrementAndGet();
            throw new IllegalStateException("It cannot be read");
          }
          settle(id);
        };

    assertThat(due.each(() -> NOW, work)).isZero();
    // Whoever went on at once would never rest here.
    assertThat(due.each(() -> NOW, work)).isEqualTo(DueDocuments.FOREVER);
    assertThat(due.each(() -> NOW, work)).isEqualTo(DueDocuments.FOREVER);

    assertThat(attempts).hasValue(3);
    assertThat(output.getAll().split("things broken cannot be done", -1)).hasSize(2);
  }

  @Test
  void saysInHowLongSomethingIsDue() {
    assertThat(untilSomethingIsDue()).isEqualTo(DueDocuments.FOREVER);

    insert("tomorrow", NOW.plus(Duration.ofDays(1)));
    assertThat(untilSomethingIsDue()).hasDays(1);

    insert("soon", NOW.plusMillis(7));
    assertThat(untilSomethingIsDue()).hasMillis(7);
  }

  private Duration untilSomethingIsDue() {
    return due.each(() -> NOW, (id, now) -> fail("Nothing is due"));
  }

  private static void insert(String id, Instant at) {
    store
        .database()
        .getCollection("things")
        .insertOne(new Document("_id", id).append("at", new Document("due", Date.from(at))));
  }

  private static void settle(String id) {
    store.database().getCollection("things").deleteOne(new Document("_id", id));
  }
}
