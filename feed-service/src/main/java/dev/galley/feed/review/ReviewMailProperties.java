package dev.galley.feed.review;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How those are reached whose consent is asked.
 *
 * @param token one of post-service with the role {@code mailer}, or an owner's; absent to use the
 *     file
 * @param tokenFile where such a token is; absent where there is none
 */
@ConfigurationProperties("galley.reviews")
record ReviewMailProperties(@Nullable String token, @Nullable Path tokenFile) {

  @Override
  public String toString() {
    return "ReviewMailProperties[tokenFile=" + tokenFile + "]";
  }
}
