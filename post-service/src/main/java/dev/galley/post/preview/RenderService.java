package dev.galley.post.preview;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Asks render-service over HTTP. Safe for use by several threads. */
final class RenderService {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  private final RestClient http;
  private final String previews;

  /**
   * @param builder Boot's, which observes what goes out
   */
  RenderService(PreviewProperties properties, RestClient.Builder builder) {
    this.previews = properties.renderServiceUrl().resolve("/internal/preview").toString();
    this.http =
        builder
            .requestFactory(
                ClientHttpRequestFactoryBuilder.jdk()
                    .withHttpClientCustomizer(client -> client.version(HttpClient.Version.HTTP_1_1))
                    .build(
                        HttpClientSettings.defaults()
                            .withTimeouts(CONNECT_TIMEOUT, properties.previewTimeout())))
            .build();
  }

  /**
   * The preview of a post, or the problem that render-service has with it, as it answered.
   *
   * @throws PreviewUnavailable when there is no answer; asking again later may help
   */
  ResponseEntity<byte[]> preview(PreviewPost post) {
    try {
      return http.post()
          .uri(previews)
          .contentType(MediaType.APPLICATION_JSON)
          .body(post.withUsableSlug())
          .retrieve()
          .onStatus(HttpStatusCode::isError, (request, answer) -> {})
          .toEntity(byte[].class);
    } catch (ResourceAccessException unreachable) {
      throw new PreviewUnavailable(unreachable);
    }
  }
}
