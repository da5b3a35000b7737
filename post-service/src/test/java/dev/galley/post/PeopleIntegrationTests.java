package dev.galley.post;

import static dev.galley.post.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** People, their links, sessions and tokens as clients meet them. */
class PeopleIntegrationTests {

  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

  @AutoClose private final RunningService service = new RunningService();

  private JsonNode invited(String name, String role) {
    HttpResponse<String> created =
        service.post(
            "/api/people",
            "{\"name\":\"%1$s\",\"email\":\"%1$s@example.org\",\"role\":\"%2$s\"}"
                .formatted(name, role));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return json(created);
  }

  /** The cookie of a browser that follows somebody's link. */
  private String signedIn(JsonNode person) {
    HttpResponse<String> link =
        service.post("/api/people/" + person.get("id").asString() + "/sign-in-link", "");
    assertThat(json(link).get("mailed").asBoolean()).isFalse();
    return service.follow(json(link).get("url").asString()).orElseThrow();
  }

  private HttpResponse<String> as(String cookie, String method, String path, String body) {
    return service.send(
        HttpRequest.newBuilder(service.uri(path))
            .header("Cookie", cookie)
            .header("X-Galley-Editor", "1")
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> as(String cookie, String path) {
    return as(cookie, "GET", path, "");
  }

  @Test
  void signsInWhoeverIsInvitedOnceAndNamesThemInAllThatTheyDo() {
    JsonNode renee = invited("Renée", "author");
    HttpResponse<String> link =
        service.post("/api/people/" + renee.get("id").asString() + "/sign-in-link", "");
    String cookie = service.follow(json(link).get("url").asString()).orElseThrow();
    assertThat(service.follow(json(link).get("url").asString())).as("a second time").isEmpty();

    HttpResponse<String> created = as(cookie, "POST", "/api/posts", "{\"title\":\"Week 460\"}");

    assertThat(renee.get("slug").asString()).isEqualTo("renee");
    assertThat(json(created).at("/authors/0").asString()).isEqualTo("renee");
    JsonNode revision =
        json(as(cookie, "/api/posts/" + json(created).get("id").asString() + "/revisions"))
            .at("/items/0");
    assertThat(revision.get("by").asString()).isEqualTo("Renée");
    assertThat(revision.get("byId").asString()).isEqualTo(renee.get("id").asString());
    JsonNode self = json(as(cookie, "/api/tokens/current"));
    assertThat(self.get("role").asString()).isEqualTo("author");
    assertThat(self.at("/person/email").asString()).isEqualTo("Renée@example.org");
    assertThat(json(service.get("/api/audit")).get("items"))
        .anySatisfy(
            entry -> {
              assertThat(entry.get("action").asString()).isEqualTo("signed-in");
              assertThat(entry.get("detail").asString()).isEqualTo("by a link");
              assertThat(entry.at("/by/person").asString()).isEqualTo(renee.get("id").asString());
            });
    assertThat(json(as(cookie, "/api/templates")).at("/items/0/post/authors/0").asString())
        .isEqualTo("renee");
  }

  @Test
  void endsEverythingOfWhoeverIsRemoved() {
    JsonNode renee = invited("Renée", "editor");
    String cookie = signedIn(renee);
    String token =
        json(as(
                cookie,
                "POST",
                "/api/people/me/tokens",
                "{\"name\":\"laptop\",\"role\":\"owner\"}"))
            .get("token")
            .asString();
    HttpRequest.Builder byToken =
        HttpRequest.newBuilder(service.uri("/api/tokens/current"))
            .header("Authorization", "Bearer " + token);
    assertThat(json(service.send(byToken)).get("role").asString()).isEqualTo("editor");

    HttpResponse<String> removed =
        service.send(
            service
                .request("/api/people/" + renee.get("id").asString())
                .header("If-Match", "\"1\"")
                .DELETE());

    assertThat(removed.statusCode()).isEqualTo(204);
    assertThat(as(cookie, "/api/posts").statusCode()).isEqualTo(401);
    assertThat(service.send(byToken).statusCode()).isEqualTo(401);
  }

  @Test
  void letsALesserTokenOfAPersonMakeNothingGreater() {
    String cookie = signedIn(invited("Renée", "owner"));
    String token =
        json(as(
                cookie,
                "POST",
                "/api/people/me/tokens",
                "{\"name\":\"script\",\"role\":\"author\"}"))
            .get("token")
            .asString();

    for (String path : List.of("tokens", "passkeys/options", "passkeys")) {
      assertThat(
              service
                  .send(
                      HttpRequest.newBuilder(service.uri("/api/people/me/" + path))
                          .header("Authorization", "Bearer " + token)
                          .header("Content-Type", "application/json")
                          .POST(BodyPublishers.ofString("{\"name\":\"x\",\"role\":\"owner\"}")))
                  .statusCode())
          .as(path)
          .isEqualTo(403);
    }
  }

  @Test
  void tellsEMailAddressesToOwnersAndToOneself() {
    JsonNode renee = invited("Renée", "author");
    invited("Bert", "editor");
    String cookie = signedIn(renee);

    String seen = as(cookie, "/api/people").body();

    assertThat(seen).contains("Bert", "Renée@example.org").doesNotContain("Bert@example.org");
    assertThat(service.get("/api/people").body()).contains("Bert@example.org");
  }

  @Test
  void changesOneselfButGivesOneselfNoRights() {
    String cookie = signedIn(invited("Renée", "author"));
    HttpResponse<String> self = as(cookie, "/api/people/me");
    HttpRequest.Builder change =
        HttpRequest.newBuilder(service.uri("/api/people/me"))
            .header("Cookie", cookie)
            .header("X-Galley-Editor", "1")
            .header("Content-Type", "application/json");

    assertThat(change(change, "{\"slug\":\"chris-roos\"}").statusCode()).isEqualTo(428);
    change.header("If-Match", RunningService.etag(self));
    assertThat(change(change, "{\"role\":\"owner\"}").statusCode()).isEqualTo(400);
    // Whoever has an address can sign in by it, so that it is theirs has to be confirmed.
    assertThat(change(change, "{\"email\":\"victim@example.org\"}").statusCode()).isEqualTo(422);
    HttpResponse<String> changed = change(change, "{\"slug\":\"Chris-Roos\",\"email\":\"\"}");
    assertThat(json(changed).get("slug").asString()).isEqualTo("chris-roos");
    assertThat(json(changed).has("email")).isFalse();
    assertThat(change(change, "{\"name\":\"R\"}").statusCode()).isEqualTo(412);
  }

  private HttpResponse<String> change(HttpRequest.Builder request, String body) {
    return service.send(request.method("PATCH", BodyPublishers.ofString(body)));
  }

  @Test
  void makesTheFirstOwnerOfWhoeverHoldsTheFirstToken() {
    String wish = "{\"name\":\"Chris Roos\",\"slug\":\"chris-roos\"}";
    String before =
        service
            .follow(
                "#token=" + json(service.post("/api/sign-in-links", "")).get("token").asString())
            .orElseThrow();
    assertThat(json(as(before, "/api/tokens/current")).get("person").isNull()).isTrue();

    HttpResponse<String> first = as(before, "POST", "/api/people/me", wish);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(json(as(before, "/api/people/me")).get("role").asString()).isEqualTo("owner");
    assertThat(service.post("/api/people/me", wish).statusCode()).isEqualTo(409);
    String later =
        service
            .follow(
                "#token=" + json(service.post("/api/sign-in-links", "")).get("token").asString())
            .orElseThrow();
    assertThat(json(as(later, "/api/people/me")).get("slug").asString()).isEqualTo("chris-roos");
    // The token itself stays the machine's.
    assertThat(service.get("/api/people/me").statusCode()).isEqualTo(404);
    HttpResponse<String> removed =
        service.send(service.request("/api/people/first").header("If-Match", "\"1\"").DELETE());
    assertThat(removed.statusCode()).isEqualTo(409);
    assertThat(removed.body()).contains("/problems/last-owner");
  }

  @Test
  void listsAndEndsSessions() {
    JsonNode renee = invited("Renée", "author");
    String one = signedIn(renee);
    String other = signedIn(renee);
    JsonNode sessions = json(as(one, "/api/people/me/sessions")).get("items");
    assertThat(sessions).hasSize(2);
    assertThat(sessions.at("/0/current").asBoolean()).isTrue();
    String strangers = signedIn(invited("Bert", "owner"));
    String path = "/api/people/me/sessions/" + sessions.at("/1/id").asString();
    assertThat(as(strangers, "DELETE", path, "").statusCode()).isEqualTo(404);

    assertThat(as(one, "DELETE", path, "").statusCode()).isEqualTo(204);

    assertThat(as(other, "/api/posts").statusCode()).isEqualTo(401);
    assertThat(as(one, "DELETE", "/api/people/me/sessions", "").statusCode()).isEqualTo(204);
    assertThat(as(one, "/api/posts").statusCode()).isEqualTo(401);
    assertThat(as(strangers, "/api/posts").statusCode()).isEqualTo(200);
  }

  @Test
  void letsAnAuthorBringNoRemovedFileBack() {
    String author = signedIn(invited("Renée", "author"));
    String editor = signedIn(invited("Chris", "editor"));
    HttpResponse<String> added = added(author);
    String path = json(added).get("path").asString();
    assertThat(added(author).statusCode()).as("what is there").isEqualTo(201);
    assertThat(as(editor, "DELETE", "/api/assets/" + path, "").statusCode()).isEqualTo(204);

    assertThat(as(author, "POST", "/api/assets/restore/" + path, "").statusCode()).isEqualTo(403);
    assertThat(added(author).statusCode()).isEqualTo(409);
    assertThat(added(editor).statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> added(String cookie) {
    return service.send(
        HttpRequest.newBuilder(service.uri("/api/assets?name=dot.png"))
            .header("Cookie", cookie)
            .header("X-Galley-Editor", "1")
            .header("Content-Type", "image/png")
            .POST(BodyPublishers.ofByteArray(Base64.getDecoder().decode(PIXEL))));
  }

  @Test
  void letsAnAuthorWriteAndPublishButNotDeleteOrImport() {
    String cookie = signedIn(invited("Renée", "author"));
    String id = json(as(cookie, "POST", "/api/posts", "{\"title\":\"x\"}")).get("id").asString();

    assertThat(as(cookie, "DELETE", "/api/posts/" + id, "").statusCode()).isEqualTo(403);
    assertThat(as(cookie, "POST", "/api/import", "").statusCode()).isEqualTo(403);
    assertThat(as(cookie, "POST", "/api/people", "{}").statusCode()).isEqualTo(403);
    assertThat(as(cookie, "/api/audit").statusCode()).isEqualTo(403);
    assertThat(as(cookie, "POST", "/api/posts/" + id + "/publish", "{}").statusCode())
        .isEqualTo(428);
  }

  @Test
  void refusesPasskeysThatAnswerNothing() {
    String cookie = signedIn(invited("Renée", "author"));
    JsonNode options = json(as(cookie, "POST", "/api/people/me/passkeys/options", ""));
    assertThat(options.at("/rp/id").asString()).isEqualTo("localhost");
    assertThat(options.at("/user/displayName").asString()).isEqualTo("Renée");
    assertThat(options.at("/authenticatorSelection/userVerification").asString())
        .isEqualTo("required");
    assertThat(options.get("challenge").asString()).hasSize(43);

    HttpResponse<String> refused =
        as(
            cookie,
            "POST",
            "/api/people/me/passkeys",
            "{\"label\":\"x\",\"credential\":{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{}}}");

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    HttpRequest.Builder signIn =
        HttpRequest.newBuilder(service.uri("/api/session/passkey"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"credential\":{\"id\":\"AA\"}}"));
    assertThat(service.send(signIn).statusCode()).isEqualTo(401);
    assertThat(service.send(signIn.copy().header("Origin", "https://evil.example")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void asksForNoMailWhereNoneIsSent() {
    HttpRequest.Builder ask =
        HttpRequest.newBuilder(service.uri("/api/session/link"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"email\":\"a@example.org\"}"));

    assertThat(service.send(ask).statusCode()).isEqualTo(409);
    assertThat(json(service.get("/api/session")).get("mail").asBoolean()).isFalse();
  }
}
