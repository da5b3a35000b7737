package dev.galley.post.outbox;

import static dev.galley.post.content.PostFixtures.NOW;
import static dev.galley.post.content.PostFixtures.change;
import static dev.galley.post.content.PostFixtures.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.post.content.Change;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.store.MongoPosts;
import dev.galley.post.store.MongoStore;
import dev.galley.post.store.StoredJson;
import dev.galley.stream.EventSender;
import dev.galley.stream.codec.EventCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The way from the outbox to the topic, with a real store and a producer that obeys the test. */
class OutboxTests {

  private static final EventCodec CODEC = new EventCodec(URI.create("/post-service"));
  private static final Clock LATER = Clock.fixed(NOW.plus(Duration.ofMinutes(2)), ZoneOffset.UTC);
  private static final OutboxProperties PROPERTIES =
      new OutboxProperties(
          Duration.ofMillis(1),
          Duration.ofHours(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          Duration.ofHours(1),
          10,
          2);

  @RegisterExtension static final MongoStore store = new MongoStore();

  private final List<OutboxThreads> started = new ArrayList<>();
  private MongoPosts posts;
  private Outbox outbox;
  private MockProducer<byte[], byte[]> producer;
  private Instance here;

  @BeforeEach
  void begin() {
    posts = store.posts();
    outbox =
        new Outbox(
            store.database().getCollection(MongoPosts.POSTS),
            Topics.POSTS,
            new StoredJson(),
            LATER);
    broker(true);
  }

  @AfterEach
  void stopInstances() throws InterruptedException {
    for (OutboxThreads threads : started) {
      threads.stop(Duration.ofSeconds(5));
    }
  }

  private void broker(boolean answersByItself) {
    producer =
        new MockProducer<>(
            answersByItself, null, new ByteArraySerializer(), new ByteArraySerializer());
    here = new Instance();
  }

  /** One process with its relay. */
  private final class Instance {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OutboxThreads threads = OutboxThreads.start();
    private final Pending pending = new Pending(LATER, meters);
    private final Relay relay =
        new Relay(outbox, new EventSender(producer, CODEC), pending, PROPERTIES, threads);
    private final Outlet outlet = new Outlet(outbox, relay, null);
    private final OutboxLifecycle lifecycle =
        new OutboxLifecycle(List.of(outlet), pending, PROPERTIES, threads, LATER);

    private Instance() {
      started.add(threads);
    }

    private HandingOverPosts handingOver() {
      return new HandingOverPosts(outlet);
    }

    private double gauge(String name) {
      return meters.get(name).gauge().value();
    }

    private Post publishes(Post before) {
      return publishes(before, change(Action.PUBLISHED));
    }

    private Post publishes(Post before, Change change) {
      Post after = PostFixtures.published(before);
      posts.replace(before, after, change);
      handingOver().stored(after, change);
      return after;
    }
  }

  private Post draft(String slug) {
    Post draft = PostFixtures.draft(slug);
    posts.insert(draft, change(Action.CREATED), null, null);
    return draft;
  }

  private List<PostEvent> topic() {
    return producer.history().stream()
        .map(record -> (PostEvent) CODEC.fromJson(record.value()))
        .toList();
  }

  private List<Long> sentRevisions() {
    return topic().stream().map(PostEvent::revision).toList();
  }

  private Document document(Post post) {
    return store.database().getCollection("posts").find(Filters.eq(post.id())).first();
  }

  private List<Document> marks(Post post) {
    return document(post).getList("marks", Document.class);
  }

  private void awaitSettled(Post post) {
    await().untilAsserted(() -> assertThat(marks(post)).isEmpty());
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Test
  void sendsAnEventAtOnceAndThenTakesItsMarkOutOfThePost() {
    Post published = here.publishes(draft("week-459"));

    await()
        .untilAsserted(
            () -> assertThat(topic()).containsExactly(published.publicHistory().event()));
    assertThat(producer.history().get(0).topic()).isEqualTo(Topics.POSTS);
    assertThat(producer.history().get(0).key())
        .isEqualTo(published.id().getBytes(StandardCharsets.UTF_8));
    awaitSettled(published);
  }

  @Test
  void carriesTheTraceOfTheRequest() {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    here.publishes(
        draft("week-459"), new Change(Action.PUBLISHED, "chris", null, NOW, null, trace));

    await().untilAsserted(() -> assertThat(topic()).hasSize(1));
    assertThat(header(producer.history().get(0), "traceparent")).isEqualTo(trace);
  }

  @Test
  void sendsOnePostsEventsOneAfterTheOther() {
    broker(false);
    Post first = here.publishes(draft("week-459"));
    here.publishes(first);
    Post other = here.publishes(draft("week-460"));

    await().untilAsserted(() -> assertThat(topic()).hasSize(2));
    assertThat(topic())
        .containsExactly(first.publicHistory().event(), other.publicHistory().event());

    producer.completeNext();
    await().untilAsserted(() -> assertThat(sentRevisions()).containsExactly(2L, 2L, 3L));
    producer.completeNext();
    producer.completeNext();
    awaitSettled(first);
    awaitSettled(other);
  }

  @Test
  void sendsAgainWhenTheAcknowledgementIsLost() {
    broker(false);
    Post published = here.publishes(draft("week-459"));
    await().untilAsserted(() -> assertThat(topic()).hasSize(1));

    producer.errorNext(new TimeoutException("no answer"));

    await().untilAsserted(() -> assertThat(topic()).hasSize(2));
    producer.completeNext();
    awaitSettled(published);
    assertThat(topic())
        .containsExactly(published.publicHistory().event(), published.publicHistory().event());
  }

  @Test
  void sendsTheNewestEventOfAPostWhileTheBrokerComesAndGoes() {
    broker(false);
    Post second = here.publishes(draft("week-459"));
    await().untilAsserted(() -> assertThat(topic()).hasSize(1));
    Post fourth = here.publishes(here.publishes(second));

    producer.errorNext(new TimeoutException("no answer"));
    await()
        .untilAsserted(
            () -> assertThat(producer.errorNext(new TimeoutException("again"))).isTrue());
    await().untilAsserted(() -> assertThat(producer.completeNext()).isTrue());

    awaitSettled(fourth);
    assertThat(sentRevisions()).containsExactly(2L, 4L, 4L);
  }

  @Test
  void measuresWhatWaits() {
    broker(false);
    Post published = here.publishes(draft("week-459"));

    assertThat(here.gauge("galley.outbox.pending")).isEqualTo(1);
    assertThat(here.gauge("galley.outbox.oldest")).isEqualTo(120);

    await().untilAsserted(() -> assertThat(producer.completeNext()).isTrue());
    awaitSettled(published);
    await().untilAsserted(() -> assertThat(here.gauge("galley.outbox.pending")).isZero());
    assertThat(here.gauge("galley.outbox.oldest")).isZero();
  }

  @Test
  void readsFromTheStoreWhatItDoesNotHoldInMemory() {
    broker(false);
    List<Post> published = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      published.add(here.publishes(draft("week-" + i)));
    }

    await()
        .untilAsserted(
            () -> {
              producer.completeNext();
              assertThat(published).allSatisfy(post -> assertThat(marks(post)).isEmpty());
            });
    assertThat(topic())
        .containsExactlyInAnyOrderElementsOf(
            published.stream().map(post -> post.publicHistory().event()).toList());
  }

  static Stream<RuntimeException> refusals() {
    return Stream.of(
        new RecordTooLargeException("too large"),
        new PolicyViolationException("not here"),
        new IllegalArgumentException("a bug"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void holdsUpOnlyThePostWhoseEventCannotBeSent(RuntimeException refusal) {
    broker(false);
    Post bad = here.publishes(draft("week-459"));
    await().untilAsserted(() -> assertThat(topic()).hasSize(1));
    producer.errorNext(refusal);

    Post good = here.publishes(draft("week-460"));

    await().untilAsserted(() -> assertThat(producer.completeNext()).isTrue());
    awaitSettled(good);
    assertThat(marks(bad)).hasSize(1);
  }

  @Test
  void findsWhatACrashLeft() {
    Post first = draft("week-459");
    Post published = PostFixtures.published(first);
    posts.replace(first, published, change(Action.PUBLISHED));

    here.lifecycle.sweep();

    await()
        .untilAsserted(
            () -> assertThat(topic()).containsExactly(published.publicHistory().event()));
    awaitSettled(published);
    here.lifecycle.sweep();
    assertThat(topic()).hasSize(1);
  }

  /** The stale relay: RELIABILITY finding 9. */
  @Test
  void repairsTheTopicAfterAStalledRelayWokeUp() {
    Instance stalled = here;
    Instance other = new Instance();
    CountDownLatch wakeUp = new CountDownLatch(1);
    Post draft = draft("week-459");
    stalled.threads.relay().execute(() -> awaitQuietly(wakeUp));
    Post second = stalled.publishes(draft);
    Post third = other.publishes(second);
    await().untilAsserted(() -> assertThat(marks(third)).hasSize(1));
    assertThat(sentRevisions()).containsExactly(3L);

    wakeUp.countDown();

    awaitSettled(third);
    assertThat(sentRevisions()).containsExactly(3L, 2L, 3L);
  }

  @Test
  void sendsTheNewestEventWhenTwoThreadsHandOverInTheWrongOrder() {
    Post first = draft("week-459");
    Post second = PostFixtures.published(first);
    posts.replace(first, second, change(Action.PUBLISHED));
    Post third = PostFixtures.published(second);
    posts.replace(second, third, change(Action.PUBLISHED));

    here.handingOver().stored(third, change(Action.PUBLISHED));
    // Until then the relay knows that what is newer was sent, and sends nothing else.
    await().until(() -> here.pending.size() == 0);
    assertThat(marks(third)).hasSize(1);
    here.handingOver().stored(second, change(Action.PUBLISHED));

    awaitSettled(third);
    assertThat(sentRevisions()).containsExactly(3L, 2L, 3L);
  }

  @Test
  void sendsOnlyTheNewestOfWhatWaited() {
    broker(false);
    Post second = here.publishes(draft("week-459"));
    await().untilAsserted(() -> assertThat(topic()).hasSize(1));
    Post third = here.publishes(second);
    Post fourth = here.publishes(third);

    producer.completeNext();

    await().untilAsserted(() -> assertThat(sentRevisions()).containsExactly(2L, 4L));
    producer.completeNext();
    awaitSettled(fourth);
  }

  @Test
  void asksTheStoreNothingWhileAnEventIsHandedOverAndSent() {
    broker(false);
    CountDownLatch storeAnswers = new CountDownLatch(1);
    for (int i = 0; i < 4; i++) {
      here.threads.store().execute(() -> awaitQuietly(storeAnswers));
    }
    Post busy = draft("week-459");
    here.relay.send(busy.id());

    Post published = here.publishes(draft("week-460"));

    await().untilAsserted(() -> assertThat(producer.completeNext()).isTrue());
    assertThat(topic()).containsExactly(published.publicHistory().event());
    storeAnswers.countDown();
    awaitSettled(published);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void marksWhatAPersonAskedFor() {
    Post published = here.publishes(draft("week-459"));
    awaitSettled(published);

    here.relay.resend(published.id());

    await().untilAsserted(() -> assertThat(topic()).hasSize(2));
    assertThat(header(producer.history().get(0), "ce_galleyretry")).isNull();
    assertThat(header(producer.history().get(1), "ce_galleyretry")).isEqualTo("true");
    assertThat(topic().get(1)).isEqualTo(published.publicHistory().event());
  }

  @Test
  void sendsAgainWhatTheTopicLacks() {
    Post inTopic = here.publishes(draft("a"));
    Post older = here.publishes(draft("b"));
    Post missing = here.publishes(draft("c"));
    draft("d");
    List.of(inTopic, older, missing).forEach(this::awaitSettled);
    assertThat(topic()).hasSize(3);

    Reconciliation.Report report =
        reconciliation(
                () -> new TopicRevisions.Found(Map.of(inTopic.id(), 2L, older.id(), 1L), Set.of()))
            .run();

    assertThat(report).isEqualTo(new Reconciliation.Report(3, 2, 0));
    await().untilAsserted(() -> assertThat(topic()).hasSize(5));
    assertThat(topic().subList(3, 5))
        .containsExactlyInAnyOrder(older.publicHistory().event(), missing.publicHistory().event());
  }

  private Reconciliation reconciliation(TopicRevisions topic) {
    return new Reconciliation(
        new Lease(store.database(), "reconciliation", Clock.systemUTC()),
        outbox,
        topic,
        here.relay,
        Duration.ofHours(1));
  }

  @Test
  void comparesInOneOfTheInstancesOnly() {
    AtomicInteger comparisons = new AtomicInteger();
    Reconciliation one = reconciliation(() -> count(comparisons));
    Reconciliation other = reconciliation(() -> count(comparisons));
    one.runIfDue();
    other.runIfDue();

    assertThat(comparisons).hasValue(1);
  }

  @Test
  void leavesAFailedComparisonToAnother() {
    AtomicInteger comparisons = new AtomicInteger();
    Reconciliation one =
        reconciliation(
            () -> {
              throw new KafkaException("away");
            });
    assertThatExceptionOfType(KafkaException.class).isThrownBy(one::runIfDue);

    reconciliation(() -> count(comparisons)).runIfDue();

    assertThat(comparisons).hasValue(1);
  }

  private static TopicRevisions.Found count(AtomicInteger comparisons) {
    comparisons.incrementAndGet();
    return new TopicRevisions.Found(Map.of(), Set.of());
  }

  // A broker that comes back after the start may have lost its topics.
  @Test
  void comparesAgainSoonWhenTheBrokerDidNotAnswer() {
    Post lost = here.publishes(draft("lost"));
    awaitSettled(lost);
    AtomicInteger comparisons = new AtomicInteger();
    TopicRevisions comesBackEmpty =
        () -> {
          if (comparisons.incrementAndGet() < 3) {
            throw new KafkaException("away");
          }
          return new TopicRevisions.Found(Map.of(), Set.of());
        };
    OutboxProperties soon =
        new OutboxProperties(
            Duration.ofMillis(1),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMillis(1),
            Duration.ofHours(1),
            10,
            2);
    OutboxLifecycle lifecycle =
        new OutboxLifecycle(
            List.of(new Outlet(outbox, here.relay, reconciliation(comesBackEmpty))),
            here.pending,
            soon,
            here.threads,
            LATER);

    lifecycle.start();

    await().until(() -> topic().size() == 2);
    assertThat(topic()).allMatch(event -> event.postId().equals(lost.id()));
    lifecycle.stop();
    assertThat(comparisons).hasValue(3);
  }

  @Test
  void stopsWithNothingLeftToSendAgain() {
    Post published = here.publishes(draft("week-459"));
    Post edited = published.edited(content("week-459", "Later"), NOW);
    posts.replace(published, edited, change(Action.EDITED));
    here.handingOver().stored(edited, change(Action.EDITED));

    here.lifecycle.stop();

    assertThat(topic()).hasSize(1);
    assertThat(marks(published)).isEmpty();
  }
}
