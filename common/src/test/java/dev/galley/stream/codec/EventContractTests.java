package dev.galley.stream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.event.Event;
import dev.galley.event.EventTypes;
import dev.galley.event.PostPublished;
import dev.galley.event.Topics;
import dev.galley.stream.codec.EventCodec.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventContractTests {

  private static final String TOPIC = "galley.test";

  private final EventCodec codec = new EventCodec(URI.create("/test"));
  private final JsonMapper json = new JsonMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "post-published.v1",
        "post-unpublished.v1",
        "page-rendered.v1",
        "page-removed.v1",
        "receipt.v1",
        "review-opened.v1",
        "review-answered.v1",
        "review-decided.v1",
        "asset-stored.v1",
        "asset-removed.v1"
      })
  void writesExactlyWhatItReadFromASample(String name) throws IOException {
    byte[] sample = sample(name);

    Event event = codec.fromJson(sample);

    assertThat(json.readTree(codec.toJson(event))).isEqualTo(json.readTree(sample));
    assertThat(json.readTree(sample).get("type").asString()).isEqualTo(event.type());
  }

  @Test
  void takesTheOneAnnouncementOfAnEventThatNamesNoMore() throws IOException {
    ObjectNode earlier = (ObjectNode) json.readTree(sample("post-published.v1"));
    earlier.remove("announcements");

    PostPublished event = (PostPublished) codec.fromJson(json.writeValueAsBytes(earlier));

    assertThat(event.announcements()).containsExactly(event.announcement());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gfm", "kramdown", "html", "markdown"})
  void carriesEveryFormatAndTheNameOfEarlierReleases(String format) throws IOException {
    ObjectNode event = (ObjectNode) json.readTree(sample("post-published.v1"));
    event.put("format", format);
    byte[] bytes = json.writeValueAsBytes(event);

    assertThat(codec.violations(bytes)).isEmpty();
    assertThat(((PostPublished) codec.fromJson(bytes)).format()).isEqualTo(format);
  }

  @Test
  void everyTypeHasASchemaAndARecord() {
    assertThat(EventTypes.all())
        .hasSize(10)
        .allSatisfy(type -> assertThat(EventTypes.record(type)).isPresent());
  }

  @Test
  void carriesTheCloudEventsAttributesInHeadersAndThePostInTheKey() throws IOException {
    Event event = codec.fromJson(sample("post-published.v1"));

    ProducerRecord<byte[], byte[]> record = codec.encode(TOPIC, event);

    assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo(event.subject());
    assertThat(header(record.headers(), "ce_specversion")).isEqualTo("1.0");
    assertThat(header(record.headers(), "ce_id")).isEqualTo(event.eventId().toString());
    assertThat(header(record.headers(), "ce_type")).isEqualTo("dev.galley.PostPublished.v1");
    assertThat(header(record.headers(), "ce_source")).isEqualTo("/test");
    assertThat(header(record.headers(), "ce_subject")).isEqualTo(event.subject());
    assertThat(header(record.headers(), "ce_time")).isEqualTo("2017-11-03T16:33:22.562Z");
    assertThat(header(record.headers(), "content-type")).isEqualTo("application/json");
    assertThat(codec.decode(received(record), Event.class)).isEqualTo(event);
  }

  @Test
  void tellsBeforeItIsSentWhatReadersWouldRefuse() throws IOException {
    byte[] good = sample("post-published.v1");
    byte[] bad = text(good).replace("week-459", "Week 459").getBytes(StandardCharsets.UTF_8);

    assertThat(codec.violations(good)).isEmpty();
    assertThat(codec.violations(bad))
        .contains(new Violation("/slug", "does not match the pattern ^[a-z0-9-]+$"));
    assertThat(codec.violations(new byte[Topics.MAX_EVENT_BYTES + 1]))
        .containsExactly(
            new Violation("", "The value is larger than " + Topics.MAX_EVENT_BYTES + " bytes"));
  }

  @Test
  void keepsTheOffsetThatADateWasWrittenIn() throws IOException {
    String written = text(sample("post-published.v1")).replace("22.562636Z", "22.562636+01:00");

    byte[] rewritten = codec.toJson(codec.fromJson(written.getBytes(StandardCharsets.UTF_8)));

    assertThat(text(rewritten)).contains("2017-11-03T16:33:22.562636+01:00");
  }

  @Test
  void ignoresFieldsThatALaterReleaseAdded() throws IOException {
    String later = text(sample("page-removed.v1")).replaceFirst("\\{", "{\"later\": {\"a\": 1},");

    assertThat(codec.fromJson(later.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(codec.fromJson(sample("page-removed.v1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"type\":\"dev.galley.PostPublished.v2\"}",
        "{\"type\":\"java.lang.Runtime\"}",
        "{\"type\":\"dev.galley.PageRemoved.v1\",\"type\":\"dev.galley.PageRemoved.v1\"}",
        "{\"type\":\"dev.galley.PageRemoved.v1\"} {}",
        "{\"type\":NaN}",
        "\uFEFF"
      })
  void refusesWhatIsNoEvent(String value) {
    assertThatThrownBy(() -> codec.fromJson(value.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BadEvent.class)
        .hasMessageNotContainingAny("Exception", "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"revision\": 4|\"revision\": -4",
        "\"revision\": 4|\"revision\": 9223372036854775807",
        "\"revision\": 4|\"revision\": \"4\"",
        "\"revision\": 4|\"revision\": 4.5",
        "2017-11-03T16:33:22.562Z|99999-01-01T00:00:00Z",
        "2017-11-03T16:33:22.562Z|yesterday",
        "0191f4a0-5b7c-7d3e-8f21-3c6a9be01a77|../../etc/passwd",
        "0191f4a0-5b7c-7d3e-8f21-3c6a9be01a77|$where"
      })
  void refusesValuesThatBreakTheSchema(String change) throws IOException {
    String[] parts = change.split("\\|");
    String broken = text(sample("page-removed.v1")).replace(parts[0], parts[1]);

    assertThatThrownBy(() -> codec.fromJson(broken.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BadEvent.class);
  }

  /** They become links on pages and in feeds. */
  @ParameterizedTest
  @CsvSource({
    "post-published, canonicalUrl, javascript:alert(1)",
    "post-published, canonicalUrl, JavaScript://%0aalert(1)",
    "post-published, canonicalUrl, /week-1",
    "post-unpublished, to, 'data:text/html,x'",
    "post-unpublished, to, //evil.example/",
    "page-rendered, url, javascript:alert(1)",
    "page-removed, url, vbscript:x",
  })
  void refusesAddressesThatAreNotOfTheWeb(String type, String field, String address)
      throws IOException {
    ObjectNode event = (ObjectNode) json.readTree(sample(type + ".v1"));
    event.put(field, address);

    assertThatThrownBy(() -> codec.fromJson(json.writeValueAsBytes(event)))
        .isInstanceOf(BadEvent.class)
        .hasMessageContaining("/" + field);
  }

  @Test
  void refusesNestingThatWouldExhaustTheStack() {
    byte[] deep = ("[".repeat(10_000) + "]".repeat(10_000)).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> codec.fromJson(deep)).isInstanceOf(BadEvent.class);
  }

  @Test
  void refusesARecordWhoseKeyHeadersAndValueDisagree() throws IOException {
    ProducerRecord<byte[], byte[]> record =
        codec.encode(TOPIC, codec.fromJson(sample("receipt.v1")));

    assertThatThrownBy(
            () ->
                decode(record.headers(), "other".getBytes(StandardCharsets.UTF_8), record.value()))
        .hasMessageContaining("key");
    assertThatThrownBy(() -> decode(record.headers(), null, record.value()))
        .isInstanceOf(BadEvent.class);
    assertThatThrownBy(() -> decode(record.headers(), record.key(), null))
        .hasMessageContaining("no value");
    record.headers().remove("ce_id").add("ce_id", "x".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> decode(record.headers(), record.key(), record.value()))
        .hasMessageContaining("ce_id");
  }

  @Test
  void refusesHeadersThatNameClassesOrCountTooMany() throws IOException {
    ProducerRecord<byte[], byte[]> hinted =
        codec.encode(TOPIC, codec.fromJson(sample("receipt.v1")));
    hinted.headers().add("spring_json_header_types", "{}".getBytes(StandardCharsets.UTF_8));
    ProducerRecord<byte[], byte[]> many = codec.encode(TOPIC, codec.fromJson(sample("receipt.v1")));
    for (int i = 0; i < 10_000; i++) {
      many.headers().add("h" + i, new byte[0]);
    }

    assertThatThrownBy(() -> codec.decode(received(hinted), Event.class))
        .isInstanceOf(BadEvent.class);
    assertThatThrownBy(() -> codec.decode(received(many), Event.class))
        .isInstanceOf(BadEvent.class);
  }

  private Event decode(Headers headers, byte[] key, byte[] value) {
    return codec.decode(
        new ConsumerRecord<>(
            TOPIC,
            0,
            0,
            0L,
            TimestampType.CREATE_TIME,
            0,
            0,
            key,
            value,
            headers,
            java.util.Optional.empty()),
        Event.class);
  }

  private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent) {
    return new ConsumerRecord<>(
        TOPIC,
        0,
        0,
        0L,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        sent.headers(),
        java.util.Optional.empty());
  }

  private static String header(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] sample(String name) throws IOException {
    try (InputStream in = Event.class.getResourceAsStream("sample/" + name + ".json")) {
      return in.readAllBytes();
    }
  }
}
