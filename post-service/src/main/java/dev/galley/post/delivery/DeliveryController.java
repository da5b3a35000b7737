package dev.galley.post.delivery;

import dev.galley.post.content.PostNotFound;
import dev.galley.post.token.StreamRights;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The timeline of a post over HTTP, as it is now or as it goes on. */
@RestController
@RequestMapping("/api/posts/{id}/deliveries")
class DeliveryController {

  private final Timelines timelines;
  private final Watchers watchers;
  private final StreamRights rights;

  DeliveryController(Timelines timelines, Watchers watchers, StreamRights rights) {
    this.timelines = timelines;
    this.watchers = watchers;
    this.rights = rights;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  DeliveryList list(@PathVariable String id) {
    return new DeliveryList(timelines.of(id).orElseThrow(() -> new PostNotFound(id)));
  }

  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<?> follow(@PathVariable String id, HttpServletRequest request) {
    if (!timelines.has(id)) {
      throw new PostNotFound(id);
    }
    return watchers
        .watch(id, rights.of(request.getUserPrincipal()))
        .<ResponseEntity<?>>map(
            emitter ->
                ResponseEntity.ok()
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    // Keeps nginx from collecting the stream.
                    .header("X-Accel-Buffering", "no")
                    .body(emitter))
        .orElseGet(
            () ->
                ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .header(HttpHeaders.RETRY_AFTER, "30")
                    .body(
                        Problems.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too-many-streams",
                            "Too many timelines are followed",
                            "Read the deliveries as JSON instead, or try again later.")));
  }

  /** Publications, the newest first. */
  record DeliveryList(List<Delivery> items) {}
}
