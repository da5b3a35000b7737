package dev.galley.render.page;

import dev.galley.event.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** The measures of rendering and publishing. */
final class PageMeters {

  private final Timer rendering;
  private final Timer publication;
  private final Counter stale;

  PageMeters(MeterRegistry meters) {
    rendering =
        Timer.builder("galley.render")
            .description("Rendering one page: template tags, Markdown, sanitiser, layout")
            .register(meters);
    publication =
        Timer.builder("galley.publication")
            .description("From the accepted publication to a finished step")
            .tag("step", "page")
            .register(meters);
    stale =
        Counter.builder("galley.stale.events")
            .description("Events that were ignored because a newer revision is applied")
            .tag("topic", Topics.POSTS)
            .tag("group", Topics.RENDER_GROUP)
            .register(meters);
  }

  Timer rendering() {
    return rendering;
  }

  void published(Duration latency) {
    publication.record(latency.isNegative() ? Duration.ZERO : latency);
  }

  void stale() {
    stale.increment();
  }
}
