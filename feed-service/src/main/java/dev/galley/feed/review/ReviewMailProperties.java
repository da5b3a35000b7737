package dev.galley.feed.review;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How those are reached whose consent is asked.
 *
 * @param token an owner's token of post-service: only owners may know addresses; absent to use the
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
