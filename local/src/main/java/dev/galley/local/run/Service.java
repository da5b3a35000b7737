package dev.galley.local.run;

import dev.galley.feed.FeedApplication;
import dev.galley.local.origin.Destination;
import dev.galley.post.PostApplication;
import dev.galley.render.RenderApplication;
import java.util.function.Supplier;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The three services, in the order in which they stop: what announces first, the relay last. */
enum Service {
  FEED(Destination.FEED, FeedApplication::builder),
  RENDER(Destination.RENDER, RenderApplication::builder),
  POST(Destination.POST, PostApplication::builder);

  private final Destination destination;
  private final Supplier<SpringApplicationBuilder> application;

  Service(Destination destination, Supplier<SpringApplicationBuilder> application) {
    this.destination = destination;
    this.application = application;
  }

  Destination destination() {
    return destination;
  }

  SpringApplicationBuilder application() {
    return application.get();
  }
}
