package dev.galley.feed.syndication;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaTypeFactory;

/**
 * What an entry shows.
 *
 * @param mediaType absent where nothing tells it
 * @param bytes absent for what is of another site, or is asked for in another size
 * @param width in pixels; absent as {@code bytes}, and for what has no size
 * @param height in pixels
 */
record Picture(
    URI address,
    @Nullable String mediaType,
    @Nullable Long bytes,
    @Nullable Long width,
    @Nullable Long height) {

  /** One of which its address alone is known, whose ending mostly tells the type. */
  static Picture unknown(URI address) {
    return new Picture(
        address,
        Optional.ofNullable(address.getPath())
            .flatMap(MediaTypeFactory::getMediaType)
            .map(Object::toString)
            .orElse(null),
        null,
        null,
        null);
  }
}
