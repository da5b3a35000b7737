package dev.galley.stream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.galley.event.Event;
import dev.galley.event.EventTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Breaks each rule of each schema once and more, and asks a complete validator beside ours: both
 * refuse, and both let pass what just keeps the rule.
 */
class EventSchemasTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final EventSchemas ours = new EventSchemas();
  private final List<DynamicTest> tests = new ArrayList<>();

  @TestFactory
  List<DynamicTest> refusesWhateverBreaksARule() throws IOException {
    for (String type : EventTypes.all()) {
      String name = EventSchemas.fileName(type);
      JsonNode schema = JSON.readTree(read("schema/" + name + ".schema.json"));
      Schema complete =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(read("schema/" + name + ".schema.json"), InputFormat.JSON);
      ObjectNode sample = (ObjectNode) JSON.readTree(read("sample/" + name + ".json"));
      Cases cases = new Cases(type, complete, sample);
      cases.test("the sample", sample, true);
      object(cases, schema, sample, "");
    }
    assertThat(tests).hasSizeGreaterThan(300);
    return tests;
  }

  private void object(Cases cases, JsonNode schema, ObjectNode within, String place) {
    schema
        .path("required")
        .forEach(
            name -> {
              ObjectNode lacking = within.deepCopy();
              lacking.remove(name.asString());
              cases.with(place, lacking, "lacks " + name.asString(), false);
            });
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String name = property.getKey();
              JsonNode rules = property.getValue();
              JsonNode known = within.get(name);
              values(rules, known, false)
                  .forEach(bad -> cases.with(place, set(within, name, bad), name, false));
              values(rules, known, true)
                  .forEach(good -> cases.with(place, set(within, name, good), name, true));
              if (rules.has("properties") && known instanceof ObjectNode inner) {
                object(cases, rules, inner, place + "/" + name);
              }
              if (rules.path("items").has("properties")
                  && known instanceof ArrayNode items
                  && !items.isEmpty()) {
                object(
                    cases,
                    rules.get("items"),
                    (ObjectNode) items.get(0),
                    place + "/" + name + "/0");
              }
            });
  }

  private static ObjectNode set(ObjectNode in, String name, JsonNode value) {
    ObjectNode changed = in.deepCopy();
    changed.set(name, value);
    return changed;
  }

  /** Values at the edge of each rule, on either side of it. */
  private static List<JsonNode> values(JsonNode rules, JsonNode known, boolean good) {
    List<JsonNode> values = new ArrayList<>();
    String text = known != null && known.isString() ? known.asString() : "/a";
    String type =
        rules.path("type").asString(rules.has("enum") || rules.has("const") ? "string" : "");
    if (!good) {
      values.add(NODES.nullNode());
      values.add(type.equals("string") ? NODES.numberNode(5) : NODES.stringNode("no such type"));
      values.add(type.equals("boolean") ? NODES.numberNode(1) : NODES.booleanNode(true));
      if (type.equals("integer")) {
        values.add(NODES.numberNode(1.5));
      }
      if (rules.has("pattern")) {
        Stream.of("", "§", " " + text, "javascript:x")
            .forEach(bad -> values.add(NODES.stringNode(bad)));
        if (rules.get("pattern").asString().endsWith("$")) {
          values.add(NODES.stringNode(text + "\n"));
        }
      }
      if (rules.has("minLength")) {
        values.add(NODES.stringNode(""));
      }
    }
    int more = good ? 0 : 1;
    if (rules.has("maxLength")) {
      int length = rules.get("maxLength").asInt() + more;
      if (!good || !rules.has("pattern")) {
        values.add(NODES.stringNode(text + "a".repeat(length - text.length())));
        values.add(NODES.stringNode("\uD83D\uDCF0".repeat(length)));
      }
    }
    if (rules.has("minimum")) {
      values.add(NODES.numberNode(rules.get("minimum").asLong() - more));
    }
    if (rules.has("maximum")) {
      values.add(NODES.numberNode(rules.get("maximum").asLong() + more));
    }
    if (rules.has("maxItems") && known instanceof ArrayNode items && !items.isEmpty()) {
      ArrayNode many = NODES.arrayNode();
      for (int i = 0; i < rules.get("maxItems").asInt() + more; i++) {
        many.add(items.get(0));
      }
      values.add(many);
      if (!rules.path("items").has("properties")) {
        values(rules.get("items"), items.get(0), good)
            .forEach(item -> values.add(NODES.arrayNode().add(item)));
      }
    }
    if (rules.has("maxProperties")) {
      ObjectNode many = NODES.objectNode();
      for (int i = 0; i < rules.get("maxProperties").asInt() + more; i++) {
        many.put("key" + i, i);
      }
      values.add(many);
    }
    rules
        .path("enum")
        .forEach(one -> values.add(good ? one : NODES.stringNode(one.asString() + "x")));
    if (rules.has("const") && !good) {
      values.add(NODES.stringNode("dev.galley.Other.v1"));
    }
    return values;
  }

  private final class Cases {

    private final String type;
    private final Schema complete;
    private final ObjectNode sample;

    Cases(String type, Schema complete, ObjectNode sample) {
      this.type = type;
      this.complete = complete;
      this.sample = sample;
    }

    /** The sample with another value at a place. */
    void with(String place, JsonNode value, String what, boolean good) {
      if (place.isEmpty()) {
        test(what, value, good);
        return;
      }
      ObjectNode event = sample.deepCopy();
      int last = place.lastIndexOf('/');
      JsonNode parent = last == 0 ? event : event.at(place.substring(0, last));
      String name = place.substring(last + 1);
      if (parent instanceof ArrayNode array) {
        array.set(Integer.parseInt(name), value);
      } else {
        ((ObjectNode) parent).set(name, value);
      }
      test(place + "/" + what, event, good);
    }

    void test(String what, JsonNode event, boolean good) {
      String shown = event.toString();
      tests.add(
          DynamicTest.dynamicTest(
              type + " " + what + (good ? " kept" : " broken"),
              () -> {
                assertThat(complete.validate(shown, InputFormat.JSON).isEmpty())
                    .as(shown.substring(0, Math.min(500, shown.length())))
                    .isEqualTo(good);
                if (good) {
                  ours.check(type, JSON.readTree(shown));
                } else {
                  assertThatThrownBy(() -> ours.check(type, JSON.readTree(shown)))
                      .isInstanceOf(BadEvent.class);
                }
              }));
    }
  }

  private static String read(String name) throws IOException {
    try (InputStream in = Event.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
