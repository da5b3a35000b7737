package dev.galley.post;

import static dev.galley.post.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Tokens, sessions and roles as clients meet them. */
class AccessIntegrationTests {

  @TempDir private static Path folder;

  @AutoClose private static RunningService service;
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

  private static HttpResponse<String> as(String secret, HttpRequest.Builder request) {
    return service.send(request.setHeader("Authorization", "Bearer " + secret));
  }

  private static JsonNode newToken(String role) {
    HttpResponse<String> created =
        service.post(
            "/api/tokens", "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(UUID.randomUUID(), role));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return json(created);
  }

  private static HttpResponse<String> signIn(String secret) {
    return signIn(service, secret);
  }

  private static HttpResponse<String> signIn(RunningService at, String secret) {
    return at.send(
        HttpRequest.newBuilder(at.uri("/api/session"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + secret + "\"}")));
  }

  private static HttpRequest.Builder session(String body) {
    return HttpRequest.newBuilder(service.uri("/api/session"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(service.uri(path)).GET();
  }

  private static String cookie(HttpResponse<String> session) {
    String header = session.headers().firstValue("Set-Cookie").orElseThrow();
    return header.substring(0, header.indexOf(';'));
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
    HttpRequest.Builder create =
        HttpRequest.newBuilder(service.uri("/api/posts"))
            .header("Cookie", cookie(signIn(ownerSecret)))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"x\"}"));
    String own = "http://" + service.uri("/").getAuthority();

    assertThat(service.send(create.copy()).statusCode()).isEqualTo(403);
    assertThat(service.send(create.copy().header("Origin", "https://evil.example")).statusCode())
        .isEqualTo(403);
    assertThat(service.send(create.copy().header("Origin", "null")).statusCode()).isEqualTo(403);
    assertThat(
            service
                .send(create.copy().header("Origin", own).header("Sec-Fetch-Site", "cross-site"))
                .statusCode())
        .isEqualTo(403);
    assertThat(service.send(create.copy().header("Authorization", "Basic eDp5")).statusCode())
        .as("only a bearer token is proof")
        .isEqualTo(403);
    assertThat(service.send(create.copy().header("Origin", own)).statusCode()).isEqualTo(201);
    assertThat(service.send(create.copy().header("X-Galley-Editor", "1")).statusCode())
        .isEqualTo(201);
  }

  @Test
  void opensNoSessionForTheSecretOfASession() {
    String cookie = cookie(signIn(newToken("editor").get("token").asString()));
    String secret = cookie.substring(cookie.indexOf('=') + 1);

    HttpResponse<String> derived = signIn(secret);

    assertThat(derived.statusCode()).isEqualTo(401);
    assertThat(derived.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(as(secret, get("/api/posts")).statusCode()).as("nor is it a token").isEqualTo(401);
  }

  @Test
  void endsSessionsWithTheTokenThatOpenedThem() {
    JsonNode token = newToken("editor");
    String cookie = cookie(signIn(token.get("token").asString()));
    HttpRequest.Builder list = get("/api/posts").header("Cookie", cookie);
    assertThat(service.send(list.copy()).statusCode()).isEqualTo(200);

    service.send(service.request("/api/tokens/" + token.get("id").asString()).DELETE());

    assertThat(service.send(list.copy()).statusCode()).isEqualTo(401);
  }

  /** The token is used at one instance and revoked at the other. */
  @Test
  void aRevokedTokenEndsWhatIsOpenAtAnotherInstance() throws IOException {
    JsonNode token = newToken("editor");
    String id = json(service.post("/api/posts", "{\"title\":\"Open\"}")).get("id").asString();
    try (RunningService other = service.another()) {
      String cookie = cookie(signIn(other, token.get("token").asString()));
      HttpRequest.Builder list =
          HttpRequest.newBuilder(other.uri("/api/posts")).header("Cookie", cookie);
      assertThat(other.send(list.copy()).statusCode()).isEqualTo(200);
      CompletableFuture<Void> byCookie = stream(other, id, "Cookie", cookie);
      CompletableFuture<Void> byToken =
          stream(other, id, "Authorization", "Bearer " + token.get("token").asString());
      CompletableFuture<Void> others =
          stream(other, id, "Authorization", "Bearer " + RunningService.TOKEN);

      service.send(service.request("/api/tokens/" + token.get("id").asString()).DELETE());

      await().until(() -> other.send(list.copy()).statusCode() == 401);
      await().until(() -> byCookie.isDone() && byToken.isDone());
      assertThat(others).isNotDone();
      others.cancel(true);
    }
  }

  /** Is done when the stream has ended. */
  private static CompletableFuture<Void> stream(
      RunningService at, String id, String header, String value) {
    HttpResponse<Stream<String>> answer =
        at.client()
            .sendAsync(
                HttpRequest.newBuilder(at.uri("/api/posts/" + id + "/deliveries"))
                    .header("Accept", "text/event-stream")
                    .header(header, value)
                    .build(),
                HttpResponse.BodyHandlers.ofLines())
            .join();
    assertThat(answer.statusCode()).isEqualTo(200);
    return CompletableFuture.runAsync(
        () -> {
          try {
            answer.body().forEach(line -> {});
          } catch (UncheckedIOException cut) {
            // That is an end, too.
          }
        },
        task -> new Thread(task, "reads-a-stream").start());
  }

  private static String newLink(String secret) {
    HttpResponse<String> made =
        as(
            secret,
            HttpRequest.newBuilder(service.uri("/api/sign-in-links"))
                .POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(json(made).get("url").asString())
        .endsWith("/editor/#token=" + json(made).get("token").asString());
    return json(made).get("token").asString();
  }

  @Test
  void aLinkSignsInOnceWithTheRightsOfItsTokenAndEndsWithIt() throws IOException {
    JsonNode owner = newToken("owner");
    String link = newLink(owner.get("token").asString());
    assertThat(link).startsWith("glly_once_").isNotEqualTo(owner.get("token").asString());
    try (RunningService other = service.another()) {
      HttpResponse<String> session = signIn(other, link);
      assertThat(json(session).get("name").asString()).isEqualTo(owner.get("name").asString());

      assertThat(signIn(link).statusCode()).isEqualTo(401);
      assertThat(as(link, get("/api/posts")).statusCode()).isEqualTo(401);
      HttpRequest.Builder list = get("/api/posts").header("Cookie", cookie(session));
      assertThat(service.send(list.copy()).statusCode()).isEqualTo(200);
      service.send(service.request("/api/tokens/" + owner.get("id").asString()).DELETE());
      assertThat(service.send(list.copy()).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aLinkOfARevokedTokenOpensNothing() {
    JsonNode owner = newToken("owner");
    String link = newLink(owner.get("token").asString());

    service.send(service.request("/api/tokens/" + owner.get("id").asString()).DELETE());

    assertThat(signIn(link).statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionMakesNoLinks() {
    HttpResponse<String> refused =
        service.send(
            HttpRequest.newBuilder(service.uri("/api/sign-in-links"))
                .header("Cookie", cookie(signIn(ownerSecret)))
                .header("X-Galley-Editor", "1")
                .POST(HttpRequest.BodyPublishers.noBody()));

    assertThat(refused.statusCode()).isEqualTo(403);
  }

  @Test
  void aLinkReplacesASessionOnlyWhenThePersonSaysSo() {
    JsonNode victim = newToken("editor");
    String cookie = cookie(signIn(victim.get("token").asString()));
    String link = newLink(newToken("owner").get("token").asString());
    HttpRequest.Builder followed =
        session("{\"token\":\"" + link + "\"}")
            .header("Cookie", cookie)
            .header("Origin", "http://" + service.uri("/").getAuthority())
            .header("Sec-Fetch-Site", "same-origin");

    HttpResponse<String> question = service.send(followed.copy());

    assertThat(question.statusCode()).isEqualTo(409);
    assertThat(question.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(json(question).get("type").asString()).isEqualTo("/problems/already-signed-in");
    assertThat(json(question).get("name").asString()).isEqualTo(victim.get("name").asString());
    HttpResponse<String> replaced =
        service.send(
            followed
                .copy()
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"token\":\"" + link + "\",\"replace\":true}")));
    assertThat(replaced.statusCode()).as("the question did not use it up").isEqualTo(200);
    assertThat(service.send(get("/api/posts").header("Cookie", cookie)).statusCode())
        .as("the session before")
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://evil.example, cross-site",
        "https://evil.example, -",
        "null, cross-site",
        "-, cross-site",
        "http://other.127.0.0.1.nip.io, same-site",
      })
  void aForeignPageSignsNobodyIn(String origin, String site) {
    String link = newLink(ownerSecret);
    HttpRequest.Builder request = session("{\"token\":\"" + link + "\",\"replace\":true}");
    if (origin != null) {
      request.header("Origin", origin);
    }
    if (site != null) {
      request.header("Sec-Fetch-Site", site);
    }

    HttpResponse<String> refused = service.send(request);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(signIn(link).statusCode()).as("it is not used up").isEqualTo(200);
  }

  @Test
  void aForeignPageSignsNobodyOut() {
    String cookie = cookie(signIn(ownerSecret));

    HttpResponse<String> refused =
        service.send(
            HttpRequest.newBuilder(service.uri("/api/session"))
                .header("Cookie", cookie)
                .header("Origin", "https://evil.example")
                .DELETE());

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(service.send(get("/api/posts").header("Cookie", cookie)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aTokenHasSoManySessionsAndTheOwnerSeesThemWithIt() {
    JsonNode token = newToken("reader");
    String first = cookie(signIn(token.get("token").asString()));
    for (int more = 0; more < 20; more++) {
      signIn(token.get("token").asString());
    }

    JsonNode listed = null;
    for (JsonNode each : json(service.get("/api/tokens")).get("items")) {
      if (each.get("id").equals(token.get("id"))) {
        listed = each;
      }
    }
    assertThat(listed.get("sessions").size()).isEqualTo(20);
    assertThat(service.send(get("/api/posts").header("Cookie", first)).statusCode())
        .as("the oldest")
        .isEqualTo(401);
    String id = listed.at("/sessions/0/id").asString();
    assertThat(service.send(service.request("/api/tokens/" + id).DELETE()).statusCode())
        .isEqualTo(204);
    assertThat(service.send(service.request("/api/tokens/" + id).DELETE()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void twoTokensHaveTwoNamesAndTheHistoryHasTheirIds() {
    JsonNode token = newToken("editor");
    String name = token.get("name").asString();
    for (String taken : List.of(name, "local")) {
      HttpResponse<String> second =
          service.post("/api/tokens", "{\"name\":\"%s\",\"role\":\"editor\"}".formatted(taken));
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(json(second).get("type").asString()).isEqualTo("/problems/name-taken");
    }

    HttpResponse<String> post =
        as(
            token.get("token").asString(),
            HttpRequest.newBuilder(service.uri("/api/posts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"Whose\"}")));

    JsonNode revision =
        json(service.get("/api/posts/" + json(post).get("id").asString() + "/revisions"))
            .at("/items/0");
    assertThat(revision.get("by").asString()).isEqualTo(name);
    assertThat(revision.get("byId")).isEqualTo(token.get("id"));
  }
}
