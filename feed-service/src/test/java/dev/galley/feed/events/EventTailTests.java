package dev.galley.feed.events;

import static dev.galley.feed.entry.EntryFixtures.deleted;
import static dev.galley.feed.entry.EntryFixtures.follow;
import static dev.galley.feed.entry.EntryFixtures.liveEntries;
import static dev.galley.feed.entry.EntryFixtures.published;
import static dev.galley.feed.entry.EntryFixtures.unpublished;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.event.Update;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.stream.codec.EventCodec;
import dev.galley.web.Budget;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventTailTests {

  private final EventCodec codec = new EventCodec(URI.create("/post-service"));
  private final LiveEntries live =
      liveEntries(
          new SiteProperties(URI.create("https://example.org"), "Site", "en"),
          Clock.systemUTC(),
          Map.of());
  private final EventTail tail = new EventTail(new StructuredEvents(codec, live));

  @Test
  void givesWhatCameAfterACursor() {
    tail.started(positions(10, 20));
    tail.on(record(0, 10));
    tail.on(record(1, 20));
    tail.on(record(0, 11));

    Slice slice = tail.after(new Cursor(List.of(11L, 20L)), room(10)).orElseThrow();

    assertThat(slice.events()).hasSize(2);
    assertThat(slice.next()).isEqualTo(new Cursor(List.of(12L, 21L)));
    assertThat(slice.atEnd()).isTrue();
    assertThat(tail.after(slice.next(), room(10)).orElseThrow().events()).isEmpty();
  }

  @Test
  void endsASliceBeforeItIsTooLarge() {
    tail.started(positions(0, 0));
    for (int offset = 0; offset < 5; offset++) {
      tail.on(record(0, offset));
    }
    long bytes = record(0, 0).serializedValueSize();

    Slice two = tail.after(Cursor.START, roomFor(bytes * 2 + 1)).orElseThrow();
    Slice one = tail.after(two.next(), roomFor(1)).orElseThrow();

    assertThat(two.events()).hasSize(2);
    assertThat(two.atEnd()).isFalse();
    // Else nobody would ever get past it.
    assertThat(one.events()).hasSize(1);
    assertThat(tail.after(one.next(), room(10)).orElseThrow().events()).hasSize(2);
  }

  @Test
  void endsASliceEarlierWhileOthersHaveMuchInMemory() {
    tail.started(positions(0, 0));
    for (int offset = 0; offset < 3; offset++) {
      tail.on(sized(record(0, offset), 100_000));
    }
    MockHttpServletRequest fromElsewhere = new MockHttpServletRequest();
    fromElsewhere.setRemoteAddr("192.0.2.1");

    try (Budget.Share much = Budget.ofThisProcess().share(fromElsewhere)) {
      much.take(Runtime.getRuntime().maxMemory() / 6 / 4);
      Slice one = tail.after(Cursor.START, room(10)).orElseThrow();

      assertThat(one.events()).hasSize(1);
      assertThat(one.atEnd()).isFalse();
      assertThat(tail.after(one.next(), room(10)).orElseThrow().events()).hasSize(1);
    }
    assertThat(tail.after(Cursor.START, room(10)).orElseThrow().events()).hasSize(3);
  }

  private static ConsumerRecord<byte[], byte[]> sized(
      ConsumerRecord<byte[], byte[]> record, int bytes) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        record.serializedKeySize(),
        bytes,
        record.key(),
        record.value(),
        record.headers(),
        record.leaderEpoch());
  }

  private static SliceBuilder.Room roomFor(long bytes) {
    return new SliceBuilder.Room(10, bytes, room(10).heap());
  }

  @Test
  void doesNotPretendToKnowWhatWasBefore() {
    assertThat(tail.after(Cursor.START, room(10))).as("not even started").isEmpty();
    tail.started(positions(10, 20));

    assertThat(tail.after(new Cursor(List.of(9L, 20L)), room(10))).isEmpty();
    assertThat(tail.after(new Cursor(List.of(10L)), room(10))).isEmpty();
    assertThat(tail.after(new Cursor(List.of(10L, 20L)), room(10))).isPresent();
  }

  @Test
  void doesNotPretendToKnowAPlaceThatIsStillToCome() {
    tail.started(positions(10, 20));
    tail.on(record(0, 10));

    assertThat(tail.after(new Cursor(List.of(11L, 20L)), room(10))).isPresent();
    assertThat(tail.after(new Cursor(List.of(12L, 20L)), room(10))).isEmpty();
  }

  @Test
  void forgetsTheOldestWhenItIsFull() {
    tail.started(positions(0, 0));
    for (int offset = 0; offset < 300; offset++) {
      tail.on(record(0, offset));
    }

    assertThat(tail.after(Cursor.START, room(1000))).isEmpty();
    assertThat(tail.after(new Cursor(List.of(100L, 0L)), room(1000)).orElseThrow().events())
        .hasSize(200);
  }

  @Test
  void skipsARecordThatIsNoEventAndStopsAtTheLimit() {
    tail.started(positions(0, 0));
    tail.on(new ConsumerRecord<>(Topics.POSTS, 0, 0, new byte[0], new byte[] {'x'}));
    tail.on(record(0, 1));
    tail.on(record(0, 2));

    Slice slice = tail.after(Cursor.START, room(1)).orElseThrow();

    assertThat(slice.events()).hasSize(1);
    assertThat(slice.next()).isEqualTo(new Cursor(List.of(2L)));
    assertThat(slice.atEnd()).isFalse();
  }

  @Test
  void tellsThatThereIsNews() {
    AtomicInteger news = new AtomicInteger();
    tail.onNews(news::incrementAndGet);

    tail.on(record(0, 0));
    tail.on(new ConsumerRecord<>(Topics.PAGES, 0, 0, new byte[0], new byte[0]));

    assertThat(news).hasValue(1);
  }

  @Test
  void writesCloudEventsInTheirStructuredMode() {
    tail.started(positions(0, 0));
    tail.on(record(0, 0));

    String json = tail.after(Cursor.START, room(1)).orElseThrow().events().get(0).event().json();

    JsonNode event = JsonMapper.shared().readTree(json);
    assertThat(json).doesNotContain("\n");
    assertThat(event.path("specversion").asString()).isEqualTo("1.0");
    assertThat(event.path("type").asString()).isEqualTo("dev.galley.PostPublished.v1");
    assertThat(event.path("subject").asString()).isEqualTo(new UUID(0, 0).toString());
    assertThat(event.path("source").asString()).isEqualTo("/post-service");
    assertThat(event.path("id").asString())
        .isEqualTo(event.path("data").path("eventId").asString());
    assertThat(event.path("data").path("title").asString()).isEqualTo("Week 459");
  }

  @Test
  void showsNothingOfWhatItsAuthorsTookBack() {
    tail.started(positions(0, 0));
    tail.on(record(0, 0, published(3)));
    tail.on(record(0, 1, unpublished(4)));
    tail.on(record(0, 2, deleted(5)));
    assertThat(shown()).as("while it is on the site").containsExactly(3L, 4L, 5L);

    following(unpublished(4));
    assertThat(shown()).containsExactly(4L, 5L);

    following(deleted(5));
    Slice slice = tail.after(Cursor.START, room(10)).orElseThrow();
    assertThat(slice.next()).as("the cursor goes on").isEqualTo(new Cursor(List.of(3L)));
    assertThat(slice.events())
        .singleElement()
        .satisfies(left -> assertThat(left.event().json()).doesNotContain("Week 459", "Afternoon"));
  }

  @Test
  void showsNothingOfARevisionThatWasTakenBackBeforeThePostCameAgain() {
    tail.started(positions(0, 0));
    tail.on(record(0, 0, published(3)));
    tail.on(record(0, 1, published(5)));
    following(unpublished(4));
    following(published(5));

    assertThat(shown()).containsExactly(5L);
  }

  @Test
  void showsNoKeyThatNoPageShows() {
    tail.started(positions(0, 0));
    var sent = record(0, 0);
    String stored =
        new String(sent.value(), UTF_8)
            .replace("\"is_page\":true", "\"is_page\":true,\"fee\":\"9\"");
    tail.on(with(sent, stored.getBytes(UTF_8)));

    String json = tail.after(Cursor.START, room(1)).orElseThrow().events().get(0).event().json();

    assertThat(stored).contains("fee");
    assertThat(JsonMapper.shared().readTree(json).path("data").path("metadata"))
        .isEqualTo(JsonMapper.shared().readTree("{\"is_page\": true}"));
  }

  private List<Long> shown() {
    return tail.after(Cursor.START, room(10)).orElseThrow().events().stream()
        .map(placed -> JsonMapper.shared().readTree(placed.event().json()))
        .map(event -> event.path("data").path("revision").asLong())
        .toList();
  }

  private void following(PostEvent event) {
    follow(live, event);
  }

  private static ConsumerRecord<byte[], byte[]> with(
      ConsumerRecord<byte[], byte[]> record, byte[] value) {
    var changed =
        new ConsumerRecord<>(
            record.topic(), record.partition(), record.offset(), record.key(), value);
    record.headers().forEach(changed.headers()::add);
    return changed;
  }

  private static Map<TopicPartition, Long> positions(long first, long second) {
    return Map.of(
        new TopicPartition(Topics.POSTS, 0), first,
        new TopicPartition(Topics.POSTS, 1), second,
        new TopicPartition(Topics.PAGES, 0), 99L);
  }

  private ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
    return record(partition, offset, published(new UUID(0, offset).toString(), 1, Update.FIRST));
  }

  private ConsumerRecord<byte[], byte[]> record(int partition, long offset, PostEvent event) {
    var sent = codec.encode(Topics.POSTS, event);
    return new ConsumerRecord<>(
        Topics.POSTS,
        partition,
        offset,
        offset,
        TimestampType.CREATE_TIME,
        sent.key().length,
        sent.value().length,
        sent.key(),
        sent.value(),
        sent.headers(),
        java.util.Optional.empty());
  }

  private static SliceBuilder.Room room(int events) {
    return new SliceBuilder.Room(
        events, 1_000_000, Budget.ofThisProcess().share(new MockHttpServletRequest()));
  }
}
