package dev.galley.post.together;

import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.Posts;
import dev.galley.post.token.StreamRights;
import dev.galley.post.watching.Watchers;
import dev.galley.web.EventStreams;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who has a post open. Whoever follows the stream has, for as long as it lasts. */
@RestController
@RequestMapping("/api/posts/{id}/presence")
class PresenceController {

  private final Presence presence;
  private final Posts posts;
  private final Watchers watchers;
  private final StreamRights rights;

  PresenceController(
      Presence presence, Posts posts, Watchers togetherWatchers, StreamRights rights) {
    this.presence = presence;
    this.posts = posts;
    this.watchers = togetherWatchers;
    this.rights = rights;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  PresenceList list(@PathVariable String id) {
    require(id);
    return new PresenceList(presence.of(id));
  }

  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void follow(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable @Size(min = 1, max = 50) String window,
      HttpServletRequest request,
      HttpServletResponse response) {
    try (EventStreams.Place place = watchers.place(request)) {
      require(id);
      Runnable closing = presence.open(id, NoteController.sender(request), window);
      watchers.watch(
          place,
          id,
          rights.of(request.getUserPrincipal()),
          () -> {
            closing.run();
            watchers.changed(id);
          },
          request,
          response);
    }
  }

  private void require(String id) {
    if (posts.summaries(Set.of(id)).isEmpty()) {
      throw new PostNotFound(id);
    }
  }

  /** People, in order of their names. */
  record PresenceList(List<Presence.Present> items) {}
}
