package dev.galley.feed.webhook;

import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.galley.event.Update;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.announcement.Machinery;
import dev.galley.feed.http.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookControllerTests {

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private WebhookMachinery webhooks;
  private Machinery deliveries;
  private MockMvc web;

  @BeforeEach
  void start() {
    webhooks = new WebhookMachinery(database.get());
    deliveries = webhooks.machinery;
    web =
        MockMvcBuilders.standaloneSetup(
                new WebhookController(
                    webhooks.managing,
                    webhooks.channel,
                    webhooks.messages,
                    deliveries.first().log,
                    webhooks.time))
            .setControllerAdvice(new WebhookProblems())
            .build();
  }

  @Test
  void showsTheSecretOnceAndKeepsItSealed() throws Exception {
    JsonNode created = create("{\"url\":\"https://a.example/x\",\"tags\":[\"kafka\"]}");

    assertThat(created.path("secret").asString()).startsWith("whsec_");
    assertThat(created.path("name").asString()).isEqualTo("a.example");
    web.perform(get("/api/webhooks/" + created.path("id").asString()))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.secret").doesNotExist())
        .andExpect(jsonPath("$.enabled").value(true));
    web.perform(get("/api/webhooks")).andExpect(jsonPath("$.items.length()").value(1));
    assertThat(webhooks.webhooks.all().get(0).secrets().get(0).sealed())
        .doesNotContain(created.path("secret").asString().substring(6));
  }

  @Test
  void refusesWhatMayNotBeCalledAndWhatDoesNotExist() throws Exception {
    for (String body :
        new String[] {
          "{\"url\":\"http://a.example/x\"}",
          "{\"url\":\"https://u:p@a.example/x\"}",
          "{\"url\":\"https://a.example:99999/x\"}",
          "{\"url\":\"https://a.example/x\",\"types\":[\"post.exploded\"]}"
        }) {
      web.perform(json(post("/api/webhooks"), body))
          .andExpect(status().is(422))
          .andExpect(jsonPath("$.type").value("/problems/invalid"))
          .andExpect(jsonPath("$.errors[0].field").exists());
    }
    web.perform(get("/api/webhooks/none")).andExpect(status().isNotFound());
    web.perform(post("/api/webhooks/none/test")).andExpect(status().isNotFound());
    web.perform(delete("/api/webhooks/none")).andExpect(status().isNotFound());
    assertThat(webhooks.webhooks.all()).isEmpty();
  }

  @Test
  void allowsAConfiguredNumberOfThem() throws Exception {
    for (int i = 0; i < 10; i++) {
      create("{\"url\":\"https://a.example/x\"}");
    }

    web.perform(json(post("/api/webhooks"), "{\"url\":\"https://a.example/x\"}"))
        .andExpect(status().isConflict());
  }

  @Test
  void changesAndRemoves() throws Exception {
    String id = create("{\"url\":\"https://a.example/x\"}").path("id").asString();

    web.perform(json(patch("/api/webhooks/" + id), "{\"name\":\"Shop\",\"enabled\":false}"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.name").value("Shop"))
        .andExpect(jsonPath("$.url").value("https://a.example/x"))
        .andExpect(jsonPath("$.enabled").value(false))
        .andExpect(jsonPath("$.disabledReason").exists());
    web.perform(json(patch("/api/webhooks/" + id), "{\"enabled\":true}"))
        .andExpect(jsonPath("$.enabled").value(true))
        .andExpect(jsonPath("$.disabledReason").isEmpty());
    web.perform(delete("/api/webhooks/" + id)).andExpect(status().isNoContent());
    web.perform(get("/api/webhooks/" + id)).andExpect(status().isNotFound());
  }

  @Test
  void hidesFromReadersWhatAnAddressHoldsOfSecrets() throws Exception {
    String url = "https://hooks.example:8443/services/T0/B0/secret?key=secret";
    String id = create("{\"url\":\"" + url + "\"}").path("id").asString();
    create("{\"url\":\"https://b.example/secret\"}");

    for (String path : List.of("/api/webhooks", "/api/webhooks/" + id)) {
      String seen =
          web.perform(get(path).principal(holderOf("read")))
              .andReturn()
              .getResponse()
              .getContentAsString();
      assertThat(seen).contains("https://hooks.example:8443/ser…").doesNotContain("secret?", "T0");
      assertThat(
              web.perform(get(path).principal(holderOf("change")))
                  .andReturn()
                  .getResponse()
                  .getContentAsString())
          .contains(url);
    }
    assertThat(read(web.perform(get("/api/webhooks"))).at("/items/1/url").asString())
        .isEqualTo("https://b.example/…");
  }

  private static Authentication holderOf(String right) {
    return new TestingAuthenticationToken("x", "", right);
  }

  @Test
  void recordsEachChangeAndNothingThatIsRefused() throws Exception {
    String id = create("{\"url\":\"https://a.example/secret\"}").path("id").asString();
    web.perform(json(post("/api/webhooks"), "{\"url\":\"http://a.example/x\"}"));
    web.perform(json(patch("/api/webhooks/" + id), "{\"enabled\":false}"));
    web.perform(json(patch("/api/webhooks/" + id), "{\"types\":[\"post.exploded\"]}"));
    web.perform(post("/api/webhooks/" + id + "/rotate"));
    web.perform(post("/api/webhooks/none/rotate"));
    web.perform(delete("/api/webhooks/" + id));
    web.perform(delete("/api/webhooks/" + id));

    assertThat(webhooks.recorded)
        .containsExactly(
            "webhook-created: a.example, https://a.example/…",
            "webhook-changed: a.example, https://a.example/…, switched off",
            "webhook-changed: a.example, https://a.example/…, a new secret",
            "webhook-removed: a.example, https://a.example/…, switched off");
  }

  @Test
  void logsDeliveriesAndSendsThemAgain() throws Exception {
    String id = create("{\"url\":\"https://a.example/x\"}").path("id").asString();
    for (int i = 0; i < 3; i++) {
      deliveries.live(published("post-" + i, 1, Update.FIRST));
    }

    JsonNode first = read(web.perform(get("/api/webhooks/" + id + "/deliveries?limit=2")));
    assertThat(first.path("items").size()).isEqualTo(2);
    assertThat(first.path("items").path(0).path("state").asString()).isEqualTo("delivered");
    assertThat(first.path("items").path(0).path("title").asString()).isEqualTo("Week 459");
    JsonNode rest =
        read(
            web.perform(
                get("/api/webhooks/" + id + "/deliveries?limit=2")
                    .queryParam("cursor", first.path("next").asString())));
    assertThat(rest.path("next").isNull()).isTrue();

    assertThat(first.at("/items/0/payload").isNull()).isTrue();
    web.perform(get("/api/webhooks/" + id + "/deliveries?cursor=x"))
        .andExpect(status().isBadRequest());
    for (String limit : List.of("0", "-1", "201")) {
      web.perform(get("/api/webhooks/" + id + "/deliveries?limit=" + limit))
          .andExpect(status().isBadRequest());
    }

    String delivery = first.path("items").path(0).path("id").asString();
    web.perform(get("/api/webhooks/{id}/deliveries/{delivery}", id, delivery))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.payload").value(webhooks.calls.get(2).body()));
    web.perform(post("/api/webhooks/{id}/deliveries/{delivery}/resend", id, delivery))
        .andExpect(status().isAccepted());
    assertThat(webhooks.calls).hasSize(4);
    String other = create("{\"url\":\"https://b.example/x\"}").path("id").asString();
    web.perform(post("/api/webhooks/{id}/deliveries/{delivery}/resend", other, delivery))
        .andExpect(status().isNotFound());
    web.perform(get("/api/webhooks/{id}/deliveries/{delivery}", other, delivery))
        .andExpect(status().isNotFound());
  }

  @Test
  void sendsAllThatFailedAgainOrAllSinceATime() throws Exception {
    String id = create("{\"url\":\"https://a.example/x\"}").path("id").asString();
    webhooks.script =
        call ->
            call == 1
                ? new Answer.Forbidden("leads to an address that is not public")
                : new Answer.Accepted(204, "");
    for (int i = 0; i < 3; i++) {
      deliveries.live(published("post-" + i, 1, Update.FIRST));
    }
    assertThat(webhooks.calls).hasSize(3);

    web.perform(post("/api/webhooks/" + id + "/resend"))
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.resent").value(1))
        .andExpect(jsonPath("$.next").isEmpty());
    assertThat(webhooks.calls).hasSize(4);

    web.perform(post("/api/webhooks/" + id + "/resend?since=2017-01-01T00:00:00Z"))
        .andExpect(jsonPath("$.resent").value(3));
    web.perform(post("/api/webhooks/" + id + "/resend?since=2099-01-01T00:00:00Z"))
        .andExpect(jsonPath("$.resent").value(0));
    assertThat(webhooks.calls).hasSize(7);
    assertThat(webhooks.calls)
        .extracting(call -> call.headers().get("webhook-id"))
        .as("ids")
        .filteredOn(webhooks.calls.get(0).headers().get("webhook-id")::equals)
        .hasSize(3);
  }

  @Test
  void pingsAndRotates() throws Exception {
    JsonNode created = create("{\"url\":\"https://a.example/x\"}");
    String id = created.path("id").asString();

    web.perform(post("/api/webhooks/" + id + "/test"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.state").value("delivered"))
        .andExpect(jsonPath("$.attempts[0].status").value(204));
    JsonNode rotated = read(web.perform(post("/api/webhooks/" + id + "/rotate")));
    assertThat(rotated.path("secret").asString())
        .startsWith("whsec_")
        .isNotEqualTo(created.path("secret").asString());
    assertThat(rotated.path("previousExpiresAt").isNull()).isFalse();
  }

  private JsonNode create(String body) throws Exception {
    return read(
        web.perform(json(post("/api/webhooks"), body))
            .andExpect(status().isCreated())
            .andExpect(header().exists("Location")));
  }

  private static MockHttpServletRequestBuilder json(
      MockHttpServletRequestBuilder request, String body) {
    return request.contentType(MediaType.APPLICATION_JSON).content(body);
  }

  private static JsonNode read(org.springframework.test.web.servlet.ResultActions actions)
      throws Exception {
    return JsonMapper.shared().readTree(actions.andReturn().getResponse().getContentAsByteArray());
  }
}
