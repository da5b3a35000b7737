package dev.galley.post;

import static dev.galley.post.RunningService.etag;
import static dev.galley.post.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What clients do wrong, and that each of it gets a problem with a type and no echo. */
class UnusableRequestsIntegrationTests {

  @AutoClose private static RunningService service;

  @BeforeAll
  static void start() {
    service = new RunningService();
  }

  private static JsonNode problem(HttpResponse<String> response, int status, String type) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = json(response);
    assertThat(problem.path("type").asString()).isEqualTo("/problems/" + type);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("detail").asString()).isNotBlank();
    return problem;
  }

  @Test
  void takesNoLargeBodyFromWhomItDoesNotKnow() {
    String large = "{\"token\":\"" + "x".repeat(2_000) + "\"}";

    problem(
        service.send(
            HttpRequest.newBuilder(service.uri("/api/session"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(large))),
        413,
        "body-too-large");
  }

  @Test
  void waitsForASlowBodyNoLongerThanItHas() throws IOException {
    try (Socket slow = begin("POST /api/session", 100)) {
      slow.getOutputStream().write('{');
      slow.setSoTimeout(30_000);
      byte[] status = slow.getInputStream().readNBytes(12);
      // The connection goes with the answer, and the thread with it.
      slow.setSoTimeout(5_000);

      assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 408");
      assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("application/problem+json")
          .contains("/problems/request-timeout");
    }
  }

  @Test
  void refusesWithoutReadingTheBody() throws IOException {
    try (Socket anonymous = begin("POST /api/posts", 1_000_000)) {
      anonymous.setSoTimeout(5_000);

      assertThat(new String(anonymous.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 401");
    }
  }

  private static Socket begin(String request, int bytes) throws IOException {
    Socket socket = new Socket("127.0.0.1", service.uri("/").getPort());
    String head =
        "%s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(request, bytes);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static HttpResponse<String> create(String body) {
    return service.post("/api/posts", body);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api, 404, not-found",
    "GET, /api/nope, 404, not-found",
    "POST, /api/nope, 404, not-found",
    "GET, /api/posts/x/reviews, 404, not-found",
    "PUT, /api/posts, 405, method-not-allowed",
    "DELETE, /api/export, 405, method-not-allowed",
    "TRACE, /api/posts, 405, method-not-allowed",
    "BREW, /api/posts, 405, method-not-allowed",
    "GET, /api/posts?state=secret, 400, invalid-parameter",
    "GET, /api/posts?limit=secret, 400, invalid-parameter",
    "GET, /api/posts?limit=0, 400, invalid-parameter",
    "GET, /api/posts?q=%FFsecret, 400, invalid-parameter",
    "GET, /api/posts?cursor=secret, 400, cursor-invalid",
    "GET, /api/failures?cursor=secret, 400, cursor-invalid",
    "GET, /api/audit?cursor=secret, 400, cursor-invalid",
    "GET, /api/posts/x/revisions?cursor=secret, 400, cursor-invalid",
    "GET, /api/templates?date=secret, 400, invalid-parameter",
    "POST, /api/import?publish=secret, 400, invalid-parameter",
  })
  void namesTheTypeOfEveryProblem(String method, String path, int status, String type) {
    HttpResponse<String> response =
        service.send(
            service
                .request(path)
                .setHeader("Content-Type", "application/zip")
                .method(method, BodyPublishers.noBody()));

    assertThat(problem(response, status, type).toString()).doesNotContain("secret");
    if (status == 405) {
      assertThat(response.headers().firstValue("Allow")).isPresent();
    }
  }

  @Test
  void saysWhichParameterIsWrongAndWhatItShouldBe() {
    assertThat(json(service.get("/api/posts?state=draft")).at("/errors/0").toString())
        .contains("\"field\":\"state\"")
        .contains("must be one of DRAFT, SCHEDULED, PUBLISHED, UNPUBLISHED");
    assertThat(json(service.get("/api/posts?limit=201")).at("/errors/0").toString())
        .contains("\"field\":\"limit\"")
        .contains("must be less than or equal to 200");
    assertThat(
            json(service.send(
                    service
                        .request("/api/posts")
                        .header("Idempotency-Key", "k".repeat(201))
                        .POST(BodyPublishers.ofString("{}"))))
                .at("/errors/0/field")
                .asString())
        .isEqualTo("Idempotency-Key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/yaml",
        "application/cbor",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/octet-stream"
      })
  void takesNothingButJson(String contentType) {
    HttpRequest.Builder request =
        service
            .request("/api/posts")
            .setHeader("Content-Type", contentType)
            .POST(BodyPublishers.ofString("title: T"));

    HttpResponse<String> response = service.send(request);

    problem(response, 415, "unsupported-media-type");
    assertThat(response.headers().allValues("Accept").toString())
        .contains("application/json")
        .doesNotContain("cbor", "yaml", "xml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/yaml", "application/cbor", "application/xml"})
  void offersNothingButJson(String type) {
    HttpResponse<String> response =
        service.send(service.request("/api/posts").header("Accept", type).GET());

    problem(response, 406, "not-acceptable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"title\": 5}",
        "{\"title\": true}",
        "{\"title\": 1.5}",
        "{\"title\": [\"T\"]}",
        "{\"title\": {\"$gt\": \"\"}}",
        "{\"tags\": \"t\"}",
        "{\"tags\": [1]}",
        "{\"tags\": [null]}",
        "{\"authors\": [null]}",
        "{\"authors\": {\"$ne\": 1}}",
        "{\"metadata\": [1]}",
        "{\"$where\": \"1\"}",
      })
  void refusesAnotherTypeAndSaysWhere(String body) {
    JsonNode problem = problem(create(body), 400, "unreadable");

    assertThat(problem.at("/errors/0/field").asString()).isNotBlank();
    assertThat(problem.path("errors").size()).isEqualTo(1);
  }

  @Test
  void saysWhereAPatchHasTheWrongType() {
    HttpResponse<String> post = create("{\"title\": \"Patched\"}");
    String path = post.headers().firstValue("Location").orElseThrow();

    JsonNode wrong =
        problem(service.patch(path, "{\"title\": {\"$gt\": 1}}", etag(post)), 400, "unreadable");
    JsonNode unknown =
        problem(service.patch(path, "{\"titel\": \"T\"}", etag(post)), 400, "unreadable");

    assertThat(wrong.at("/errors/0/field").asString()).isEqualTo("title");
    assertThat(unknown.at("/errors/0/field").asString()).isEqualTo("titel");
  }

  @Test
  void saysWhichNumberIsTooLarge() {
    JsonNode problem =
        problem(
            service.post(
                "/api/tokens",
                "{\"name\":\"n\",\"role\":\"reader\",\"expiresInDays\":1000000000000}"),
            400,
            "unreadable");

    assertThat(problem.at("/errors/0/field").asString()).isEqualTo("expiresInDays");
    assertThat(problem.path("detail").asString())
        .startsWith("The value of expiresInDays is too large");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"name\":\"n\",\"role\":0}'",
    "'{\"name\":\"n\",\"role\":\"reader\",\"expiresInDays\":1.5}'",
    "'{\"name\":\"n\",\"role\":\"reader\",\"expiresInDays\":\"7\"}'",
  })
  void makesNoTokenOutOfAGuess(String body) {
    problem(service.post("/api/tokens", body), 400, "unreadable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u0000b", "\\u001b[31m", "\\ud800"})
  void refusesWhatIsNoText(String text) {
    HttpResponse<String> post = create("{\"title\": \"Text\", \"body\": \"b\"}");
    String path = post.headers().firstValue("Location").orElseThrow();

    problem(create("{\"metadata\": {\"k\": \"" + text + "\"}}"), 422, "invalid");
    problem(create("{\"metadata\": {\"k\": [{\"l\": \"" + text + "\"}]}}"), 422, "invalid");
    problem(
        service.post(path + "/publish", "{\"changeNote\": \"" + text + "\"}", etag(post)),
        422,
        "invalid");
    problem(
        service.post("/api/tokens", "{\"role\": \"reader\", \"name\": \"" + text + "\"}"),
        422,
        "invalid");
  }

  @Test
  void refusesWhatCannotBeStoredAsItIs() {
    problem(create("{\"metadata\": {\"n\": 1e400}}"), 422, "invalid");
    problem(create("{\"tags\": [\"..\"]}"), 422, "invalid");
    problem(create("{\"tags\": [\".\"]}"), 422, "invalid");
  }

  @Test
  void saysThatABodyGoesOverALimitOfJson() {
    String deep = "{\"a\":".repeat(150) + "1" + "}".repeat(150);

    assertThat(
            problem(create("{\"metadata\":" + deep + "}"), 400, "unreadable")
                .path("detail")
                .asString())
        .startsWith("The body goes over a limit");
  }

  @Test
  void saysOfABodyOfUnknownLengthThatItIsTooLarge() {
    byte[] body =
        ("{\"title\":\"" + "a".repeat(3_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);

    HttpResponse<String> response =
        service.send(
            service
                .request("/api/posts")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body))));

    problem(response, 413, "body-too-large");
  }

  @Test
  void findsNothingForTextThatNoPostCanHave() {
    assertThat(json(service.get("/api/posts?q=%00")).path("items").size()).isZero();
  }

  /** Also of operations that come later: each is tried that its description gives a list. */
  @Test
  void refusesNothingInPlaceOfWhatAListHolds() {
    JsonNode api = json(service.get("/api/openapi.json"));
    List<String> tried = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        for (String list : lists(api, operation.getValue())) {
          String method = operation.getKey().toUpperCase(Locale.ROOT);
          String body = "{\"" + list + "\": [null]}";
          HttpResponse<String> response =
              service.send(
                  service
                      .request(path.getKey().replaceAll("\\{[^}]*}", "x"))
                      .method(method, BodyPublishers.ofString(body)));

          tried.add(method + " " + path.getKey());
          assertThat(response.statusCode())
              .as("%s %s %s: %s", method, path.getKey(), body, response.body())
              .isBetween(400, 499);
        }
      }
    }
    assertThat(tried).contains("POST /api/posts", "POST /api/deliveries/progress");
  }

  private static List<String> lists(JsonNode api, JsonNode operation) {
    String schema =
        operation
            .at("/requestBody/content/application~1json/schema/$ref")
            .asString("")
            .replaceFirst("^#", "");
    return schema.isEmpty()
        ? List.of()
        : api.at(schema).path("properties").properties().stream()
            .filter(property -> property.getValue().path("type").toString().contains("\"array\""))
            .map(Map.Entry::getKey)
            .toList();
  }

  @Test
  void keepsAnswersOutOfCaches() {
    assertThat(service.get("/api/posts").headers().firstValue("Cache-Control"))
        .hasValue("no-store");
    assertThat(
            service
                .post("/api/tokens", "{\"name\": \"cached\", \"role\": \"reader\"}")
                .headers()
                .firstValue("Cache-Control"))
        .hasValue("no-store");
  }
}
