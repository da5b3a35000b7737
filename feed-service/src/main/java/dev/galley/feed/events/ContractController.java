package dev.galley.feed.events;

import dev.galley.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The contract of the events: AsyncAPI, JSON Schemas and samples, as {@code common} holds them. */
@RestController
class ContractController {

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+\\.v\\d+(\\.schema)?\\.json");

  private final byte[] asyncApi = whole("asyncapi.json");

  /** The document with the schemas in it: a reader elsewhere could not resolve where they are. */
  private static byte[] whole(String name) {
    JsonMapper json = JsonMapper.shared();
    ObjectNode document = read(json, name);
    for (JsonNode schema : document.path("components").path("schemas")) {
      if (schema.has("$ref")) {
        ObjectNode inlined = (ObjectNode) schema;
        String file = inlined.remove("$ref").asString();
        inlined.setAll(read(json, file).without(List.of("$schema", "$id")));
      }
    }
    return json.writeValueAsBytes(document);
  }

  private static ObjectNode read(JsonMapper json, String name) {
    try (InputStream file = new ClassPathResource(name, Event.class).getInputStream()) {
      return (ObjectNode) json.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GetMapping("/events/schema")
  ResponseEntity<Resource> asyncApi() {
    return answer(new ByteArrayResource(asyncApi), MediaType.APPLICATION_JSON);
  }

  @GetMapping("/events/schema/{name}")
  ResponseEntity<Resource> schema(@PathVariable String name) {
    return named("schema", name, new MediaType("application", "schema+json"));
  }

  @GetMapping("/events/sample/{name}")
  ResponseEntity<Resource> sample(@PathVariable String name) {
    return named("sample", name, MediaType.APPLICATION_JSON);
  }

  private static ResponseEntity<Resource> named(String folder, String name, MediaType type) {
    if (!NAME.matcher(name).matches()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return file(folder + "/" + name, type);
  }

  private static ResponseEntity<Resource> file(String path, MediaType type) {
    Resource resource = new ClassPathResource(path, Event.class);
    if (!resource.exists()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return answer(resource, type);
  }

  private static ResponseEntity<Resource> answer(Resource resource, MediaType type) {
    return ResponseEntity.ok()
        .contentType(type)
        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .body(resource);
  }
}
