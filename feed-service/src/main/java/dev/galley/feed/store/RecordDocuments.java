package dev.galley.feed.store;

import java.util.Map;
import org.bson.Document;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records as documents, by their JSON form. Times are text: a BSON date would drop the zone offset
 * and what is smaller than a millisecond. Thread-safe.
 */
public final class RecordDocuments<T> {

  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

  private final Class<T> type;
  private final JsonMapper json =
      JsonMapper.builder()
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .build();

  /**
   * @param type a record; what its components hold must be known to Jackson
   */
  public RecordDocuments(Class<T> type) {
    this.type = type;
  }

  /** The document with an {@code _id} and a field for each component. */
  public Document document(String id, T value) {
    Document document = new Document("_id", id);
    document.putAll(json.convertValue(value, FIELDS));
    return document;
  }

  /** The record that a document was made of. */
  public T value(Document document) {
    Document fields = new Document(document);
    fields.remove("_id");
    return json.convertValue(fields, type);
  }
}
