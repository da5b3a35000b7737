package dev.galley.feed.events;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The post events over HTTP. What they say is public anyway: published posts. */
@RestController
class EventController {

  private static final int MAX_LIMIT = 200;
  private static final String LATEST = "latest";

  private final EventLog events;
  private final EventStreams streams;

  EventController(EventLog events, EventStreams streams) {
    this.events = events;
    this.streams = streams;
  }

  /** A page: {@code items} are CloudEvents in JSON, {@code next} is where to go on, always. */
  @GetMapping(path = "/events", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> page(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") int limit) {
    Slice slice = events.after(cursor(after), Math.max(1, Math.min(MAX_LIMIT, limit)));
    List<String> items = slice.events().stream().map(placed -> placed.event().json()).toList();
    String body =
        items.stream().collect(Collectors.joining(",\n", "{\"items\":[", "],"))
            + "\"next\":\"%s\",\"more\":%b}".formatted(slice.next().encode(), !slice.atEnd());
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .body(body);
  }

  /** The same as they come. A client that lost its connection goes on after its last event. */
  @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> stream(
      @RequestParam(required = false) @Nullable String after,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
    String from = lastEventId == null || lastEventId.isBlank() ? after : lastEventId;
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .cacheControl(CacheControl.noStore())
        // A proxy that collects answers would hold the events back.
        .header("X-Accel-Buffering", "no")
        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .body(streams.open(cursor(from)));
  }

  private Cursor cursor(@Nullable String written) {
    if (written == null || written.isBlank()) {
      return Cursor.START;
    }
    return written.equals(LATEST) ? events.end() : Cursor.decode(written);
  }
}
