package dev.galley.feed.entry;

import dev.galley.event.PageRendered;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A revision of a post is served. The components are those of {@link PageRendered}.
 *
 * @param eventId the event that said so; tells two renderings of one revision apart
 * @param liveAt when the page began to be served
 * @param html the rendered content; absent in memory, where {@link Contents} holds it
 */
public record LivePage(
    UUID eventId,
    Instant liveAt,
    String postId,
    long revision,
    URI url,
    @Nullable String html,
    @Nullable String excerpt,
    List<URI> images)
    implements PageSide {

  public LivePage {
    images = List.copyOf(images);
  }

  static LivePage of(PageRendered event) {
    return new LivePage(
        event.eventId(),
        event.occurredAt(),
        event.postId(),
        event.revision(),
        event.url(),
        event.html(),
        event.excerpt(),
        event.images());
  }

  LivePage withoutHtml() {
    return html == null
        ? this
        : new LivePage(eventId, liveAt, postId, revision, url, null, excerpt, images);
  }
}
