package dev.galley.post;

import static dev.galley.post.RunningService.etag;
import static dev.galley.post.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The editorial API as clients meet it, while the broker is away. */
class EditorialApiIntegrationTests {

  private static final AtomicInteger TITLES = new AtomicInteger();

  @AutoClose private static RunningService service;

  @BeforeAll
  static void start() {
    service = new RunningService();
  }

  private static String title() {
    return "Week " + TITLES.incrementAndGet();
  }

  private static HttpResponse<String> created() {
    HttpResponse<String> response =
        service.post("/api/posts", "{\"title\":\"%s\",\"body\":\"Text\"}".formatted(title()));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return response;
  }

  private static String path(HttpResponse<String> post) {
    return "/api/posts/" + json(post).get("id").asString();
  }

  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

  private static void assertProblem(HttpResponse<String> response, int status, String type) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(
            contentType -> assertThat(contentType).startsWith("application/problem+json"));
    assertThat(json(response).get("type").asString()).isEqualTo("/problems/" + type);
    assertThat(json(response).get("status").asInt()).isEqualTo(status);
    assertThat(json(response).get("title").asString()).isNotBlank();
    assertThat(json(response).get("detail").asString()).isNotBlank();
  }

  @Test
  void describesAPictureByItsTextAlone() {
    byte[] pixel = Base64.getDecoder().decode(PIXEL);
    HttpResponse<String> added =
        service.send(
            service
                .request("/api/assets?name=described.png")
                .setHeader("Content-Type", "image/png")
                .POST(HttpRequest.BodyPublishers.ofByteArray(pixel)));
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    String path = added.headers().firstValue("Location").orElseThrow();

    HttpResponse<String> decorative = service.patch(path, "{\"decorative\":true}", etag(added));
    HttpResponse<String> described = service.patch(path, "{\"alt\":\"x\"}", etag(decorative));

    assertThat(json(decorative).get("decorative").asBoolean()).isTrue();
    assertThat(described.statusCode()).as(described.body()).isEqualTo(200);
    assertThat(json(described).get("alt").asString()).isEqualTo("x");
    assertThat(json(described).get("decorative").asBoolean()).isFalse();
    service.send(service.request(path).DELETE());
  }

  /** The requests of the case F22 among those that people reported of other importers. */
  @Test
  void titlesOfAnyScriptAreFoundAndWhatIsPublishedAgainIsAnnounced() {
    HttpResponse<String> japanese = service.post("/api/posts", "{\"title\":\"日本語のタイトル\"}");
    assertThat(json(japanese).get("slug").asString()).startsWith("ri-ben-yu");
    for (String title : List.of("one\\ntwo", "evil \\u202e txt.exe")) {
      assertThat(service.post("/api/posts", "{\"title\":\"" + title + "\"}").statusCode())
          .as(title)
          .isEqualTo(422);
    }

    HttpResponse<String> renee =
        service.post("/api/posts", "{\"title\":\"Renée à Genève\",\"body\":\"x\"}");
    for (String query : List.of("renee", "Rene%CC%81e", "geneve")) {
      assertThat(json(service.get("/api/posts?q=" + query)).at("/items/0/id").asString())
          .as(query)
          .isEqualTo(json(renee).get("id").asString());
    }

    HttpResponse<String> published = service.post(path(renee) + "/publish", "{}", etag(renee));
    HttpResponse<String> gone =
        service.post(path(renee) + "/unpublish", "{\"how\":\"gone\"}", etag(published));
    service.post(path(renee) + "/publish", "{}", etag(gone));
    assertThat(json(service.get(path(renee) + "/deliveries")).get("items"))
        .extracting(item -> item.get("update").asString())
        .containsExactly("major", "unpublished", "first");
  }

  @Test
  void doesWithManyFilesWhatCanBeDoneAndSaysWhatCannot() {
    byte[] pixel = Base64.getDecoder().decode(PIXEL);
    HttpResponse<String> added = upload("/api/assets?name=many.png", pixel);
    String path = json(added).get("path").asString();

    JsonNode results =
        json(
            service.send(
                service
                    .request("/api/assets")
                    .setHeader("Content-Type", "application/json")
                    .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofString(
                            """
                            {"items":[{"path":"%1$s","revision":1,"alt":"A dot"},
                             {"path":"%1$s","revision":1,"alt":"Late"},
                             {"path":"images/none.png","revision":1,"alt":"None"},
                             {"path":"%1$s","revision":2,"alt":"Both","decorative":true}]}
                            """
                                .formatted(path)))));

    assertThat(results.get("items"))
        .extracting(item -> item.get("status").asInt())
        .containsExactly(200, 412, 404, 422);
    assertThat(results.at("/items/0/asset/alt").asString()).isEqualTo("A dot");
    assertThat(results.at("/items/1/problem/type").asString())
        .isEqualTo("/problems/stale-revision");
    assertProblem(
        upload("/api/assets?name=cut.png", Arrays.copyOf(pixel, pixel.length - 5)),
        422,
        "asset-refused");
    assertThat(removed(path).statusCode()).isEqualTo(204);
    assertProblem(
        service.patch("/api/assets/" + path, "{\"alt\":\"x\"}", "\"3\""), 409, "asset-removed");
    HttpResponse<String> restored = service.post("/api/assets/restore/" + path, "", etag(added));
    assertThat(restored.statusCode()).as(restored.body()).isEqualTo(200);
    assertThat(json(restored).get("alt").asString()).isEqualTo("A dot");
    assertThat(json(restored).get("removed").isNull()).isTrue();
    removed(path);
  }

  private static HttpResponse<String> removed(String path) {
    return service.send(service.request("/api/assets/" + path).DELETE());
  }

  private static HttpResponse<String> upload(String address, byte[] bytes) {
    return service.send(
        service
            .request(address)
            .setHeader("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
  }

  @Test
  void takesAPostFromDraftToReadersAndBack() {
    HttpResponse<String> created = created();
    assertThat(etag(created)).isEqualTo("\"1\"");
    assertThat(created.headers().firstValue("Location")).contains(path(created));
    JsonNode draft = json(created);
    assertThat(draft.get("state").asString()).isEqualTo("DRAFT");
    assertThat(draft.get("live").isNull()).isTrue();
    assertThat(draft.get("url").asString())
        .isEqualTo("http://127.0.0.1:8080/" + draft.get("slug").asString());

    HttpResponse<String> published = service.post(path(created) + "/publish", "{}", etag(created));
    assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
    assertThat(etag(published)).isEqualTo("\"2\"");
    assertThat(json(published).get("state").asString()).isEqualTo("PUBLISHED");
    assertThat(json(published).at("/live/revision").asInt()).isEqualTo(2);

    HttpResponse<String> edited =
        service.patch(path(created), "{\"body\":\"Better\",\"tags\":[\"a\"]}", etag(published));
    assertThat(json(edited).get("unpublishedChanges").asBoolean()).isTrue();
    assertThat(json(edited).get("tags").get(0).asString()).isEqualTo("a");

    HttpResponse<String> unpublished =
        service.post(
            path(created) + "/unpublish",
            "{\"how\":\"withdrawn\",\"reason\":\"Wrong\"}",
            etag(edited));
    assertThat(json(unpublished).get("state").asString()).isEqualTo("UNPUBLISHED");

    HttpResponse<String> deliveries = service.get(path(created) + "/deliveries");
    assertThat(json(deliveries).get("items"))
        .extracting(item -> item.get("update").asString() + item.get("revision").asInt())
        .containsExactly("unpublished4", "first2");

    HttpResponse<String> revisions = service.get(path(created) + "/revisions");
    assertThat(json(revisions).get("items"))
        .extracting(item -> item.get("action").asString())
        .containsExactly("UNPUBLISHED", "EDITED", "PUBLISHED", "CREATED");
    HttpResponse<String> second = service.get(path(created) + "/revisions/2");
    assertThat(json(second).at("/content/body").asString()).isEqualTo("Text");

    HttpResponse<String> restored =
        service.post(path(created) + "/revisions/1/restore", "", etag(unpublished));
    assertThat(json(restored).get("body").asString()).isEqualTo("Text");

    HttpResponse<String> deleted =
        service.send(service.request(path(created)).header("If-Match", etag(restored)).DELETE());
    assertThat(deleted.statusCode()).isEqualTo(204);
    assertProblem(service.get(path(created)), 404, "post-not-found");
  }

  @Test
  void refusesARedirectThatReadersOfEventsWouldRefuse() {
    HttpResponse<String> created = created();
    HttpResponse<String> published = service.post(path(created) + "/publish", "", etag(created));

    HttpResponse<String> refused =
        service.post(
            path(created) + "/unpublish",
            "{\"how\":\"redirect\",\"to\":\"///host\"}",
            etag(published));

    assertProblem(refused, 422, "invalid");
    assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo("to");
    assertThat(service.get(path(created)).body()).isEqualTo(published.body());
  }

  @Test
  void editsAndPublishesInOneRequest() {
    HttpResponse<String> created = created();
    String publish = path(created) + "/publish";

    HttpResponse<String> published =
        service.post(publish, "{\"content\":{\"title\":\"T\",\"body\":\"New\"}}", etag(created));

    assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
    assertThat(etag(published)).isEqualTo("\"2\"");
    assertThat(json(published).get("body").asString()).isEqualTo("New");
    assertThat(json(published).get("slug")).isEqualTo(json(created).get("slug"));
    assertThat(json(published).get("unpublishedChanges").asBoolean()).isFalse();
    assertProblem(
        service.post(publish, "{\"content\":{\"titel\":\"T\"}}", etag(published)),
        400,
        "unreadable");
    assertProblem(
        service.post(publish, "{\"content\":{\"title\":\"T\"}}", etag(published)), 422, "invalid");
    assertThat(etag(service.get(path(created)))).isEqualTo("\"2\"");
  }

  @Test
  void answersWithoutWaitingForTheBroker() {
    HttpResponse<String> created = created();

    assertThat(service.post(path(created) + "/publish", "", etag(created)).statusCode())
        .isEqualTo(200);
    assertThat(
            service
                .send(HttpRequest.newBuilder(service.uri("/health/readiness")).GET())
                .statusCode())
        .isEqualTo(200);
    assertThat(service.get("/metrics").body())
        .contains("galley_outbox_pending")
        .contains("galley_outbox_oldest_seconds");
  }

  @Test
  void measuresWhatItAsksOfOthers() {
    // Whether render-service answers or not.
    service.post("/api/preview", "{\"body\":\"Hello\"}", "*");

    assertThat(service.get("/metrics").body())
        .containsPattern(
            "http_client_requests_seconds_count\\{[^}]*uri=\"/internal/preview\"[^}]*} 1");
  }

  @Test
  void readsAPostOnlyWhenItHasChanged() {
    HttpResponse<String> created = created();

    HttpResponse<String> again =
        service.send(service.request(path(created)).header("If-None-Match", etag(created)).GET());

    assertThat(again.statusCode()).isEqualTo(304);
  }

  @Test
  void wantsToKnowWhichRevisionIsChanged() {
    HttpResponse<String> created = created();
    HttpResponse<String> edited = service.put(path(created), "{\"title\":\"Mine\"}", etag(created));
    assertThat(edited.statusCode()).isEqualTo(200);

    assertProblem(
        service.send(
            service
                .request(path(created))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"title\":\"x\"}"))),
        428,
        "if-match-missing");
    for (String stale : List.of(etag(created), "\"99\"", "\"abc\"", "W/\"2\"")) {
      HttpResponse<String> refused = service.put(path(created), "{\"title\":\"x\"}", stale);
      assertProblem(refused, 412, "stale-revision");
      assertThat(etag(refused)).isEqualTo("\"2\"");
    }
    assertProblem(service.put("/api/posts/none", "{}", "\"1\""), 404, "post-not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"titel":"x"}                     | 400 | unreadable
          {"title":{"$gt":""}}              | 400 | unreadable
          {"title":["x"]}                   | 400 | unreadable
          {"title":"a","title":"b"}         | 400 | unreadable
          {"title":"a"} {}                  | 400 | unreadable
          {"title":                         | 400 | unreadable
          []                                | 400 | unreadable
          {"slug":"../etc/passwd"}          | 422 | invalid
          {"slug":"api"}                    | 422 | invalid
          {"title":"a","tags":[".."]}       | 422 | invalid
          {"title":"a","format":"word"}     | 422 | invalid
          {"canonicalUrl":"javascript:x"}   | 422 | invalid
          """)
  void refusesWhatItDoesNotUnderstand(String body, int status, String type) {
    assertProblem(service.post("/api/posts", body), status, type);
  }

  @Test
  void refusesDepthAndSize() {
    assertProblem(
        service.post(
            "/api/posts", "{\"metadata\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"),
        400,
        "unreadable");
    assertProblem(
        service.post("/api/posts", "{\"body\":\"" + "x".repeat(1_200_000) + "\"}"), 422, "invalid");
    assertProblem(
        service.post("/api/posts", "{\"body\":\"" + "x".repeat(3_000_000) + "\"}"),
        413,
        "body-too-large");
  }

  @Test
  void saysWhoseSlugItIs() {
    HttpResponse<String> created = created();

    HttpResponse<String> refused =
        service.post(
            "/api/posts", "{\"slug\":\"%s\"}".formatted(json(created).get("slug").asString()));

    assertProblem(refused, 409, "slug-taken");
    assertThat(json(refused).get("slug")).isEqualTo(json(created).get("slug"));
  }

  @Test
  void refusesWhatTheStateDoesNotAllow() {
    HttpResponse<String> created = created();
    HttpResponse<String> published = service.post(path(created) + "/publish", "", etag(created));

    assertProblem(
        service.post(path(created) + "/publish", "{\"update\":\"first\"}", etag(published)),
        409,
        "wrong-state");
    assertProblem(
        service.send(service.request(path(created)).header("If-Match", etag(published)).DELETE()),
        409,
        "wrong-state");
    assertProblem(
        service.post(path(created) + "/publish", "{\"update\":\"huge\"}", etag(published)),
        400,
        "unreadable");
  }

  @Test
  void patchesMetadataKeyByKey() {
    HttpResponse<String> created =
        service.post(
            "/api/posts",
            "{\"title\":\"%s\",\"metadata\":{\"a\":1,\"b\":{\"c\":2}}}".formatted(title()));

    HttpResponse<String> patched =
        service.patch(path(created), "{\"metadata\":{\"a\":null,\"b\":{\"d\":3}}}", etag(created));

    assertThat(json(patched).get("metadata").toString()).isEqualTo("{\"b\":{\"c\":2,\"d\":3}}");
    assertProblem(
        service.patch(path(created), "{\"revision\":7}", etag(patched)), 400, "unreadable");
  }

  @Test
  void listsWithFiltersAndCursor() {
    String tag = "tag" + TITLES.incrementAndGet();
    for (int i = 0; i < 5; i++) {
      service.post("/api/posts", "{\"title\":\"%s\",\"tags\":[\"%s\"]}".formatted(title(), tag));
    }

    Set<String> seen = new HashSet<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page = json(service.get("/api/posts?limit=2&tag=" + tag + cursor));
      page.get("items").forEach(item -> assertThat(seen.add(item.get("id").asString())).isTrue());
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asString();
      pages++;
    } while (!cursor.isEmpty());

    assertThat(seen).hasSize(5);
    assertThat(pages).isEqualTo(3);
    assertThat(service.get("/api/posts?limit=0").statusCode()).isIn(400, 422);
    assertProblem(service.get("/api/posts?cursor=nonsense"), 400, "cursor-invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/posts", "/api/posts/x", "/api/failures", "/api/tokens", "/other"})
  void letsNobodyInWithoutAToken(String path) {
    assertProblem(
        service.send(HttpRequest.newBuilder(service.uri(path)).GET()), 401, "token-required");
    assertProblem(
        service.send(
            HttpRequest.newBuilder(service.uri(path))
                .header("Authorization", "Basic Zm9vOmJhcg==")
                .GET()),
        401,
        "token-required");
  }

  @Test
  void describesItselfAsOpenApi() {
    HttpResponse<String> description =
        service.send(HttpRequest.newBuilder(service.uri("/api/openapi.json")).GET());

    assertThat(description.statusCode()).as(description.body()).isEqualTo(200);
    assertThat(json(description).get("openapi").asString()).startsWith("3.1");
    assertThat(json(description).get("paths").propertyNames())
        .contains(
            "/api/posts",
            "/api/posts/{id}",
            "/api/posts/{id}/publish",
            "/api/posts/{id}/unpublish",
            "/api/posts/{id}/revisions",
            "/api/posts/{id}/deliveries",
            "/api/failures",
            "/api/tokens",
            "/api/import",
            "/api/export")
        .allSatisfy(path -> assertThat(path).startsWith("/api/"));
    JsonNode publish = json(description).at("/paths/~1api~1posts~1{id}~1publish/post/parameters");
    assertThat(publish)
        .extracting(parameter -> parameter.get("name").asString())
        .containsExactlyInAnyOrder("id", "If-Match");
  }

  @Test
  void publishesAndUnpublishesManyAndReportsOnEach() {
    JsonNode good = json(service.post("/api/posts", "{\"title\":\"Good\",\"body\":\"Text\"}"));
    JsonNode empty = json(service.post("/api/posts", "{\"title\":\"Empty\"}"));
    String posts =
        "{\"posts\":[{\"id\":\"%s\",\"revision\":1},{\"id\":\"%s\",\"revision\":1},"
            + "{\"id\":\"none\",\"revision\":1},{\"id\":\"%s\",\"revision\":1}]}";
    String all =
        posts.formatted(
            empty.get("id").asString(), good.get("id").asString(), good.get("id").asString());

    JsonNode report = json(service.post("/api/posts/publish", all)).get("items");

    assertThat(report)
        .extracting(item -> item.get("outcome").asString())
        .containsExactly("refused", "done", "refused", "refused");
    assertThat(report.get(0).get("reason").asString()).contains("body must not be empty");
    assertThat(report.get(1).get("revision").asLong()).isEqualTo(2);
    assertThat(report.get(2).get("reason").asString()).contains("no such post");
    assertThat(report.get(3).get("reason").asString()).contains("revision 2");
    JsonNode gone =
        json(service.post("/api/posts/unpublish", all.replace("\"revision\":1", "\"revision\":2")))
            .get("items");
    assertThat(gone)
        .extracting(item -> item.get("outcome").asString())
        .containsExactly("refused", "done", "refused", "refused");
    assertThat(service.post("/api/posts/publish", "{\"posts\":[]}").statusCode()).isEqualTo(422);
    assertThat(service.post("/api/posts/publish", "{\"posts\":[null]}").statusCode())
        .isEqualTo(422);
  }

  @Test
  void schedulesAsksBackAndShowsWhatFailed() {
    HttpResponse<String> created =
        service.post("/api/posts", "{\"title\":\"Night\",\"body\":\"Text\"}");
    String path = path(created) + "/schedule";
    HttpResponse<String> twice =
        service.post(
            path, "{\"at\":\"2030-10-27T02:30\",\"zone\":\"Europe/Amsterdam\"}", etag(created));
    assertThat(twice.statusCode()).isEqualTo(422);
    assertThat(json(twice).get("type").asString()).endsWith("/local-time-unclear");
    assertThat(json(twice).get("choices"))
        .extracting(choice -> choice.asString())
        .containsExactly("2030-10-27T02:30:00+02:00", "2030-10-27T02:30:00+01:00");

    HttpResponse<String> scheduled =
        service.post(
            path,
            "{\"at\":\"2030-10-27T02:30:00+02:00\",\"zone\":\"Europe/Amsterdam\"}",
            etag(created));
    assertThat(json(scheduled).get("state").asString()).isEqualTo("SCHEDULED");
    assertThat(json(scheduled).at("/schedule/at").asString())
        .isEqualTo("2030-10-27T02:30:00+02:00");
    assertThat(json(scheduled).at("/schedule/action").asString()).isEqualTo("publish");
    assertThat(json(scheduled).at("/schedule/update").asString()).isEqualTo("first");
    HttpResponse<String> cancelled =
        service.send(service.request(path).header("If-Match", etag(scheduled)).DELETE());
    assertThat(json(cancelled).get("state").asString()).isEqualTo("DRAFT");
    assertThat(json(cancelled).get("schedule").isNull()).isTrue();
    assertThat(json(service.get("/api/schedule")).get("zone").asString()).isEqualTo("UTC");
    assertThat(service.post(path, "{\"at\":\"2030-10-27T02:30\"}").statusCode()).isEqualTo(428);
    for (String body : List.of("{}", "{\"at\":7}", "{\"at\":\"x\",\"action\":\"burn\"}")) {
      assertThat(service.post(path, body, etag(cancelled)).statusCode()).isBetween(400, 422);
    }
  }

  /** RELIABILITY B5. */
  @Test
  void letsExactlyOneOfManyEditorsWinEachRevision() throws Exception {
    int editors = 50;
    int savesEach = 20;
    HttpResponse<String> created = created();
    String path = path(created);
    AtomicInteger won = new AtomicInteger();
    Set<Integer> revisions = java.util.concurrent.ConcurrentHashMap.newKeySet();

    ExecutorService executor = Executors.newFixedThreadPool(editors);
    try {
      List<Callable<Void>> work =
          IntStream.range(0, editors)
              .<Callable<Void>>mapToObj(
                  editor ->
                      () -> {
                        String tag = etag(service.get(path));
                        for (int save = 0; save < savesEach; save++) {
                          HttpResponse<String> saved =
                              service.put(
                                  path, "{\"body\":\"%d/%d\"}".formatted(editor, save), tag);
                          assertThat(saved.statusCode()).isIn(200, 412);
                          if (saved.statusCode() == 200) {
                            won.incrementAndGet();
                            assertThat(revisions.add(json(saved).get("revision").asInt())).isTrue();
                          }
                          tag = etag(saved);
                        }
                        return null;
                      })
              .toList();
      for (Future<Void> done : executor.invokeAll(work)) {
        done.get();
      }
    } finally {
      executor.shutdownNow();
    }

    JsonNode post = json(service.get(path));
    assertThat(won).hasPositiveValue();
    assertThat(post.get("revision").asInt()).isEqualTo(1 + won.get());
    for (int revision : revisions) {
      assertThat(service.get(path + "/revisions/" + revision).statusCode()).isEqualTo(200);
    }
  }

  /** RELIABILITY B6. */
  @Test
  void createsOnceHoweverOftenTheSameRequestComes() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(10);
    try {
      for (int key = 0; key < 20; key++) {
        // A slug that is asked for is taken by the first of the ten.
        String slug = key % 2 == 0 ? "" : ",\"slug\":\"once-%d\"".formatted(key);
        String body = "{\"title\":\"%s\"%s}".formatted(title(), slug);
        HttpRequest request =
            service
                .request("/api/posts")
                .header("Idempotency-Key", "key-" + key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        Callable<HttpResponse<String>> send =
            () -> service.client().send(request, HttpResponse.BodyHandlers.ofString());

        Set<String> answers = new HashSet<>();
        for (Future<HttpResponse<String>> done :
            executor.invokeAll(Stream.generate(() -> send).limit(10).toList())) {
          assertThat(done.get().statusCode()).isEqualTo(201);
          answers.add(done.get().body() + etag(done.get()));
        }

        assertThat(answers).hasSize(1);
      }
    } finally {
      executor.shutdownNow();
    }
    assertProblem(
        service.send(
            service
                .request("/api/posts")
                .header("Idempotency-Key", "key-0")
                .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"Other\"}"))),
        422,
        "idempotency-key-reused");
  }
}
