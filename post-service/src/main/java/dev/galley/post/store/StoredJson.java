package dev.galley.post.store;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.galley.event.PostEvent;
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

  private final JsonMapper json =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(Include.NON_NULL))
          .build();

  /** The text of an event. */
  public String write(PostEvent event) {
    return json.writerFor(PostEvent.class).writeValueAsString(event);
  }

  /** Reads back what {@link #write(PostEvent)} wrote. */
  public PostEvent event(String text) {
    return json.readValue(text, PostEvent.class);
  }

  String write(Map<String, Object> metadata) {
    return json.writeValueAsString(metadata);
  }

  Map<String, Object> metadata(String text) {
    return json.readValue(text, METADATA);
  }
}
