package dev.galley.post.preview;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.galley.event.Author;
import dev.galley.post.audit.Who;
import dev.galley.post.content.Content;
import dev.galley.post.content.PublicHistory;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks render-service over HTTP. Safe for use by several threads. */
public final class RenderService {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_TRIES = 3;

  /** For the one that is being made: the editor asks for two to compare them. */
  private static final int MAX_WAITING = 8;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  /** The code of a content of which there can be no page. */
  public static final String UNRENDERABLE = "unrenderable";

  private record Asked(@JsonUnwrapped PreviewPost post, List<Author> bylines) {}

  /** One for each who asks; forgotten when nobody has it or waits for it. */
  private final LoadingCache<String, Semaphore> places =
      Caffeine.newBuilder().weakValues().build(asking -> new Semaphore(1, true));

  private final RestClient http;
  private final Function<PreviewPost, List<Author>> bylines;
  private final Duration patience;
  private final String previews;
  private final String addresses;
  private final String images;

  /**
   * @param bylines the authors of a post with their names
   * @param builder Boot's, which observes what goes out
   */
  RenderService(
      PreviewProperties properties,
      Function<PreviewPost, List<Author>> bylines,
      RestClient.Builder builder) {
    this.bylines = bylines;
    this.patience = properties.previewTimeout();
    this.previews = properties.renderServiceUrl().resolve("/internal/preview").toString();
    this.addresses = properties.renderServiceUrl().resolve("/internal/addresses").toString();
    this.images = properties.renderServiceUrl().resolve("/internal/images/").toString();
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
   * @throws PreviewUnavailable when there is no answer, or too many are being made for whoever
   *     asks; asking again later may help
   */
  ResponseEntity<byte[]> preview(PreviewPost post) {
    Semaphore place = places.get(asking(post));
    if (place.getQueueLength() >= MAX_WAITING || !isTaken(place)) {
      throw PreviewUnavailable.busy();
    }
    try {
      return answer(
          http.post()
              .uri(previews)
              .contentType(MediaType.APPLICATION_JSON)
              .body(new Asked(post.withUsableSlug(), bylines.apply(post))));
    } finally {
      place.release();
    }
  }

  /** One page at a time for a person, and for each post that is shown to whom nobody knows. */
  private static String asking(PreviewPost post) {
    return Who.of(SecurityContextHolder.getContext().getAuthentication())
        .map(who -> who.person() == null ? who.id() : who.person())
        .orElseGet(() -> String.valueOf(post.slug()));
  }

  private boolean isTaken(Semaphore place) {
    try {
      return place.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * The HTML that readers would see. Asks several times, for many are asked for in a row, and one
   * that is late should not be the end of all.
   *
   * @return empty when the content cannot be rendered
   * @throws PreviewUnavailable when there is no answer; asking again later may help
   */
  public Optional<String> html(Content content) {
    return part("html", patiently(PreviewPost.of(content, null)));
  }

  /**
   * The whole page that readers would see.
   *
   * @param seen null when readers have seen nothing of the post
   * @return empty when the content cannot be rendered
   * @throws PreviewUnavailable when there is no answer; asking again later may help
   */
  Optional<String> page(Content content, @Nullable PublicHistory seen) {
    return part("page", preview(PreviewPost.of(content, seen)));
  }

  private static Optional<String> part(String name, ResponseEntity<byte[]> answer) {
    if (answer.getStatusCode().is5xxServerError()) {
      throw PreviewUnavailable.away(null);
    }
    return answer.getStatusCode().is2xxSuccessful()
        ? Optional.of(JSON.readTree(answer.getBody()).path(name).asString(""))
        : Optional.empty();
  }

  /**
   * Something that an author probably wants to mend.
   *
   * @param about what it is about as the document has it; empty when the message says it all
   */
  public record Noticed(String code, String message, String about) {}

  /**
   * What is noticed when a content is rendered.
   *
   * @throws PreviewUnavailable when there is no answer; asking again later may help
   */
  public List<Noticed> notices(Content content) {
    ResponseEntity<byte[]> answer = patiently(PreviewPost.of(content, null));
    if (answer.getStatusCode().is5xxServerError()) {
      throw PreviewUnavailable.away(null);
    }
    JsonNode body = JSON.readTree(answer.getBody());
    if (!answer.getStatusCode().is2xxSuccessful()) {
      return List.of(
          new Noticed(UNRENDERABLE, body.path("detail").asString("It cannot be rendered"), ""));
    }
    return body.path("findings")
        .valueStream()
        .map(
            finding ->
                new Noticed(
                    finding.path("code").asString(""),
                    finding.path("message").asString(""),
                    finding.path("about").asString("")))
        .toList();
  }

  private ResponseEntity<byte[]> patiently(PreviewPost post) {
    for (int tries = 1; ; tries++) {
      try {
        return preview(post);
      } catch (PreviewUnavailable late) {
        if (tries == MAX_TRIES) {
          throw late;
        }
      }
    }
  }

  /**
   * Every address of the public site, as JSON.
   *
   * @throws PreviewUnavailable when there is no answer; asking again later may help
   */
  public byte[] addresses() {
    ResponseEntity<byte[]> answer = answer(http.get().uri(addresses));
    byte[] body = answer.getBody();
    if (!answer.getStatusCode().is2xxSuccessful() || body == null) {
      throw PreviewUnavailable.away(null);
    }
    return body;
  }

  /**
   * A picture, made smaller.
   *
   * @param type its media type
   */
  public record Image(String type, byte[] bytes) {}

  /**
   * A picture of the site in a smaller size.
   *
   * @param name as files are named, {@code images/blog/x.jpg}
   * @param width in pixels
   * @return empty when there is none, or nobody makes one now
   */
  public Optional<Image> image(String name, int width) {
    URI address =
        UriComponentsBuilder.fromUriString(images)
            .pathSegment(name.substring(name.indexOf('/') + 1).split("/"))
            .queryParam("w", width)
            .encode()
            .build()
            .toUri();
    try {
      ResponseEntity<byte[]> answer = answer(http.get().uri(address));
      MediaType type = answer.getHeaders().getContentType();
      byte[] bytes = answer.getBody();
      return answer.getStatusCode() == HttpStatus.OK && type != null && bytes != null
          ? Optional.of(new Image(type.toString(), bytes))
          : Optional.empty();
    } catch (PreviewUnavailable away) {
      return Optional.empty();
    }
  }

  private static ResponseEntity<byte[]> answer(RestClient.RequestHeadersSpec<?> request) {
    ResponseEntity<byte[]> answer;
    try {
      answer =
          request
              .retrieve()
              .onStatus(HttpStatusCode::isError, (asked, refused) -> {})
              .toEntity(byte[].class);
    } catch (ResourceAccessException unreachable) {
      throw PreviewUnavailable.away(unreachable);
    }
    if (answer.getStatusCode() == HttpStatus.SERVICE_UNAVAILABLE) {
      throw PreviewUnavailable.busy();
    }
    return answer;
  }
}
