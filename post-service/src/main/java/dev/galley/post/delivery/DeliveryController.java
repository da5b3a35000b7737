package dev.galley.post.delivery;

import dev.galley.post.content.PostNotFound;
import dev.galley.post.token.StreamRights;
import dev.galley.post.watching.Watchers;
import dev.galley.web.EventStreams;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.MediaType;
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

  DeliveryController(Timelines timelines, Watchers timelineWatchers, StreamRights rights) {
    this.timelines = timelines;
    this.watchers = timelineWatchers;
    this.rights = rights;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  DeliveryList list(@PathVariable String id) {
    return new DeliveryList(timelines.of(id).orElseThrow(() -> new PostNotFound(id)));
  }

  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void follow(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
    try (EventStreams.Place place = watchers.place(request)) {
      if (!timelines.has(id)) {
        throw new PostNotFound(id);
      }
      watchers.watch(place, id, rights.of(request.getUserPrincipal()), () -> {}, request, response);
    }
  }

  /** Publications, the newest first. */
  record DeliveryList(List<TrackedPublication> items) {}
}
