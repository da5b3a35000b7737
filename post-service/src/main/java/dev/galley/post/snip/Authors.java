package dev.galley.post.snip;

import dev.galley.post.content.Slugs;
import dev.galley.web.OneLine;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who wrote a post, out of the many ways to say so: a name, a list, maps with a name and an
 * address, a Markdown link, a name with an e-mail address.
 */
public final class Authors {

  private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]+)]\\([^()]*\\)");
  private static final Pattern ADDRESS = Pattern.compile("\\s*<[^<>]*>$");
  private static final List<String> NAMES = List.of("name", "title", "nick", "slug", "id");

  private Authors() {}

  /**
   * The authors of a post, by their slugs, in order; the name as it is written, or nothing where
   * that is the slug itself.
   */
  public static Map<String, String> in(Map<String, Object> metadata) {
    Map<String, String> authors = new LinkedHashMap<>();
    MetadataKey.AUTHOR
        .values(metadata)
        .flatMap(Authors::names)
        .map(Authors::plain)
        .filter(name -> !name.isEmpty())
        .forEach(
            name -> {
              boolean isSlug = Slugs.isWellFormed(name);
              authors.putIfAbsent(isSlug ? name : Slugs.fromTitle(name), isSlug ? "" : name);
            });
    return authors;
  }

  private static Stream<String> names(Object value) {
    if (value instanceof List<?> list) {
      return list.stream()
          .flatMap(item -> item instanceof String text ? Stream.of(text) : names(item));
    }
    if (value instanceof Map<?, ?> map) {
      return NAMES.stream().filter(map::containsKey).map(map::get).limit(1).map(String::valueOf);
    }
    return Arrays.stream(value.toString().split(","));
  }

  private static String plain(String name) {
    String text = LINK.matcher(name.strip()).replaceAll("$1");
    text = ADDRESS.matcher(text).replaceAll("");
    return OneLine.Rule.folded(text.startsWith("@") ? text.substring(1) : text);
  }
}
