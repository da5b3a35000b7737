package dev.galley.local.run;

import dev.galley.feed.FeedApplication;
import dev.galley.local.origin.Destination;
import dev.galley.post.PostApplication;
import dev.galley.render.RenderApplication;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;

/** The three services, in the order in which they stop: what announces first, the relay last. */
enum Service {
  FEED(Destination.FEED, () -> withoutLogin(FeedApplication.builder())),
  RENDER(Destination.RENDER, () -> withoutLogin(RenderApplication.builder())),
  POST(Destination.POST, PostApplication::builder);

  private final Destination destination;
  private final Supplier<SpringApplicationBuilder> application;

  Service(Destination destination, Supplier<SpringApplicationBuilder> application) {
    this.destination = destination;
    this.application = application;
  }

  /**
   * Only post-service has Spring Security on its own class path; on the shared one Boot would put a
   * login page in front of the others, too.
   */
  private static SpringApplicationBuilder withoutLogin(SpringApplicationBuilder application) {
    return application.properties(
        "spring.autoconfigure.exclude="
            + Stream.of(
                    SecurityAutoConfiguration.class,
                    UserDetailsServiceAutoConfiguration.class,
                    ManagementWebSecurityAutoConfiguration.class,
                    SecurityFilterAutoConfiguration.class,
                    ServletWebSecurityAutoConfiguration.class)
                .map(Class::getName)
                .collect(Collectors.joining(",")));
  }

  Destination destination() {
    return destination;
  }

  SpringApplicationBuilder application() {
    return application.get();
  }
}
