package dev.galley.feed.syndication;

import dev.galley.event.AssetEvent;
import dev.galley.event.AssetStored;
import dev.galley.feed.SiteProperties;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What {@code galley.assets} says of the site's pictures, by their names. Thread-safe; reading
 * never waits.
 */
@Component
final class KnownPictures {

  /** What was said last of a name, and when: events of two files that had it come in any order. */
  private record Told(
      Instant at, String mediaType, long bytes, @Nullable Long width, @Nullable Long height) {}

  private final Map<String, Told> byName = new ConcurrentHashMap<>();
  private final AtomicLong version = new AtomicLong();
  private final SiteProperties site;

  KnownPictures(SiteProperties site) {
    this.site = site;
  }

  /** Grows with everything that is learnt. */
  long version() {
    return version.get();
  }

  void learn(AssetEvent event) {
    if (event instanceof AssetStored stored && stored.mediaType().startsWith("image/")) {
      Told told =
          new Told(
              stored.occurredAt(),
              stored.mediaType(),
              stored.bytes(),
              stored.width(),
              stored.height());
      stored
          .names()
          .forEach(
              name ->
                  byName.merge(
                      name, told, (last, now) -> last.at().isAfter(now.at()) ? last : now));
    } else {
      event
          .names()
          .forEach(
              name ->
                  byName.computeIfPresent(
                      name, (same, last) -> last.at().isAfter(event.occurredAt()) ? last : null));
    }
    version.incrementAndGet();
  }

  /**
   * A picture with what is known of it.
   *
   * @param address absolute
   */
  Picture at(URI address) {
    URI path = site.at("/").relativize(address);
    Told told = path.isAbsolute() || path.getRawQuery() != null ? null : byName.get(path.getPath());
    return told == null
        ? Picture.unknown(address)
        : new Picture(address, told.mediaType(), told.bytes(), told.width(), told.height());
  }
}
