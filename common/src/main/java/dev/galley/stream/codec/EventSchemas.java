package dev.galley.stream.codec;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.galley.event.Event;
import dev.galley.event.EventTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The JSON Schemas (draft 2020-12) of the events, which are a part of the published contract. */
final class EventSchemas {

  private final Map<String, Schema> schemas;

  EventSchemas() {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    schemas =
        EventTypes.all().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), type -> registry.getSchema(read(type), InputFormat.JSON)));
  }

  /**
   * Compares a value with the schema of its type.
   *
   * @throws BadEvent when it breaks the schema; names the first places
   */
  void check(String type, JsonNode value) {
    Schema schema = schemas.get(type);
    if (schema == null) {
      throw new BadEvent("Unknown event type " + Excerpts.of(type));
    }
    List<Error> errors = schema.validate(value);
    if (!errors.isEmpty()) {
      throw new BadEvent(
          errors.stream()
              .limit(3)
              .map(error -> Excerpts.of(error.toString()))
              .collect(Collectors.joining("; ", "Breaks the schema of " + type + ": ", "")));
    }
  }

  private static String read(String type) {
    String resource = "schema/" + fileName(type) + ".schema.json";
    try (InputStream in = Event.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("No schema for " + type);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code dev.galley.PostPublished.v1} is described by {@code post-published.v1}. */
  private static String fileName(String type) {
    return type.substring("dev.galley.".length())
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
