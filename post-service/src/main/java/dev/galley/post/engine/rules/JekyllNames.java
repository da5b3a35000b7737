package dev.galley.post.engine.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How Jekyll reads the names of tags and categories: a text under the plural is words with blanks
 * between them, one under the singular is one name, and so is each in a list.
 */
public final class JekyllNames {

  private JekyllNames() {}

  /** All categories, those under the plural first. */
  public static Stream<String> categories(Map<String, Object> metadata) {
    return Stream.concat(words(metadata, "categories"), Values.texts(metadata, "category"));
  }

  /** The names under a plural. */
  public static Stream<String> words(Map<String, Object> metadata, String plural) {
    return Values.value(metadata, plural).orElse("") instanceof List<?>
        ? Values.texts(metadata, plural)
        : Values.texts(metadata, plural).flatMap(text -> Arrays.stream(text.split("\\s+")));
  }

  /**
   * Tags and categories as they were read, taken asunder where they are words with blanks between
   * them. With commas between them they were taken asunder before, which Jekyll would not do, and
   * their author meant.
   */
  public static List<String> parted(List<String> names, Map<String, Object> metadata) {
    Set<String> words =
        Stream.of("tags", "categories")
            .flatMap(plural -> Values.text(metadata, plural).stream())
            .filter(text -> !text.contains(","))
            .collect(Collectors.toSet());
    return names.stream()
        .flatMap(name -> words.contains(name) ? Arrays.stream(name.split("\\s+")) : Stream.of(name))
        .distinct()
        .toList();
  }
}
