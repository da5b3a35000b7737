package dev.galley.post;

import static dev.galley.post.RunningService.etag;
import static dev.galley.post.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.post.store.PostObserver;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Several people on one post, over HTTP. */
class TogetherIntegrationTests {

  private static final String BODY = "We asked for consent.\n\nJames gave a talk in Bristol.";

  private static RunningService service;
  private static RunningService another;
  private static String anna;
  private static String ben;

  private String id;
  private String notes;

  @BeforeAll
  static void start() {
    service = new RunningService();
    another = service.another();
    anna = token("Anna");
    ben = token("Ben");
  }

  @AfterAll
  static void stop() {
    another.close();
    service.close();
  }

  private static String token(String name) {
    return json(service.post(
            "/api/tokens", "{\"name\":\"%s\",\"role\":\"editor\"}".formatted(name)))
        .get("token")
        .asString();
  }

  @BeforeEach
  void createAPost() {
    id =
        json(service.post(
                "/api/posts",
                "{\"title\":\"Together\",\"body\":\"%s\"}".formatted(BODY.replace("\n", "\\n"))))
            .get("id")
            .asString();
    notes = "/api/posts/" + id + "/notes";
  }

  private static HttpResponse<String> send(
      String who, String method, String path, String body, String ifMatch) {
    HttpRequest.Builder request =
        service
            .request(path)
            .setHeader("Authorization", "Bearer " + who)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!ifMatch.isEmpty()) {
      request.header("If-Match", ifMatch);
    }
    return service.send(request);
  }

  private HttpResponse<String> noted(String who, String text) {
    return send(who, "POST", notes, "{\"text\":\"%s\"}".formatted(text), "");
  }

  private static String at(HttpResponse<String> created) {
    return created.headers().firstValue("Location").orElseThrow();
  }

  private void rewrite(String body) {
    HttpResponse<String> post = service.get("/api/posts/" + id);
    assertThat(
            service
                .patch(
                    "/api/posts/" + id,
                    "{\"body\":\"%s\"}".formatted(body.replace("\n", "\\n")),
                    etag(post))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aNoteStaysAtItsPassageWhileThatMovesAndIsShownWithoutItThen() {
    int start = BODY.indexOf("Bristol");
    HttpResponse<String> made =
        send(
            anna,
            "POST",
            notes,
            """
            {"text": "Or Bath?", "anchor": {"exact": "Bristol", "prefix": "James gave a talk in ",
             "suffix": ".", "start": %d}}"""
                .formatted(start),
            "");

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(json(made).at("/by/name").asString()).isEqualTo("Anna");
    assertThat(json(made).at("/place/start").asInt()).isEqualTo(start);
    assertThat(service.get(at(made)).body()).isEqualTo(made.body());
    rewrite("James gave a talk in Bristol.\n\nWe asked for consent.");
    assertThat(json(service.get(notes)).at("/items/0/place/start").asInt()).isEqualTo(21);
    rewrite("We asked for consent.");
    assertThat(json(service.get(notes)).at("/items/0/place").isNull()).isTrue();
    assertThat(json(service.get(notes)).at("/items/0/anchor/exact").asString())
        .isEqualTo("Bristol");
  }

  @Test
  void anybodyResolvesAndOpensANoteAgainAndOnlyItsAuthorRewordsOrDeletesIt() {
    HttpResponse<String> made = noted(anna, "Too long?");
    String note = at(made);

    assertThat(send(ben, "PATCH", note, "{\"text\":\"No\"}", etag(made)).statusCode())
        .isEqualTo(403);
    assertThat(send(ben, "DELETE", note, "", etag(made)).statusCode()).isEqualTo(403);
    HttpResponse<String> resolved = send(ben, "POST", note + "/resolve", "", etag(made));
    assertThat(json(resolved).at("/resolved/by/name").asString()).isEqualTo("Ben");
    assertThat(json(service.get(notes + "?resolved=false")).get("items")).isEmpty();
    assertThat(json(service.get(notes + "?resolved=true")).get("items")).hasSize(1);
    HttpResponse<String> open = send(anna, "POST", note + "/reopen", "", etag(resolved));
    assertThat(json(open).get("resolved").isNull()).isTrue();
    HttpResponse<String> reworded =
        send(anna, "PATCH", note, "{\"text\":\" Shorter? \"}", etag(open));
    assertThat(json(reworded).get("text").asString()).isEqualTo("Shorter?");
    assertThat(json(reworded).get("editedAt").isNull()).isFalse();
    assertThat(send(anna, "DELETE", note, "", etag(reworded)).statusCode()).isEqualTo(204);
    assertThat(service.get(note).statusCode()).isEqualTo(404);
  }

  @Test
  void whoChangesANoteNamesTheRevisionThatTheySaw() {
    HttpResponse<String> made = noted(anna, "One");
    send(anna, "PATCH", at(made), "{\"text\":\"Two\"}", etag(made));

    HttpResponse<String> late = send(ben, "POST", at(made) + "/resolve", "", etag(made));
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(etag(late)).isEqualTo("\"2\"");
    assertThat(send(ben, "POST", at(made) + "/resolve", "", "").statusCode()).isEqualTo(428);
  }

  @Test
  void repliesOfManyAtOnceAreAllKeptUpToTheLimit() {
    String note = at(noted(anna, "Who comes?"));
    List<CompletableFuture<Integer>> sent =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            (i % 2 == 0 ? service : another)
                                .post(note + "/replies", "{\"text\":\"I " + i + "\"}")
                                .statusCode()))
            .toList();
    assertThat(sent).allSatisfy(reply -> assertThat(reply.join()).isEqualTo(201));
    assertThat(json(service.get(note)).get("replies")).hasSize(8);

    for (int i = 8; i < 20; i++) {
      send(ben, "POST", note + "/replies", "{\"text\":\"More\"}", "");
    }
    HttpResponse<String> full = send(ben, "POST", note + "/replies", "{\"text\":\"!\"}", "");
    assertThat(full.statusCode()).isEqualTo(409);
    JsonNode all = json(service.get(note));
    String last = note + "/replies/" + all.at("/replies/19/id").asString();
    String tag = "\"" + all.get("revision").asLong() + "\"";
    assertThat(send(anna, "DELETE", last, "", tag).statusCode()).isEqualTo(403);
    assertThat(json(send(ben, "DELETE", last, "", tag)).get("replies")).hasSize(19);
  }

  @Test
  void refusesWhatIsNoNote() {
    for (String body :
        List.of(
            "{}",
            "{\"text\":\" \"}",
            "{\"text\":\"" + "x".repeat(2_001) + "\"}",
            "{\"text\":\"a\\u0000b\"}",
            "{\"text\":\"x\",\"anchor\":{\"exact\":\"\"}}",
            "{\"text\":\"x\",\"anchor\":{\"exact\":\"x\",\"start\":-1}}")) {
      assertThat(send(anna, "POST", notes, body, "").statusCode()).as(body).isEqualTo(422);
    }
    assertThat(send(anna, "POST", "/api/posts/none/notes", "{\"text\":\"x\"}", "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void listsPageByPageAndSaysWhenNothingIsNew() {
    List<String> made =
        Stream.of("One", "Two", "Three").map(text -> at(noted(anna, text))).toList();
    List<String> listed = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = json(service.get(notes + "?limit=2" + next));
      page.get("items").forEach(note -> listed.add(notes + "/" + note.get("id").asString()));
      next = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asString();
    } while (!next.isEmpty());
    assertThat(listed).containsExactlyElementsOf(made);

    String tag = etag(service.get(notes));
    assertThat(service.send(service.request(notes).header("If-None-Match", tag)).statusCode())
        .isEqualTo(304);
    send(ben, "POST", made.get(0) + "/replies", "{\"text\":\"x\"}", "");
    assertThat(service.send(service.request(notes).header("If-None-Match", tag)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aPostHasOnlySoManyNotesAndNoneOnceItIsErased() {
    for (int i = 0; i < 200; i++) {
      noted(anna, "Note " + i);
    }
    assertThat(noted(ben, "One more").statusCode()).isEqualTo(409);

    ((PostObserver) service.bean("openPosts")).purged(id);
    assertThat(json(service.get(notes)).get("items")).isEmpty();
  }

  @Test
  void whoHasThePostOpenIsSeenAtOtherInstancesUntilTheyCloseIt() {
    List<String> told = new CopyOnWriteArrayList<>();
    CompletableFuture<HttpResponse<Stream<String>>> annas = follow(service, anna, told);
    List<String> tellsBen = new CopyOnWriteArrayList<>();
    follow(another, ben, tellsBen);

    await().untilAsserted(() -> assertThat(newest(told, "people")).contains("Anna", "Ben"));
    await().untilAsserted(() -> assertThat(newest(tellsBen, "people")).contains("Anna", "Ben"));
    String tag = newest(tellsBen, "notes");
    noted(anna, "Look");
    await().untilAsserted(() -> assertThat(newest(tellsBen, "notes")).isNotEqualTo(tag));
    rewrite("New.");
    await().untilAsserted(() -> assertThat(newest(tellsBen, "post")).contains("\"revision\":2"));

    annas.join().body().close();
    await()
        .untilAsserted(
            () -> assertThat(newest(tellsBen, "people")).contains("Ben").doesNotContain("Anna"));
    assertThat(names(json(service.get("/api/posts/" + id + "/presence")))).containsExactly("Ben");
  }

  private static List<String> names(JsonNode list) {
    return StreamSupport.stream(list.get("items").spliterator(), false)
        .map(person -> person.get("name").asString())
        .toList();
  }

  private CompletableFuture<HttpResponse<Stream<String>>> follow(
      RunningService instance, String who, List<String> lines) {
    CompletableFuture<HttpResponse<Stream<String>>> stream =
        instance
            .client()
            .sendAsync(
                instance
                    .request("/api/posts/" + id + "/presence")
                    .setHeader("Authorization", "Bearer " + who)
                    .header("Accept", "text/event-stream")
                    .build(),
                HttpResponse.BodyHandlers.ofLines());
    stream.thenAcceptAsync(
        response -> {
          try {
            response.body().forEach(lines::add);
          } catch (java.io.UncheckedIOException closed) {
            lines.add("closed");
          }
        });
    return stream;
  }

  /** The data of the last event of a name. */
  private static String newest(List<String> lines, String event) {
    List<String> seen = List.copyOf(lines);
    int at = seen.lastIndexOf("event:" + event);
    return at < 0 || at + 1 == seen.size() ? "" : seen.get(at + 1);
  }

  @Test
  void comparesAnyTwoStatesAndGoesBackToWhatIsLive() {
    String post = "/api/posts/" + id;
    HttpResponse<String> published = service.post(post + "/publish", "", "\"1\"");
    rewrite("Another text.");

    JsonNode compared = json(service.get(post + "/comparison?from=live"));
    assertThat(compared.get("changed")).hasSize(1);
    assertThat(compared.at("/changed/0").asString()).isEqualTo("body");
    assertThat(compared.at("/from/content/body").asString()).isEqualTo(BODY);
    assertThat(compared.at("/to/content/body").asString()).isEqualTo("Another text.");
    assertThat(json(service.get(post + "/comparison?from=1&to=2")).get("changed")).isEmpty();
    assertThat(service.get(post + "/comparison?from=9").statusCode()).isEqualTo(404);
    assertThat(service.get(post + "/comparison?from=x").statusCode()).isEqualTo(400);

    assertThat(service.post(post + "/reset", "", etag(published)).statusCode()).isEqualTo(412);
    HttpResponse<String> reset = service.post(post + "/reset", "", "\"3\"");
    assertThat(json(reset).get("body").asString()).isEqualTo(BODY);
    assertThat(json(reset).get("unpublishedChanges").asBoolean()).isFalse();
    assertThat(json(service.get(post + "/revisions")).at("/items/0/note").asString())
        .isEqualTo("what is live: revision 2");
  }

  @Test
  void aTemplateBeginsPostsAndIsNeverPublished() {
    String post = "/api/posts/" + id;
    HttpResponse<String> titled =
        service.patch(post, "{\"title\":\"Week {week} of {author}\",\"tags\":[\"x\"]}", "\"1\"");
    HttpResponse<String> made = service.put(post + "/template", "", etag(titled));
    assertThat(json(made).get("state").asString()).isEqualTo("TEMPLATE");
    assertThat(service.post(post + "/publish", "", etag(made)).statusCode()).isEqualTo(409);
    assertThat(json(service.get("/api/posts?state=TEMPLATE")).get("items")).hasSize(1);

    assertThat(json(service.get("/api/templates")).get("items"))
        .anySatisfy(
            template -> {
              assertThat(template.get("name").asString()).isEqualTo(id);
              assertThat(template.get("post").isNull()).isTrue();
            });
    JsonNode filled =
        json(service.get("/api/templates/" + id + "?date=2017-11-06&author=chris-roos"));
    assertThat(filled.at("/post/title").asString()).isEqualTo("Week 460 of chris-roos");
    assertThat(filled.at("/post/body").asString()).isEqualTo(BODY);
    JsonNode begun = json(service.post("/api/posts", filled.get("post").toString()));
    assertThat(begun.get("slug").asString()).isEqualTo("week-460-of-chris-roos");
    assertThat(begun.get("state").asString()).isEqualTo("DRAFT");

    HttpResponse<String> draft =
        send(RunningService.TOKEN, "DELETE", post + "/template", "", etag(made));
    assertThat(service.get("/api/templates/" + id).statusCode()).isEqualTo(404);
    HttpResponse<String> published = service.post(post + "/publish", "", etag(draft));
    assertThat(published.statusCode()).isEqualTo(200);
    assertThat(service.put(post + "/template", "", etag(published)).statusCode()).isEqualTo(409);
  }
}
