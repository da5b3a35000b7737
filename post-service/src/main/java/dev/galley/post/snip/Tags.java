package dev.galley.post.snip;

import dev.galley.post.content.ContentRules;
import dev.galley.web.OneLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a post is about: its tags and categories as one list. Lists in lists count as one list, and
 * names that differ in case as one tag.
 *
 * @param warnings which were left out, and why
 */
record Tags(List<String> tags, List<String> warnings) {

  private static final List<String> NAMES = List.of("name", "title", "label", "slug");

  static Tags in(Map<String, Object> metadata) {
    List<String> warnings = new ArrayList<>();
    Map<String, String> tags = new LinkedHashMap<>();
    MetadataKey.TAGS
        .values(metadata)
        .flatMap(value -> names(value, warnings))
        .map(tag -> folded(tag, warnings))
        .filter(tag -> !tag.isEmpty())
        .forEach(
            tag -> {
              if (!ContentRules.isTag(tag)) {
                warnings.add("the tag " + shown(tag) + " was left out: it cannot be a tag here");
              } else if (tags.size() < ContentRules.MAX_TAGS) {
                tags.putIfAbsent(tag.toLowerCase(Locale.ROOT), tag);
              } else if (!tags.containsKey(tag.toLowerCase(Locale.ROOT))) {
                warnings.add("the tag " + shown(tag) + " was left out: there are too many");
              }
            });
    return new Tags(List.copyOf(tags.values()), List.copyOf(warnings));
  }

  private static Stream<String> names(Object value, List<String> warnings) {
    if (value instanceof List<?> list) {
      return list.stream()
          .flatMap(
              item ->
                  item instanceof List<?> || item instanceof Map<?, ?>
                      ? names(item, warnings)
                      : Stream.of(item.toString()));
    }
    if (value instanceof Map<?, ?> map) {
      return ofMap(map, warnings);
    }
    return Arrays.stream(value.toString().split(","));
  }

  /** Zola's taxonomies by their names, or a tag that is told in several values. */
  private static Stream<String> ofMap(Map<?, ?> map, List<String> warnings) {
    if (map.values().stream().anyMatch(List.class::isInstance)) {
      return map.values().stream().flatMap(names -> names(names, warnings));
    }
    List<String> named =
        NAMES.stream()
            .filter(map::containsKey)
            .limit(1)
            .map(name -> String.valueOf(map.get(name)))
            .toList();
    if (named.isEmpty()) {
      warnings.add("the tag " + shown(map.toString()) + " was left out: it has no name");
    }
    return named.stream();
  }

  private static String folded(String tag, List<String> warnings) {
    String folded = OneLine.Rule.folded(tag);
    if (!OneLine.Rule.isOneLine(tag.strip())) {
      warnings.add(
          "line breaks, control characters or directional overrides in the tag "
              + shown(folded)
              + " were taken out");
    }
    return folded;
  }

  private static String shown(String tag) {
    return tag.length() <= 60 ? tag : tag.substring(0, 60) + "…";
  }
}
