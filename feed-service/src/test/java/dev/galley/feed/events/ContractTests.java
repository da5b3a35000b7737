package dev.galley.feed.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.galley.event.EventTypes;
import java.util.ArrayList;
import java.util.List;
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

    assertThat(references).isNotEmpty();
    for (String reference : references) {
      if (reference.startsWith("#")) {
        assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
      } else {
        web.perform(get("/events/" + reference)).andExpect(status().isOk());
      }
    }
  }

  @Test
  void hasASampleForEverySchema() throws Exception {
    List<String> schemas = new ArrayList<>();
    for (JsonNode reference : asyncApi().findValues("$ref")) {
      if (reference.asString().startsWith("schema/")) {
        schemas.add(reference.asString());
      }
    }

    assertThat(schemas).hasSameSizeAs(EventTypes.all());
    for (String schema : schemas) {
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
