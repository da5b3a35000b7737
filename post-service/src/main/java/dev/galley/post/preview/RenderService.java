package dev.galley.post.preview;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Asks render-service over HTTP. Safe for use by several threads. */
final class RenderService {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final URI previews;
  private final Duration timeout;
  private final JsonMapper json;

  RenderService(PreviewProperties properties, JsonMapper json) {
    this.previews = properties.renderServiceUrl().resolve("/internal/preview");
    this.timeout = properties.previewTimeout();
    this.json = json;
  }

  /**
   * The preview of a post, or the problem that render-service has with it, as it answered.
   *
   * @throws PreviewUnavailable when there is no answer; asking again later may help
   */
  HttpResponse<byte[]> preview(PreviewPost post) {
    HttpRequest request =
        HttpRequest.newBuilder(previews)
            .timeout(timeout)
            .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    json.writeValueAsBytes(post.withUsableSlug())))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException unreachable) {
      throw new PreviewUnavailable(unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PreviewUnavailable(interrupted);
    }
  }
}
