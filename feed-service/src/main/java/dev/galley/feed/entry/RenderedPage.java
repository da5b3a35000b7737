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
public record RenderedPage(
    UUID eventId,
    Instant liveAt,
    String postId,
    long revision,
    URI url,
    @Nullable String html,
    @Nullable String excerpt,
    List<URI> images)
    implements PageSide {

  public RenderedPage {
    images = List.copyOf(images);
  }

  static RenderedPage of(PageRendered event) {
    return new RenderedPage(
        event.eventId(),
        event.occurredAt(),
        event.postId(),
        event.revision(),
        event.url(),
        event.html(),
        event.excerpt(),
        event.images());
  }

  RenderedPage withoutHtml() {
    return html == null
        ? this
        : new RenderedPage(eventId, liveAt, postId, revision, url, null, excerpt, images);
  }

  /** Only where the page was. */
  RenderedPage erased() {
    return new RenderedPage(eventId, liveAt, postId, revision, url, null, null, List.of());
  }
}
