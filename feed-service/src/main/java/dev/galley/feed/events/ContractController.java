package dev.galley.feed.events;

import dev.galley.event.Event;
import java.util.regex.Pattern;
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

/** The contract of the events: AsyncAPI, JSON Schemas and samples, as {@code common} holds them. */
@RestController
class ContractController {

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+\\.v\\d+(\\.schema)?\\.json");

  @GetMapping("/events/schema")
  ResponseEntity<Resource> asyncApi() {
    return file("asyncapi.json", MediaType.APPLICATION_JSON);
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
    return ResponseEntity.ok()
        .contentType(type)
        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .body(resource);
  }
}
