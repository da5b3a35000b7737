package dev.galley.stream.codec;

import dev.galley.event.Event;
import dev.galley.event.EventTypes;
import dev.galley.stream.codec.EventCodec.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON Schemas (draft 2020-12) of the events, which are a part of the published contract,
 * compiled to what they say of a value. Of the draft's keywords those that they use are known; one
 * that is not stops the start, so no rule is overlooked. {@code format} describes and does not
 * decide, as the draft has it; a {@code pattern} beside it decides.
 */
final class EventSchemas {

  private static final int MAX_VIOLATIONS = 3;
  private static final Set<String> DESCRIBING =
      Set.of("$schema", "$id", "title", "description", "format", "additionalProperties");

  /** What is wrong with a value at a place is added to a list. */
  private interface Rule {
    void check(JsonNode value, String place, List<Violation> violations);
  }

  private final JsonMapper json = new JsonMapper();
  private final Map<String, Rule> schemas =
      EventTypes.all().stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), type -> compile(read(type))));

  /**
   * Compares a value with the schema of its type.
   *
   * @throws BadEvent when it breaks the schema; names the first places
   */
  void check(String type, JsonNode value) {
    List<Violation> violations = violations(type, value);
    if (!violations.isEmpty()) {
      throw new BadEvent(
          violations.stream()
              .limit(MAX_VIOLATIONS)
              .map(violation -> Excerpts.of(violation.place() + ": " + violation.message()))
              .collect(Collectors.joining("; ", "Breaks the schema of " + type + ": ", "")));
    }
  }

  /**
   * How a value breaks the schema of its type; empty when it does not.
   *
   * @throws BadEvent when there is no such type
   */
  List<Violation> violations(String type, JsonNode value) {
    Rule schema = schemas.get(type);
    if (schema == null) {
      throw new BadEvent("Unknown event type " + Excerpts.of(type));
    }
    List<Violation> violations = new ArrayList<>(0);
    schema.check(value, "", violations);
    return violations;
  }

  private static Rule compile(JsonNode schema) {
    List<Rule> rules = new ArrayList<>();
    schema
        .properties()
        .forEach(
            keyword -> {
              if (!DESCRIBING.contains(keyword.getKey())) {
                rules.add(rule(keyword.getKey(), keyword.getValue()));
              }
            });
    Rule[] all = rules.toArray(Rule[]::new);
    return (value, place, violations) -> {
      for (Rule rule : all) {
        rule.check(value, place, violations);
      }
    };
  }

  /** A rule says nothing of values of another type than it is about, as the draft has it. */
  private static Rule rule(String keyword, JsonNode of) {
    return switch (keyword) {
      case "type" -> must(isA(of.asString()), "is not of the type " + of.asString());
      case "const" -> must(of::equals, "is not " + of);
      case "enum" -> must(Set.copyOf(of.values())::contains, "is none of " + of);
      case "pattern" -> pattern(of.asString());
      case "minLength" -> must(lengths(length -> length >= of.asInt()), "is too short");
      case "maxLength" -> must(lengths(length -> length <= of.asInt()), "is longer than " + of);
      case "minimum" -> must(numbers(number -> number >= of.asLong()), "is less than " + of);
      case "maximum" -> must(numbers(number -> number <= of.asLong()), "is more than " + of);
      case "maxItems" ->
          must(value -> !value.isArray() || value.size() <= of.asInt(), "has more than " + of);
      case "maxProperties" ->
          must(value -> !value.isObject() || value.size() <= of.asInt(), "has more than " + of);
      case "required" -> required(of.values().stream().map(JsonNode::asString).toList());
      case "properties" -> properties(of);
      case "items" -> items(compile(of));
      default -> throw new IllegalStateException("A schema has the unknown keyword " + keyword);
    };
  }

  private static Rule must(Predicate<JsonNode> rule, String otherwise) {
    return (value, place, violations) -> {
      if (!rule.test(value)) {
        violations.add(new Violation(place, otherwise));
      }
    };
  }

  private static Predicate<JsonNode> isA(String type) {
    return switch (type) {
      case "object" -> JsonNode::isObject;
      case "array" -> JsonNode::isArray;
      case "string" -> JsonNode::isString;
      case "integer" -> JsonNode::isIntegralNumber;
      case "boolean" -> JsonNode::isBoolean;
      default -> throw new IllegalStateException("A schema has the unknown type " + type);
    };
  }

  /** ECMA-262: {@code $} is the end, and not also before a last line break as in Java. */
  private static Rule pattern(String written) {
    String java =
        written.endsWith("$") ? written.substring(0, written.length() - 1) + "\\z" : written;
    Pattern pattern = Pattern.compile(java);
    return must(
        value -> !value.isString() || pattern.matcher(value.asString()).find(),
        "does not match the pattern " + written);
  }

  /** In characters, of which Java counts some twice. */
  private static Predicate<JsonNode> lengths(Predicate<Integer> rule) {
    return value -> {
      if (!value.isString()) {
        return true;
      }
      String text = value.asString();
      return rule.test(text.length()) || rule.test(text.codePointCount(0, text.length()));
    };
  }

  private static Predicate<JsonNode> numbers(Predicate<Long> rule) {
    return value -> !value.isNumber() || (value.canConvertToLong() && rule.test(value.asLong()));
  }

  private static Rule required(List<String> names) {
    return (value, place, violations) -> {
      if (value.isObject()) {
        for (String name : names) {
          if (!value.has(name)) {
            violations.add(new Violation(place, "lacks " + name));
          }
        }
      }
    };
  }

  /** In the schema's order, so that people are told of what is wrong in the same one each time. */
  private static Rule properties(JsonNode of) {
    Map<String, Rule> rules =
        of.properties().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    property -> compile(property.getValue()),
                    (one, other) -> one,
                    LinkedHashMap::new));
    return (value, place, violations) -> {
      if (value.isObject()) {
        rules.forEach(
            (name, rule) -> {
              JsonNode property = value.get(name);
              if (property != null) {
                rule.check(property, place + "/" + name, violations);
              }
            });
      }
    };
  }

  private static Rule items(Rule rule) {
    return (value, place, violations) -> {
      if (value.isArray()) {
        for (JsonNode item : value) {
          rule.check(item, place + "/[]", violations);
        }
      }
    };
  }

  private JsonNode read(String type) {
    String resource = "schema/" + fileName(type) + ".schema.json";
    try (InputStream in = Event.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("No schema for " + type);
      }
      return json.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code dev.galley.PostPublished.v1} is described by {@code post-published.v1}. */
  static String fileName(String type) {
    return type.substring("dev.galley.".length())
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
