package dev.galley.post.store;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.galley.event.Event;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.InvalidContent.Violation;
import dev.galley.stream.codec.EventCodec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is stored as text inside a document: events, exactly as they are sent, and metadata, whose
 * keys are the authors' and could mean something to MongoDB.
 */
public final class StoredJson {

  private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

  private final EventCodec events = new EventCodec(URI.create("/post-service"));
  private final JsonMapper json =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(Include.NON_NULL))
          .build();

  /**
   * The text of an event. Every event goes through here before it is stored, so none is that its
   * readers would refuse.
   *
   * @throws InvalidContent when they would: it breaks its schema or is too large
   */
  public String write(Event event) {
    byte[] value = events.toJson(event);
    List<Violation> violations =
        events.violations(value).stream().map(StoredJson::inTheApi).distinct().toList();
    if (!violations.isEmpty()) {
      throw new InvalidContent(violations);
    }
    return new String(value, StandardCharsets.UTF_8);
  }

  /** Fields of events are called as in the API. */
  private static Violation inTheApi(EventCodec.Violation violation) {
    String[] place = violation.place().split("/", 3);
    return new Violation(
        place.length > 1 ? place[1] : "content",
        "cannot be sent to readers as an event: "
            + (place.length > 2 ? place[2] + " " : "")
            + violation.message());
  }

  /** Reads back what {@link #write(Event)} wrote. */
  public <E extends Event> E event(String text, Class<E> kind) {
    return json.readValue(text, kind);
  }

  /** The text of something that no query looks into. */
  public String text(Object value) {
    return json.writeValueAsString(value);
  }

  /** Reads back what {@link #text} wrote. */
  public <T> T value(String text, Class<T> type) {
    return json.readValue(text, type);
  }

  String write(Map<String, Object> metadata) {
    return json.writeValueAsString(metadata);
  }

  Map<String, Object> metadata(String text) {
    return json.readValue(text, METADATA);
  }
}
