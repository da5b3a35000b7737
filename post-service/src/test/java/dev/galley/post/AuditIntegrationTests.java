package dev.galley.post;

import static dev.galley.post.RunningService.etag;
import static dev.galley.post.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an owner can read of who did what. */
class AuditIntegrationTests {

  @AutoClose private static RunningService service;

  @BeforeAll
  static void start() {
    service = RunningService.ofItsOwn();
  }

  private static HttpResponse<String> delete(String path) {
    return service.send(service.request(path).header("If-Match", "*").DELETE());
  }

  private static HttpResponse<String> signIn(String secret) {
    return service.send(
        HttpRequest.newBuilder(service.uri("/api/session"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"token\":\"" + secret + "\"}")));
  }

  private static List<String> actions() {
    List<String> actions = new ArrayList<>();
    json(service.get("/api/audit"))
        .get("items")
        .forEach(entry -> actions.add(entry.get("action").asString()));
    return actions;
  }

  @Test
  void tellsWhoDidWhatFromWhere() {
    JsonNode token = json(service.post("/api/tokens", "{\"name\":\"Robot\",\"role\":\"editor\"}"));
    String cookie = signIn(token.get("token").asString()).headers().firstValue("Set-Cookie").get();
    service.send(
        HttpRequest.newBuilder(service.uri("/api/session"))
            .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
            .header("X-Galley-Editor", "1")
            .DELETE());
    signIn("glly_wrong");
    service.post("/api/sign-in-links", "");
    HttpResponse<String> post = service.post("/api/posts", "{\"title\":\"Secret plans\"}");
    String id = json(post).get("id").asString();
    assertThat(etag(post)).isNotEmpty();
    assertThat(delete("/api/posts/" + id).statusCode()).isEqualTo(204);
    service.get("/api/export");
    service.send(
        service
            .request("/api/import")
            .setHeader("Content-Type", "application/zip")
            .POST(BodyPublishers.ofString("no zip")));
    service
        .store()
        .database()
        .getCollection("failures")
        .insertOne(
            new Document("_id", "f1")
                .append("postId", id)
                .append("revision", 2L)
                .append("step", "page")
                .append("reason", "x")
                .append("attempt", 1)
                .append("at", new java.util.Date()));
    assertThat(delete("/api/failures/f1").statusCode()).isEqualTo(204);
    assertThat(
            service
                .post(
                    "/api/audit",
                    "{\"action\":\"webhook-created\",\"subject\":\"w1\",\"detail\":\"example.org\"}")
                .statusCode())
        .isEqualTo(204);
    assertThat(delete("/api/tokens/" + token.get("id").asString()).statusCode()).isEqualTo(204);

    assertThat(actions())
        .containsExactly(
            "token-revoked",
            "webhook-created",
            "failure-dismissed",
            "imported",
            "exported",
            "post-deleted",
            "sign-in-link-created",
            "sign-in-failed",
            "signed-out",
            "signed-in",
            "token-created");
    JsonNode items = json(service.get("/api/audit")).get("items");
    JsonNode signedIn = items.get(9);
    assertThat(signedIn.at("/by/name").asString()).isEqualTo("Robot");
    assertThat(signedIn.at("/by/id")).isEqualTo(token.get("id"));
    assertThat(signedIn.get("from").asString()).isEqualTo("127.0.0.1");
    assertThat(items.get(7).get("by").isNull()).isTrue();
    assertThat(items.get(0).at("/by/id").asString()).isEqualTo("local");
    assertThat(items.get(5).get("subject").asString()).isEqualTo(id);
    assertThat(items.toString())
        .doesNotContain("Secret plans", "glly_wrong", token.get("token").asString());
    assertThat(json(service.get("/api/audit?limit=4")).get("items").size()).isEqualTo(4);
    String next = json(service.get("/api/audit?limit=4")).get("next").asString();
    assertThat(json(service.get("/api/audit?limit=1&cursor=" + next)).at("/items/0"))
        .isEqualTo(items.get(4));
  }

  @Test
  void refusesACursorThatNoListGave() {
    assertThat(service.get("/api/audit?cursor=x").statusCode()).isEqualTo(400);
  }

  @Test
  void takesFromOtherServicesWhatIsTheirs() {
    for (String own : List.of("signed-in", "token-created", "0", "WEBHOOK_CREATED")) {
      assertThat(
              service
                  .post("/api/audit", "{\"action\":\"" + own + "\",\"subject\":\"x\"}")
                  .statusCode())
          .as(own)
          .isIn(400, 422);
    }
  }

  @Test
  void isNeverChanged() {
    assertThat(service.send(service.request("/api/audit").DELETE()).statusCode()).isEqualTo(405);
    assertThat(service.post("/api/audit/1", "{}").statusCode()).isEqualTo(404);
  }
}
