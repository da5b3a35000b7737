package dev.galley.post.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a configuration or a file's metadata says, by names in any case. */
final class Values {

  private Values() {}

  static Optional<Object> value(Map<String, Object> values, String... names) {
    return Arrays.stream(names).flatMap(name -> named(values, name)).findFirst();
  }

  private static Stream<Object> named(Map<String, Object> values, String name) {
    return values.entrySet().stream()
        .filter(entry -> normal(entry.getKey()).equals(normal(name)))
        .map(Map.Entry::getValue);
  }

  static Optional<String> text(Map<String, Object> values, String... names) {
    return value(values, names)
        .filter(value -> !(value instanceof Map) && !(value instanceof List))
        .map(value -> value.toString().strip())
        .filter(text -> !text.isEmpty());
  }

  /** The texts under all of these names: each one, or those of a list. */
  static Stream<String> texts(Map<String, Object> values, String... names) {
    return Arrays.stream(names)
        .flatMap(name -> named(values, name))
        .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
        .map(value -> value.toString().strip())
        .filter(text -> !text.isEmpty());
  }

  /** How names are compared. */
  static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }
}
