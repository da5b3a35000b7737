package dev.galley.feed.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.galley.event.EventTypes;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ContractTests {

  private final MockMvc web = MockMvcBuilders.standaloneSetup(new ContractController()).build();

  @Test
  void describesEveryTypeAndOnlyThose() throws Exception {
    JsonNode messages = asyncApi().path("components").path("messages");

    assertThat(messages.values().stream().map(message -> message.path("name").asString()))
        .containsExactlyInAnyOrderElementsOf(EventTypes.all());
  }

  @Test
  void refersOnlyToWhatIsThere() throws Exception {
    JsonNode document = asyncApi();
    List<String> references = document.findValues("$ref").stream().map(JsonNode::asString).toList();

    assertThat(references)
        .isNotEmpty()
        .allSatisfy(
            reference -> {
              assertThat(reference).startsWith("#/");
              assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse();
            });
  }

  /** What a linter of AsyncAPI documents asks for beyond the schema. */
  @Test
  void saysWhatEveryOperationIsForAndWhoseTheDocumentIs() throws Exception {
    JsonNode document = asyncApi();

    assertThat(document.path("operations").values().stream())
        .isNotEmpty()
        .allSatisfy(operation -> assertThat(operation.path("description").asString()).isNotBlank());
    for (String fact : List.of("title", "version", "description", "contact", "license", "tags")) {
      assertThat(document.path("info").has(fact)).as(fact).isTrue();
    }
    assertThat(document.toString()).doesNotContain("$schema", "$id");
  }

  @Test
  void hasASampleForEverySchema() throws Exception {
    List<String> schemas =
        EventTypes.all().stream()
            .map(type -> type.replaceAll("dev\\.galley\\.|(?<=[a-z])(?=[A-Z])", "-"))
            .map(type -> "schema/" + type.substring(1).toLowerCase(Locale.ROOT) + ".schema.json")
            .toList();

    assertThat(schemas).hasSameSizeAs(EventTypes.all());
    for (String schema : schemas) {
      web.perform(get("/events/" + schema)).andExpect(status().isOk());
      String sample = schema.replace("schema/", "sample/").replace(".schema.json", ".json");
      web.perform(get("/events/" + sample)).andExpect(status().isOk());
    }
  }

  @Test
  void servesNothingElse() throws Exception {
    for (String name : List.of("none.v1.schema.json", "asyncapi.json", "..%2Fasyncapi.json")) {
      web.perform(get(java.net.URI.create("/events/schema/" + name)))
          .andExpect(status().is4xxClientError());
    }
  }

  private JsonNode asyncApi() throws Exception {
    return JsonMapper.shared()
        .readTree(
            web.perform(get("/events/schema"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray());
  }
}
