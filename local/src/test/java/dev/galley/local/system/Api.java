package dev.galley.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of Galley's HTTP surface that knows nothing but URLs and JSON. */
public final class Api {

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final JsonMapper json = new JsonMapper();
  private final String url;
  private final String token;

  public Api(String url, String token) {
    this.url = url.replaceAll("/$", "");
    this.token = token;
  }

  public String url() {
    return url;
  }

  /** The answer of a change; fails on anything but success. */
  public JsonNode change(String method, String path, Map<String, ?> body, long revision) {
    HttpResponse<String> response =
        send(
            method,
            path,
            body,
            revision == 0 ? Map.of() : Map.of("If-Match", "\"" + revision + "\""));
    if (response.statusCode() / 100 != 2) {
      throw new Refused(method + " " + path, response);
    }
    return response.body().isEmpty() ? json.createObjectNode() : json.readTree(response.body());
  }

  public JsonNode create(Map<String, ?> post) {
    return change("POST", "/api/posts", post, 0);
  }

  public JsonNode publish(JsonNode post, String update) {
    return change("POST", path(post) + "/publish", Map.of("update", update), revision(post));
  }

  public JsonNode edit(JsonNode post, Map<String, ?> changes) {
    HttpRequest request =
        request(path(post))
            .header("Content-Type", "application/merge-patch+json")
            .header("If-Match", "\"" + revision(post) + "\"")
            .method("PATCH", BodyPublishers.ofByteArray(json.writeValueAsBytes(changes)))
            .build();
    HttpResponse<String> response = exchange(request);
    if (response.statusCode() != 200) {
      throw new Refused("PATCH " + path(post), response);
    }
    return json.readTree(response.body());
  }

  public JsonNode read(String path) {
    HttpResponse<String> response = send("GET", path, null, Map.of());
    if (response.statusCode() != 200) {
      throw new Refused("GET " + path, response);
    }
    return json.readTree(response.body());
  }

  public HttpResponse<String> get(String path) {
    return exchange(HttpRequest.newBuilder(URI.create(url + path)).build());
  }

  HttpResponse<String> send(
      String method, String path, Map<String, ?> body, Map<String, String> headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
    headers.forEach(request::header);
    return exchange(request.build());
  }

  HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + token);
  }

  static String path(JsonNode post) {
    return "/api/posts/" + post.get("id").asString();
  }

  public static long revision(JsonNode post) {
    return post.get("revision").asLong();
  }

  /** The server said no. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(String what, HttpResponse<String> response) {
      super(what + " answered " + response.statusCode() + ": " + response.body());
      this.status = response.statusCode();
    }

    int status() {
      return status;
    }
  }
}
