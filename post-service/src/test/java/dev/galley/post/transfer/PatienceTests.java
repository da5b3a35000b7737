package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import dev.galley.post.content.Post;
import dev.galley.post.content.Posts;
import dev.galley.post.transfer.FileReport.Outcome;
import dev.galley.web.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.AdditionalAnswers;
import tools.jackson.databind.json.JsonMapper;

/** Imports into a store that does not always answer. */
class PatienceTests {

  private static final ImportingArchives.Options OPTIONS =
      new ImportingArchives.Options(true, false, "example.org");

  /** In batches of half of them for each worker. */
  private static final int POSTS = 25;

  private static final int BATCH = 12;

  private final Map<String, byte[]> archive = new TreeMap<>();
  @AutoClose private Importing importing;
  private Posts store;

  @BeforeEach
  void open() {
    importing =
        new Importing(
            Importing.CLOCK,
            posts -> {
              store = mock(Posts.class, AdditionalAnswers.delegatesTo(posts));
              return store;
            });
    for (int i = 0; i < POSTS; i++) {
      file("snips/post-%d.md".formatted(i), "---\ntitle: Post %d\n---\nText.".formatted(i));
    }
  }

  private void file(String path, String text) {
    archive.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private ImportReport bring() throws IOException {
    return importing.bring(Zips.of(archive), OPTIONS);
  }

  private static MongoTimeoutException silence() {
    return new MongoTimeoutException("No answer in 10 s");
  }

  /** What the second batch writes is lost, or only the answer to it. */
  private void failAtTheSecond(Consumer<List<Posts.Imported>> before) {
    AtomicInteger calls = new AtomicInteger();
    doAnswer(
            call -> {
              List<Posts.Imported> batch = call.getArgument(0);
              if (calls.incrementAndGet() == 2) {
                before.accept(batch);
                throw silence();
              }
              return importing.posts.insertAll(batch);
            })
        .when(store)
        .insertAll(any());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, BATCH})
  void repeatsWhatWasLost(int stored) throws IOException {
    failAtTheSecond(
        batch -> importing.posts.insertAll(batch.subList(0, Math.min(stored, batch.size()))));

    ImportReport report = bring();

    assertAllCreated(report);
  }

  /** A slow write may come through when its post has been looked for again. */
  @Test
  void knowsItsOwnPostThatComesLate() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    doAnswer(
            call -> {
              List<Posts.Imported> batch = call.getArgument(0);
              if (calls.incrementAndGet() == 1) {
                throw silence();
              }
              if (calls.get() == 2) {
                importing.posts.insertAll(batch);
              }
              return importing.posts.insertAll(batch);
            })
        .when(store)
        .insertAll(any());
    archive.keySet().removeIf(path -> !path.endsWith("-7.md"));
    earlier("post-7.md");

    ImportReport report = bring();

    assertThat(report.files())
        .singleElement()
        .satisfies(file -> assertThat(file.outcome()).isEqualTo(Outcome.CREATED));
    assertThat(history("post-7")).isEqualTo(2);
  }

  private void assertAllCreated(ImportReport report) {
    assertThat(report.files()).hasSize(POSTS);
    assertThat(report.totals().created()).isEqualTo(POSTS);
    assertThat(report.totals().published()).isEqualTo(POSTS);
    assertThat(report.files())
        .allSatisfy(
            file -> {
              Post post = importing.posts.findBySlug(file.slug()).orElseThrow();
              assertThat(file.postId()).isEqualTo(post.id());
              assertThat(file.publishedRevision()).isEqualTo(1);
            });
    assertThat(importing.posts.events()).hasSize(POSTS);
  }

  private void earlier(String path) {
    archive.put(
        ".galley/history/%s-0000.json".formatted(Sha256.hex(path)),
        JsonMapper.shared()
            .writeValueAsBytes(
                List.of(
                    new EarlierVersions.Version(
                        Instant.parse("2016-01-01T10:00:00Z"),
                        "Ana",
                        null,
                        path,
                        "---\ntitle: Before\n---\nOld."))));
  }

  private int history(String slug) {
    Post post = importing.posts.findBySlug(slug).orElseThrow();
    return importing.posts.revisions(post, Long.MAX_VALUE, 100).size();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, BATCH})
  void keepsOneHistory(int stored) throws IOException {
    for (int i = 0; i < POSTS; i++) {
      earlier("post-%d.md".formatted(i));
    }
    failAtTheSecond(
        batch -> importing.posts.insertAll(batch.subList(0, Math.min(stored, batch.size()))));

    assertThat(bring().totals().created()).isEqualTo(POSTS);

    assertThat(importing.posts.histories()).isEqualTo(POSTS);
    assertThat(importing.posts.events())
        .allSatisfy(event -> assertThat(event.revision()).isEqualTo(2));
    assertThat(history("post-9")).isEqualTo(2);
  }

  /** Also a change whose answer is lost is this import's. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void repeatsAChange(boolean isStored) throws IOException {
    bring();
    file("snips/post-7.md", "---\ntitle: Post 7\n---\nNew text.");
    AtomicInteger calls = new AtomicInteger();
    doAnswer(
            call -> {
              boolean isFirst = calls.incrementAndGet() == 1;
              if (!isFirst || isStored) {
                importing.posts.replace(
                    call.getArgument(0),
                    call.getArgument(1),
                    call.getArgument(2),
                    call.getArgument(3));
              }
              if (isFirst) {
                throw silence();
              }
              return null;
            })
        .when(store)
        .replace(any(), any(), any(), any());

    ImportReport report = bring();

    assertThat(report.totals().updated()).isEqualTo(1);
    assertThat(report.totals().unchanged()).isEqualTo(POSTS - 1);
    assertThat(report.totals().published()).isEqualTo(1);
    assertThat(importing.posts.findBySlug("post-7").orElseThrow().revision()).isEqualTo(2);
  }

  @Test
  void endsWhenTheStoreStaysAwayAndGoesOnWhenItIsBack() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    AtomicBoolean isBack = new AtomicBoolean();
    doAnswer(
            call -> {
              if (calls.incrementAndGet() > 1 && !isBack.get()) {
                throw silence();
              }
              return importing.posts.insertAll(call.getArgument(0));
            })
        .when(store)
        .insertAll(any());

    assertThatThrownBy(this::bring)
        .isInstanceOf(ImportingArchives.Interrupted.class)
        .hasMessageMatching("(0|12) of 25 posts were done until then")
        .hasCauseInstanceOf(MongoTimeoutException.class);

    isBack.set(true);
    ImportReport rest = bring();
    assertThat(rest.totals().unchanged()).isEqualTo(BATCH);
    assertThat(rest.totals().created()).isEqualTo(POSTS - BATCH);
    assertThat(importing.posts.events()).hasSize(POSTS);
  }

  @Test
  void doesNotRepeatWhatIsRefused() {
    AtomicInteger calls = new AtomicInteger();
    MongoWriteException refusal =
        new MongoWriteException(
            new WriteError(121, "Document failed validation", new BsonDocument()),
            new ServerAddress(),
            Set.of());
    archive.keySet().removeIf(path -> !path.endsWith("-7.md"));
    doAnswer(
            call -> {
              calls.incrementAndGet();
              throw refusal;
            })
        .when(store)
        .insertAll(any());

    assertThatThrownBy(this::bring).isSameAs(refusal);

    assertThat(calls).hasValue(1);
  }
}
