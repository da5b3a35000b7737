package dev.galley.local.command.client;

import dev.galley.local.site.Source;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The public API of a running Galley, as far as the commands need it. */
public final class GalleyApi implements Source {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(30);

  /** Who may not, and who is too fast: of these refusals another file would get the same. */
  private static final Set<Integer> FAULTS_OF_THE_SENDER = Set.of(401, 403, 429);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final String url;
  private final String token;

  public GalleyApi(String url, String token) {
    this.url = url.replaceAll("/+$", "");
    this.token = token;
  }

  String url() {
    return url;
  }

  public JsonNode get(String path) {
    return json(request(path));
  }

  /** Posts to a command that answers with nothing. */
  public void command(String path) {
    silent(request(path).POST(BodyPublishers.noBody()));
  }

  public void delete(String path) {
    silent(request(path).DELETE());
  }

  private void silent(HttpRequest.Builder request) {
    HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() >= 300) {
      throw new CommandFailed(problem(response.statusCode(), body(response)));
    }
  }

  public JsonNode post(String path, Object body) {
    return json(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  /**
   * Sends an archive.
   *
   * @throws ConnectionLost when nobody can say what was done with it
   */
  public JsonNode postZip(String path, Path archive) throws IOException {
    return json(
        request(path)
            .header("Content-Type", "application/zip")
            .POST(BodyPublishers.ofFile(archive)));
  }

  /** Opens what is to be sent. */
  public interface Opening {
    InputStream open() throws IOException;
  }

  /**
   * What became of a file that was sent.
   *
   * @param outcome as the server says it, or {@code rejected}
   */
  public record Sent(String outcome, String detail) {}

  /** What was to be sent cannot be read. */
  public static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Unreadable(IOException cause) {
      super(
          cause instanceof NoSuchFileException
              ? "there is no such file"
              : "it cannot be read: " + cause.getMessage(),
          cause);
    }
  }

  /**
   * Sends a file, streamed.
   *
   * @throws Unreadable when it cannot be opened
   * @throws CommandFailed when this is not the file's fault
   */
  public Sent send(String path, Opening content) {
    try (InputStream in = content.open()) {
      HttpResponse<byte[]> response =
          send(
              request(path)
                  .header("Content-Type", "application/octet-stream")
                  .POST(BodyPublishers.ofInputStream(() -> in)),
              BodyHandlers.ofByteArray());
      int status = response.statusCode();
      if (status < 300) {
        JsonNode body = body(response);
        String warnings =
            body.path("warnings")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining("; "));
        return new Sent(body.path("outcome").asString(), warnings);
      }
      String problem = problem(status, bodyIfAny(response.body()));
      if (status >= 400 && status < 500 && !FAULTS_OF_THE_SENDER.contains(status)) {
        return new Sent("rejected", problem);
      }
      throw new CommandFailed(problem + "\nThe same command goes on.");
    } catch (IOException e) {
      throw new Unreadable(e);
    }
  }

  public String text(String path) {
    HttpResponse<String> response = send(request(path), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      String hint = response.statusCode() == 404 ? "; it is for the machine itself" : "";
      throw new CommandFailed(url + path + " answered " + response.statusCode() + hint);
    }
    return response.body();
  }

  public void download(String path, Path target) {
    HttpResponse<Path> response = send(request(path), BodyHandlers.ofFile(target));
    if (response.statusCode() != 200) {
      throw new CommandFailed(problem(response.statusCode(), problemIn(target)));
    }
  }

  @Override
  public Addresses addresses() {
    JsonNode table = get("/api/export/addresses");
    Map<String, String> patterns = new LinkedHashMap<>();
    table
        .path("redirects")
        .properties()
        .forEach(one -> patterns.put(one.getKey(), one.getValue().asString()));
    return new Addresses(
        table.path("site").asString().replaceAll("/+$", ""),
        table.path("addresses").valueStream().map(JsonNode::asString).toList(),
        patterns);
  }

  /** What readers get: without the token, which is none of their business. */
  @Override
  public Answer get(String address, @Nullable String tag) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + address)).timeout(ANSWER_TIMEOUT);
    if (tag != null) {
      request.header("If-None-Match", tag);
    }
    HttpResponse<byte[]> answer = send(request, BodyHandlers.ofByteArray());
    HttpHeaders headers = answer.headers();
    return new Answer(
        answer.statusCode(),
        headers.firstValue("Content-Type").orElse(""),
        headers.firstValue("ETag").orElse(""),
        headers.firstValue("Location").orElse(""),
        answer.body());
  }

  private JsonNode json(HttpRequest.Builder request) {
    HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
    JsonNode body = body(response);
    if (response.statusCode() >= 300) {
      throw new CommandFailed(problem(response.statusCode(), body));
    }
    return body;
  }

  private static JsonNode body(HttpResponse<byte[]> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException e) {
      throw new CommandFailed(response.uri() + " answered " + response.statusCode(), e);
    }
  }

  /** An answer that came instead of a file. */
  private static JsonNode problemIn(Path target) {
    try {
      return bodyIfAny(Files.readAllBytes(target));
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** What stands between may answer with a page. */
  private static JsonNode bodyIfAny(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  /**
   * RFC 9457: the title says what kind of problem it is, the detail what to do about this one, and
   * our {@code errors} what is wrong with each field.
   */
  private static String problem(int status, JsonNode body) {
    String title = body.path("title").asString("The server answered " + status);
    String detail = body.path("detail").asString("");
    String errors =
        body.path("errors")
            .valueStream()
            .map(
                error ->
                    "\n  "
                        + error.path("field").asString("")
                        + ": "
                        + error.path("message").asString(""))
            .collect(Collectors.joining());
    return (detail.isEmpty() ? title : title + ": " + detail) + errors;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(ANSWER_TIMEOUT)
        .header("Authorization", "Bearer " + token);
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
    try {
      return http.send(request.build(), handler);
    } catch (ConnectException e) {
      throw new CommandFailed("Nothing answers at " + url, e);
    } catch (IOException e) {
      throw new ConnectionLost(url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted", e);
    }
  }

  /** The connection broke before the answer came. */
  public static final class ConnectionLost extends CommandFailed {

    private static final long serialVersionUID = 1L;

    private ConnectionLost(String url, IOException cause) {
      super("The connection to " + url + " failed: " + cause.getMessage(), cause);
    }
  }
}
