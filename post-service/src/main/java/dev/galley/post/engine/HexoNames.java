package dev.galley.post.engine;

import dev.galley.post.engine.rules.Values;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How Hexo spells tags and categories in addresses; of categories in a list each is in the one
 * before.
 */
final class HexoNames {

  private HexoNames() {}

  /**
   * The spelling of a tag or category, of which a map of the configuration may say another name.
   */
  static String slug(String name, Map<String, Object> map) {
    Object other = map.getOrDefault(name, name);
    return Normalizer.normalize(other.toString(), Normalizer.Form.NFD)
        .replaceAll("(?<=\\p{IsLatin})\\p{Mn}+", "")
        .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-")
        .replaceAll("^-|-$", "");
  }

  /** A post's categories, each with those that it is in before it. */
  static Stream<List<String>> categories(Map<String, Object> metadata) {
    return hierarchies(metadata)
        .flatMap(
            hierarchy ->
                Stream.iterate(1, depth -> depth <= hierarchy.size(), depth -> depth + 1)
                    .map(depth -> hierarchy.subList(0, depth)));
  }

  private static Stream<List<String>> hierarchies(Map<String, Object> metadata) {
    List<List<String>> all = new ArrayList<>();
    Values.value(metadata, "categories", "category")
        .ifPresent(
            said -> {
              List<?> names = said instanceof List<?> list ? list : List.of(said);
              if (names.stream().anyMatch(List.class::isInstance)) {
                names.forEach(
                    one -> all.add(texts(one instanceof List<?> list ? list : List.of(one))));
              } else {
                all.add(texts(names));
              }
            });
    return all.stream();
  }

  private static List<String> texts(List<?> names) {
    return names.stream()
        .map(Object::toString)
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
