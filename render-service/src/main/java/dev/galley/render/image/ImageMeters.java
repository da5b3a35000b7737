package dev.galley.render.image;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How the cache of pictures does. */
final class ImageMeters {

  private final Counter hits;
  private final Counter misses;
  private final Counter failures;
  private final Counter made;
  private final Counter refused;
  private final Counter turnedAway;

  ImageMeters(MeterRegistry meters) {
    hits = cache(meters, "hit");
    misses = cache(meters, "miss");
    failures = cache(meters, "failure");
    made = variants(meters, "made");
    refused = variants(meters, "refused");
    turnedAway =
        Counter.builder("galley.images.turned.away")
            .description("Requests for pictures that were told to come again")
            .register(meters);
  }

  private static Counter cache(MeterRegistry meters, String result) {
    return Counter.builder("galley.images.cache")
        .description("Files of pictures: on the instance's disk, not there, and not to be had")
        .tag("result", result)
        .register(meters);
  }

  private static Counter variants(MeterRegistry meters, String result) {
    return Counter.builder("galley.images.variants")
        .description("Pictures that were made smaller, or are shown as they are")
        .tag("result", result)
        .register(meters);
  }

  void hit(boolean there) {
    (there ? hits : misses).increment();
  }

  void failed() {
    failures.increment();
  }

  void made() {
    made.increment();
  }

  void refused() {
    refused.increment();
  }

  void turnedAway() {
    turnedAway.increment();
  }
}
