package dev.galley.post.engine.rules;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a configuration or a file's metadata says, by names in any case. */
public final class Values {

  private Values() {}

  public static Optional<Object> value(Map<String, Object> values, String... names) {
    return Arrays.stream(names).flatMap(name -> named(values, name)).findFirst();
  }

  private static Stream<Object> named(Map<String, Object> values, String name) {
    return values.entrySet().stream()
        .filter(entry -> normal(entry.getKey()).equals(normal(name)))
        .map(Map.Entry::getValue);
  }

  public static Optional<String> text(Map<String, Object> values, String... names) {
    return value(values, names)
        .filter(value -> !(value instanceof Map) && !(value instanceof List))
        .map(value -> value.toString().strip())
        .filter(text -> !text.isEmpty());
  }

  /** The texts under all of these names: each one, or those of a list. */
  public static Stream<String> texts(Map<String, Object> values, String... names) {
    return Arrays.stream(names)
        .flatMap(name -> named(values, name))
        .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
        .map(value -> value.toString().strip())
        .filter(text -> !text.isEmpty());
  }

  /** A map with its names; empty for what is none. */
  public static Map<String, Object> named(Object map) {
    Map<String, Object> named = new LinkedHashMap<>();
    if (map instanceof Map<?, ?> found) {
      found.forEach((name, value) -> named.put(name.toString(), value));
    }
    return named;
  }

  /** The same with what is said otherwise; maps are merged. */
  public static Map<String, Object> merged(Map<String, Object> values, Map<String, Object> others) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    others.forEach(
        (name, other) -> {
          Object before = value(all, name).orElse("");
          all.keySet().removeIf(key -> normal(key).equals(normal(name)));
          all.put(
              name,
              before instanceof Map && other instanceof Map
                  ? merged(named(before), named(other))
                  : other);
        });
    return all;
  }

  /** How names are compared. */
  public static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }
}
