package dev.galley.event;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A revision of a post is live.
 *
 * @param occurredAt when the page began to be served
 * @param acceptedAt when the publication was accepted
 * @param url where the page is served: absolute when the site's public address is configured, else
 *     a path
 * @param html the rendered, sanitised content, without the page around it; links are as written
 * @param excerpt the beginning as plain text
 * @param images the addresses of the content's images
 */
public record PageRendered(
    UUID eventId,
    Instant occurredAt,
    String postId,
    long revision,
    Instant acceptedAt,
    URI url,
    String html,
    @Nullable String excerpt,
    List<URI> images)
    implements PageEvent {

  public PageRendered {
    images = List.copyOf(images);
  }
}
