package dev.galley.stream.codec;

import dev.galley.event.Event;
import dev.galley.event.EventTypes;
import dev.galley.event.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as Kafka records: CloudEvents 1.0 in binary mode, the value JSON, the key the id of the
 * post or asset. Thread-safe.
 *
 * <p>Reading distrusts everything: limits first, then the schema, then that key, headers and value
 * say the same. Fields that a later release added are ignored.
 */
public final class EventCodec {

  private static final int MAX_HEADERS = 100;

  /**
   * A header by which spring-kafka would choose classes; nobody who keeps the contract sends it.
   */
  private static final String TYPE_HINTS = "spring_json_header_types";

  private final URI source;
  private final EventSchemas schemas = new EventSchemas();
  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100)
                          .maxStringLength(Topics.MAX_EVENT_BYTES)
                          .maxNumberLength(100)
                          .maxNameLength(1000)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .changeDefaultPropertyInclusion(
              inclusion ->
                  inclusion.withValueInclusion(
                      com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
          .build();

  /**
   * @param source the CloudEvents source that sent events name, such as {@code /post-service}
   */
  public EventCodec(URI source) {
    this.source = source;
  }

  /** The record of an event. */
  public ProducerRecord<byte[], byte[]> encode(String topic, Event event) {
    return encode(topic, event, Map.of());
  }

  /**
   * The record of an event, with more headers.
   *
   * @param extensions further headers, such as {@value CloudEventHeaders#TRACE_PARENT}
   */
  public ProducerRecord<byte[], byte[]> encode(
      String topic, Event event, Map<String, String> extensions) {
    Headers headers = new RecordHeaders();
    add(headers, CloudEventHeaders.SPEC_VERSION, "1.0");
    add(headers, CloudEventHeaders.ID, event.eventId().toString());
    add(headers, CloudEventHeaders.TYPE, event.type());
    add(headers, CloudEventHeaders.SOURCE, source.toString());
    add(headers, CloudEventHeaders.SUBJECT, event.subject());
    add(headers, CloudEventHeaders.TIME, event.occurredAt().toString());
    add(headers, CloudEventHeaders.CONTENT_TYPE, "application/json");
    extensions.forEach((name, value) -> add(headers, name, value));
    return new ProducerRecord<>(topic, null, null, utf8(event.subject()), toJson(event), headers);
  }

  /** The value of an event's record: its JSON in UTF-8. */
  public byte[] toJson(Event event) {
    return json.writeValueAsBytes(event);
  }

  /**
   * Why consumers would refuse an event.
   *
   * @param place in the event's JSON, such as {@code /authors/[]/name}; empty for all of it
   * @param message such as {@code is too short}, without the value
   */
  public record Violation(String place, String message) {}

  /**
   * What keeps a value from being carried as an event of its kind; empty when consumers would read
   * it.
   *
   * @param value as {@link #toJson} wrote it
   */
  public List<Violation> violations(byte[] value) {
    try {
      JsonNode tree = parse(value);
      return schemas.violations(tree.path("type").asString(""), tree);
    } catch (BadEvent e) {
      return List.of(new Violation("", String.valueOf(e.getMessage())));
    }
  }

  /**
   * Reads back what {@link #toJson} wrote.
   *
   * @throws BadEvent when the value is no event or breaks its schema
   */
  public Event fromJson(byte[] value) {
    JsonNode tree = parse(value);
    String type = tree.path("type").asString("");
    schemas.check(type, tree);
    return bind(tree, type);
  }

  /**
   * Reads the event of a record.
   *
   * @throws BadEvent when the record is not an event of that kind, with the reason
   */
  public <E extends Event> E decode(ConsumerRecord<byte[], byte[]> record, Class<E> kind) {
    return expect(kind, decode(record.headers(), record.key(), record.value()));
  }

  private Event decode(
      Headers headers,
      byte @org.jspecify.annotations.Nullable [] key,
      byte @org.jspecify.annotations.Nullable [] value) {
    if (value == null) {
      throw new BadEvent("The record has no value");
    }
    if (key == null) {
      throw new BadEvent("The record has no key");
    }
    checkHeaders(headers);
    Event event = fromJson(value);
    agree("ce_id", header(headers, CloudEventHeaders.ID), event.eventId().toString());
    agree("ce_type", header(headers, CloudEventHeaders.TYPE), event.type());
    agree("ce_subject", header(headers, CloudEventHeaders.SUBJECT), event.subject());
    if (!Arrays.equals(key, utf8(event.subject()))) {
      throw new BadEvent("The record's key is not the id of what it is about");
    }
    return event;
  }

  private static void checkHeaders(Headers headers) {
    if (headers.toArray().length > MAX_HEADERS) {
      throw new BadEvent("The record has more than " + MAX_HEADERS + " headers");
    }
    if (headers.lastHeader(TYPE_HINTS) != null) {
      throw new BadEvent("The record has a header that names Java classes");
    }
    for (String name : CloudEventHeaders.REQUIRED) {
      header(headers, name);
    }
    agree("ce_specversion", header(headers, CloudEventHeaders.SPEC_VERSION), "1.0");
  }

  private JsonNode parse(byte[] value) {
    if (value.length > Topics.MAX_EVENT_BYTES) {
      throw new BadEvent("The value is larger than " + Topics.MAX_EVENT_BYTES + " bytes");
    }
    try {
      return json.readTree(value);
    } catch (JacksonException e) {
      throw new BadEvent("The value is not JSON: " + Excerpts.of(e.getOriginalMessage()), e);
    }
  }

  private Event bind(JsonNode tree, String type) {
    Class<? extends Event> record =
        EventTypes.record(type)
            .orElseThrow(() -> new BadEvent("Unknown event type " + Excerpts.of(type)));
    try {
      return json.treeToValue(tree, record);
    } catch (JacksonException e) {
      throw new BadEvent("Not a " + type + ": " + Excerpts.of(e.getOriginalMessage()), e);
    }
  }

  private static <E extends Event> E expect(Class<E> kind, Event event) {
    if (!kind.isInstance(event)) {
      throw new BadEvent(event.type() + " does not belong on this topic");
    }
    return kind.cast(event);
  }

  private static void agree(String header, String actual, String expected) {
    if (!actual.equals(expected)) {
      throw new BadEvent(
          "The header " + header + " says " + Excerpts.of(actual) + ", not " + expected);
    }
  }

  private static String header(Headers headers, String name) {
    var header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      throw new BadEvent("The header " + name + " is missing");
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, utf8(value));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
