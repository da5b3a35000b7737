package dev.galley.feed.syndication;

import java.net.URI;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Addresses that old feeds had lead to the Atom feed for good. */
@Configuration(proxyBeanMethods = false)
class FeedAliases {

  private static final URI FEED = URI.create("/feed.xml");

  @Bean
  RouterFunction<ServerResponse> aliases(FeedProperties properties) {
    return properties.aliases().stream()
        .map(alias -> RouterFunctions.route().GET(alias, request -> redirect()).build())
        .reduce(RouterFunction::and)
        .orElse(request -> Optional.empty());
  }

  private static ServerResponse redirect() {
    return ServerResponse.status(HttpStatus.MOVED_PERMANENTLY).location(FEED).build();
  }
}
