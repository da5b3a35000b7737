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
 * Who wrote a post, out of the many ways to say so: a name, a list, maps with a name and perhaps
 * the slug of their engine, a Markdown link, a name with an e-mail address.
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
        .flatMap(Authors::said)
        .map(said -> new Said(plain(said.name()), said.slug()))
        .filter(said -> !said.name().isEmpty())
        .forEach(
            said -> {
              boolean isSlug = Slugs.isWellFormed(said.name());
              String slug = isSlug ? said.name() : Slugs.fromTitle(said.name());
              authors.putIfAbsent(
                  said.slug().isEmpty() ? slug : said.slug(),
                  isSlug && said.slug().isEmpty() ? "" : said.name());
            });
    return authors;
  }

  /**
   * An author as a file has them.
   *
   * @param slug under which their engine has them; empty where it says none
   */
  private record Said(String name, String slug) {}

  private static Stream<Said> said(Object value) {
    if (value instanceof List<?> list) {
      return list.stream()
          .flatMap(
              item -> item instanceof String text ? Stream.of(new Said(text, "")) : said(item));
    }
    if (value instanceof Map<?, ?> map) {
      String slug = map.get("slug") instanceof String text && Slugs.isWellFormed(text) ? text : "";
      return NAMES.stream()
          .filter(map::containsKey)
          .limit(1)
          .map(name -> new Said(String.valueOf(map.get(name)), slug));
    }
    return Arrays.stream(value.toString().split(",")).map(name -> new Said(name, ""));
  }

  private static String plain(String name) {
    String text = LINK.matcher(name.strip()).replaceAll("$1");
    text = ADDRESS.matcher(text).replaceAll("");
    return OneLine.Rule.folded(text.startsWith("@") ? text.substring(1) : text);
  }
}
