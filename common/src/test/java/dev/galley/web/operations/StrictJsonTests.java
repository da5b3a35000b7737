package dev.galley.web.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class StrictJsonTests {

  private final JsonMapper json = mapper();

  private static JsonMapper mapper() {
    JsonMapper.Builder builder = JsonMapper.builder();
    new OperationsConfiguration().strictJson().customize(builder);
    return builder.build();
  }

  enum Kind {
    ONE
  }

  record Thing(String name, Integer number, Boolean enabled, Kind kind) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name':5}",
        "{'name':5.5}",
        "{'name':true}",
        "{'name':'a','name':'b'}",
        "{'number':'5'}",
        "{'number':5.5}",
        "{'enabled':'true'}",
        "{'enabled':1}",
        "{'kind':0}",
      })
  void refusesWhatIsOfAnotherTypeOrThereTwice(String body) {
    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> json.readValue(body.replace('\'', '"'), Thing.class));
  }

  @Test
  void readsWhatIsRight() {
    assertThat(
            json.readValue(
                "{\"name\":\"5\",\"number\":5,\"enabled\":true,\"kind\":\"ONE\"}", Thing.class))
        .isEqualTo(new Thing("5", 5, true, Kind.ONE));
  }
}
