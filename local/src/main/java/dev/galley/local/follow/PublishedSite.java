package dev.galley.local.follow;

import dev.galley.event.PostEvent;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a running Galley tells anybody: its post events in pages, and its pictures. */
final class PublishedSite {

  private static final int PAGE = 100;
  private static final int MAX_PAGE_BYTES = 32 * 1024 * 1024;
  private static final int MAX_PICTURE_BYTES = 64 * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final EventCodec codec = new EventCodec(URI.create("/follow"));
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          // A picture may have another name since.
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final Supplier<Optional<String>> url;

  PublishedSite(Supplier<Optional<String>> url) {
    this.url = url;
  }

  /**
   * Some events in their order.
   *
   * @param unread why others could not be read
   * @param next where to go on
   * @param more whether there is more already
   * @param live how much is live; only known when there is no more
   */
  record Page(List<PostEvent> events, List<String> unread, String next, boolean more, Live live) {}

  /**
   * How much is live; nothing where a site does not say it.
   *
   * @param revisions the sum of the posts' newest ones
   */
  record Live(long posts, long revisions) {}

  /** Nothing answered, or not as it should: it may do so later. */
  static final class Unreachable extends Exception {

    private static final long serialVersionUID = 1L;

    private Unreachable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The events after a position.
   *
   * @param position as a page before said; null for all
   */
  Page events(@Nullable String position) throws Unreachable {
    String after =
        position == null ? "" : "&after=" + URLEncoder.encode(position, StandardCharsets.UTF_8);
    HttpResponse<InputStream> answer = get("/events?limit=" + PAGE + after);
    byte[] body = body(answer, MAX_PAGE_BYTES);
    if (answer.statusCode() == 400 && position != null) {
      // The topic was made anew: what is known already is not newer, and is left as it is.
      return events(null);
    }
    if (answer.statusCode() != 200) {
      throw new Unreachable(answer.uri() + " answered " + answer.statusCode(), null);
    }
    try {
      JsonNode page = JSON.readTree(body);
      List<PostEvent> events = new ArrayList<>();
      List<String> unread = new ArrayList<>();
      for (JsonNode item : page.path("items")) {
        try {
          if (codec.fromJson(JSON.writeValueAsBytes(item.path("data"))) instanceof PostEvent post) {
            events.add(post);
          }
        } catch (BadEvent e) {
          unread.add(item.path("id").asString() + ": " + e.getMessage());
        }
      }
      return new Page(
          events,
          unread,
          page.path("next").asString(),
          page.path("more").asBoolean(false),
          new Live(
              page.path("published").path("posts").asLong(0),
              page.path("published").path("revisions").asLong(0)));
    } catch (JacksonException e) {
      throw new Unreachable(answer.uri() + " does not answer with events", e);
    }
  }

  /**
   * A picture; empty when there is none.
   *
   * @param path below {@code /images/}, not encoded
   */
  Optional<byte[]> picture(String path) throws Unreachable {
    HttpResponse<InputStream> answer = get(encoded("/images/" + path));
    byte[] body = body(answer, MAX_PICTURE_BYTES);
    if (answer.statusCode() >= 500 || answer.statusCode() == 429) {
      throw new Unreachable(answer.uri() + " answered " + answer.statusCode(), null);
    }
    return answer.statusCode() == 200 ? Optional.of(body) : Optional.empty();
  }

  private static String encoded(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  private HttpResponse<InputStream> get(String path) throws Unreachable {
    String at = url.get().orElseThrow(() -> new Unreachable("Galley is not running", null));
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(at + path))
              .timeout(PATIENCE)
              .header("Accept", path.startsWith("/events") ? "application/json" : "*/*")
              .build(),
          BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new Unreachable("Nothing answers at " + at, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("Interrupted", e);
    }
  }

  private byte[] body(HttpResponse<InputStream> answer, int most) throws Unreachable {
    try (InputStream body = answer.body()) {
      byte[] bytes = body.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new Unreachable(answer.uri() + " has more than " + (most >> 20) + " MB", null);
      }
      return bytes;
    } catch (IOException e) {
      throw new Unreachable(answer.uri() + " broke off: " + e.getMessage(), e);
    }
  }
}
