package dev.galley.feed.events;

import dev.galley.event.PostEvent;
import dev.galley.feed.entry.LiveEntries;
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

/**
 * Turns a record in CloudEvents' binary mode into the JSON of its structured mode, as far as
 * anybody may read it now. A topic keeps what was taken back until it is compacted; here it is not
 * shown, as if that had happened already.
 */
final class StructuredEvents {

  private static final String PREFIX = "ce_";

  private final EventCodec codec;
  private final LiveEntries live;
  private final JsonMapper json = new JsonMapper();

  StructuredEvents(EventCodec codec, LiveEntries live) {
    this.codec = codec;
    this.live = live;
  }

  /**
   * The event of a record.
   *
   * @return empty for a record that is none, which whoever consumes the topic has put aside, and
   *     for what its authors took back
   * @throws EventsUnavailable when it is not known yet what was taken back
   */
  Optional<StructuredEvent> of(ConsumerRecord<byte[], byte[]> record) {
    if (!live.isLoaded()) {
      throw new EventsUnavailable("It is not known yet which posts are on the site", null);
    }
    try {
      PostEvent event = codec.decode(record, PostEvent.class);
      if (live.isTakenBack(event.postId(), event.revision())) {
        return Optional.empty();
      }
      return Optional.of(
          new StructuredEvent(event.type(), json.writeValueAsString(fields(record, event))));
    } catch (BadEvent e) {
      return Optional.empty();
    }
  }

  /** CloudEvents JSON format 1.0.2, section 3: the attributes, then the data. */
  private Map<String, Object> fields(ConsumerRecord<byte[], byte[]> record, PostEvent event) {
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
    // Written anew: the record of an earlier release has every key of the post.
    fields.put("data", new RawValue(new String(codec.toJson(event), StandardCharsets.UTF_8)));
    return fields;
  }
}
