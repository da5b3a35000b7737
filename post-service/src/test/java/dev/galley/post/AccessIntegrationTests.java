package dev.galley.post;

import static dev.galley.post.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Tokens, sessions and roles as clients meet them. */
class AccessIntegrationTests {

  @TempDir private static Path folder;

  private static RunningService service;
  private static String ownerSecret;

  @BeforeAll
  static void start() throws IOException {
    Path file = folder.resolve("new/owner-token");
    service =
        new RunningService(
            "--galley.tokens.bootstrap=true",
            "--galley.tokens.bootstrap-file=" + file,
            "--galley.limits.json=2MB");
    ownerSecret = Files.readString(file).strip();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpResponse<String> as(String secret, HttpRequest.Builder request) {
    return service.send(request.setHeader("Authorization", "Bearer " + secret));
  }

  private static JsonNode newToken(String role) {
    HttpResponse<String> created =
        service.post("/api/tokens", "{\"name\":\"t\",\"role\":\"%s\"}".formatted(role));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return json(created);
  }

  private static HttpResponse<String> signIn(String secret) {
    return service.send(
        HttpRequest.newBuilder(service.uri("/api/session"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + secret + "\"}")));
  }

  @Test
  void leavesTheFirstOwnersTokenInAFileAndOnlyItsHashInTheStore() {
    HttpResponse<String> current =
        as(ownerSecret, HttpRequest.newBuilder(service.uri("/api/tokens/current")).GET());

    assertThat(json(current).get("role").asString()).isEqualTo("owner");
    assertThat(json(current).get("name").asString()).isEqualTo("owner");
    assertThat(ownerSecret).startsWith("glly_").hasSize(48);
    assertThat(
            service
                .store()
                .database()
                .getCollection("tokens")
                .find()
                .into(new java.util.ArrayList<>()))
        .isNotEmpty()
        .allSatisfy(
            document -> assertThat(document.toJson()).doesNotContain(ownerSecret.substring(5)));
  }

  @Test
  void revokesATokenAtOnce() {
    JsonNode token = newToken("editor");
    String secret = token.get("token").asString();
    HttpRequest.Builder list = HttpRequest.newBuilder(service.uri("/api/posts")).GET();
    assertThat(as(secret, list).statusCode()).isEqualTo(200);

    HttpResponse<String> revoked =
        service.send(service.request("/api/tokens/" + token.get("id").asString()).DELETE());

    assertThat(revoked.statusCode()).isEqualTo(204);
    assertThat(as(secret, list).statusCode()).isEqualTo(401);
    assertThat(
            service
                .send(service.request("/api/tokens/" + token.get("id").asString()).DELETE())
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void showsASecretOnce() {
    JsonNode token = newToken("reader");

    assertThat(service.get("/api/tokens").body())
        .contains(token.get("id").asString())
        .doesNotContain(token.get("token").asString());
  }

  @ParameterizedTest
  @CsvSource({
    "reader, GET, /api/posts, 200",
    "reader, POST, /api/posts, 403",
    "reader, GET, /api/tokens/current, 200",
    "reader, GET, /api/tokens, 403",
    "reader, GET, /api/failures, 200",
    "reader, POST, /api/failures/retry, 403",
    "editor, POST, /api/posts, 201",
    "editor, GET, /api/tokens, 403",
    "editor, POST, /api/tokens, 403",
    "editor, POST, /api/reconciliation, 403",
    "editor, POST, /api/failures/retry, 202",
    "owner, GET, /api/tokens, 200",
    "owner, GET, /env, 403",
    "owner, GET, /actuator/env, 403",
  })
  void letsEachRoleDoItsPart(String role, String method, String path, int status) {
    String secret = newToken(role).get("token").asString();

    HttpResponse<String> response =
        as(
            secret,
            HttpRequest.newBuilder(service.uri(path))
                .header("Content-Type", "application/json")
                .method(
                    method,
                    method.equals("GET")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString("{\"title\":\"x\"}")));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
  }

  @Test
  void signsABrowserInWithACookieThatScriptsCannotRead() {
    HttpResponse<String> session = signIn(ownerSecret);
    String header = session.headers().firstValue("Set-Cookie").orElseThrow();
    String cookie = header.substring(0, header.indexOf(';'));

    assertThat(header)
        .contains("HttpOnly")
        .contains("SameSite=Strict")
        .contains("Path=/")
        .doesNotContain(ownerSecret);
    HttpRequest.Builder list =
        HttpRequest.newBuilder(service.uri("/api/posts")).header("Cookie", cookie);
    assertThat(service.send(list.copy().GET()).statusCode()).isEqualTo(200);

    service.send(
        HttpRequest.newBuilder(service.uri("/api/session"))
            .header("Cookie", cookie)
            .header("X-Galley-Editor", "1")
            .DELETE());
    assertThat(service.send(list.copy().GET()).statusCode()).isEqualTo(401);
  }

  @Test
  void refusesAChangeThatAForeignPageSendsWithTheCookie() {
    String header = signIn(ownerSecret).headers().firstValue("Set-Cookie").orElseThrow();
    HttpRequest.Builder create =
        HttpRequest.newBuilder(service.uri("/api/posts"))
            .header("Cookie", header.substring(0, header.indexOf(';')))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"x\"}"));
    String own = "http://" + service.uri("/").getAuthority();

    assertThat(service.send(create.copy()).statusCode()).isEqualTo(403);
    assertThat(service.send(create.copy().header("Origin", "https://evil.example")).statusCode())
        .isEqualTo(403);
    assertThat(service.send(create.copy().header("Origin", "null")).statusCode()).isEqualTo(403);
    assertThat(service.send(create.copy().header("Origin", own)).statusCode()).isEqualTo(201);
    assertThat(service.send(create.copy().header("X-Galley-Editor", "1")).statusCode())
        .isEqualTo(201);
  }

  @Test
  void endsSessionsWithTheTokenThatOpenedThem() {
    JsonNode token = newToken("editor");
    String header =
        signIn(token.get("token").asString()).headers().firstValue("Set-Cookie").orElseThrow();
    HttpRequest.Builder list =
        HttpRequest.newBuilder(service.uri("/api/posts"))
            .header("Cookie", header.substring(0, header.indexOf(';')));
    assertThat(service.send(list.copy().GET()).statusCode()).isEqualTo(200);

    service.send(service.request("/api/tokens/" + token.get("id").asString()).DELETE());

    assertThat(service.send(list.copy().GET()).statusCode()).isEqualTo(401);
  }

  @Test
  void keepsTheLastOwnersToken() {
    String id =
        service
            .store()
            .database()
            .getCollection("tokens")
            .find(new Document("name", "owner").append("session", false))
            .first()
            .getString("_id");
    JsonNode others = json(service.get("/api/tokens")).get("items");
    others.forEach(
        other -> {
          if (!other.get("id").asString().equals(id)) {
            service.send(service.request("/api/tokens/" + other.get("id").asString()).DELETE());
          }
        });

    assertThat(service.send(service.request("/api/tokens/" + id).DELETE()).statusCode())
        .isEqualTo(409);
  }
}
