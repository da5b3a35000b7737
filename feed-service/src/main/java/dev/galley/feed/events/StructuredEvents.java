package dev.galley.feed.events;

import dev.galley.event.PostEvent;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.CloudEventHeaders;
import dev.galley.stream.codec.EventCodec;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** Turns a record in CloudEvents' binary mode into the JSON of its structured mode. */
final class StructuredEvents {

  private static final String PREFIX = "ce_";

  private final EventCodec codec;
  private final JsonMapper json = new JsonMapper();

  StructuredEvents(EventCodec codec) {
    this.codec = codec;
  }

  /**
   * The event of a record.
   *
   * @return empty for a record that is none; whoever consumes the topic has put it aside
   */
  Optional<StructuredEvent> of(ConsumerRecord<byte[], byte[]> record) {
    try {
      PostEvent event = codec.decode(record, PostEvent.class);
      return Optional.of(
          new StructuredEvent(event.type(), json.writeValueAsString(fields(record))));
    } catch (BadEvent e) {
      return Optional.empty();
    }
  }

  /** CloudEvents JSON format 1.0.2, section 3: the attributes, then the data. */
  private static Map<String, Object> fields(ConsumerRecord<byte[], byte[]> record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    record
        .headers()
        .forEach(
            header -> {
              String name = header.key();
              if (header.value() != null && name.startsWith(PREFIX)) {
                fields.put(
                    name.substring(PREFIX.length()),
                    new String(header.value(), StandardCharsets.UTF_8));
              }
            });
    var trace = record.headers().lastHeader(CloudEventHeaders.TRACE_PARENT);
    if (trace != null && trace.value() != null) {
      fields.put(CloudEventHeaders.TRACE_PARENT, new String(trace.value(), StandardCharsets.UTF_8));
    }
    fields.put("datacontenttype", "application/json");
    fields.put("data", new RawValue(new String(record.value(), StandardCharsets.UTF_8)));
    return fields;
  }
}
