package dev.galley.post.transfer.ghost;

import dev.galley.event.OldAddresses;
import dev.galley.post.snip.BrokenSnip;
import dev.galley.post.snip.FrontMatter;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of posts, as {@code routes.yaml} says them, and those that lead to them, by {@code
 * redirects.yaml} or {@code redirects.json}.
 */
final class Routes {

  private static final String DEFAULT = "/{slug}/";

  /** What more than a path is in the source of a redirect, which is a regular expression. */
  private static final Pattern EXPRESSION = Pattern.compile("[*+?()\\[\\]{}|$^\\\\]");

  private record Channel(String permalink, String filter) {}

  /**
   * What an address is made of.
   *
   * @param tags the slugs of its public tags in their order
   */
  record Facts(
      String id,
      String slug,
      boolean isPage,
      boolean isFeatured,
      @Nullable OffsetDateTime date,
      List<String> tags,
      List<String> authors) {}

  private final List<Channel> channels = new ArrayList<>();
  private final Map<String, List<String>> sources = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  /** Reads the files that lie beside an export. */
  static Routes beside(Function<String, Optional<byte[]>> files) {
    Routes routes = new Routes();
    files.apply("routes.yaml").ifPresent(bytes -> routes.read("routes.yaml", bytes, "%s", "yaml"));
    files
        .apply("redirects.yaml")
        .ifPresent(bytes -> routes.read("redirects.yaml", bytes, "%s", "yaml"));
    files
        .apply("redirects.json")
        .ifPresent(bytes -> routes.read("redirects.json", bytes, "{\"all\": %s}", "json"));
    if (routes.channels.isEmpty()) {
      routes.channels.add(new Channel(DEFAULT, ""));
    }
    return routes;
  }

  private void read(String name, byte[] bytes, String form, String language) {
    try {
      String text = form.formatted(new String(bytes, StandardCharsets.UTF_8));
      Map<String, Object> values = FrontMatter.parse(text, language);
      if (name.startsWith("routes")) {
        channels(values);
      } else {
        redirects(values);
      }
    } catch (BrokenSnip e) {
      notes.add(name + " cannot be read: " + e.getMessage());
    }
  }

  private void channels(Map<String, Object> values) {
    if (values.get("collections") instanceof Map<?, ?> collections) {
      collections.forEach(
          (path, value) -> {
            if (value instanceof Map<?, ?> one && one.get("permalink") != null) {
              Object filter = one.get("filter");
              channels.add(
                  new Channel(
                      String.valueOf(one.get("permalink")),
                      filter == null ? "" : filter.toString()));
            }
          });
    }
    channels.stream()
        .map(Channel::filter)
        .filter(filter -> !isRead(filter))
        .forEach(filter -> notes.add("routes.yaml has a filter that is not read: " + filter));
  }

  private void redirects(Map<String, Object> values) {
    int left = 0;
    for (Map.Entry<String, Object> one : values.entrySet()) {
      if (one.getValue() instanceof Map<?, ?> sourcesAndTargets) {
        for (Map.Entry<?, ?> pair : sourcesAndTargets.entrySet()) {
          left += redirect(String.valueOf(pair.getKey()), String.valueOf(pair.getValue()));
        }
      } else if (one.getValue() instanceof List<?> list) {
        for (Object item : list) {
          Map<?, ?> pair = item instanceof Map<?, ?> map ? map : Map.of();
          left += redirect(String.valueOf(pair.get("from")), String.valueOf(pair.get("to")));
        }
      }
    }
    if (left > 0) {
      notes.add(left + " redirects are patterns or lead elsewhere, and are not made here");
    }
  }

  /** How many were left out: none or one. */
  private int redirect(String from, String to) {
    String path = from.replaceFirst("^\\^", "").replaceFirst("\\$$", "").replace("\\/", "/");
    path = path.replace("\\.", ".").replaceFirst("/\\?$", "");
    if (EXPRESSION.matcher(path).find() || !path.startsWith("/") || !to.startsWith("/")) {
      return 1;
    }
    sources.computeIfAbsent(OldAddresses.key(to), key -> new ArrayList<>()).add(path);
    return 0;
  }

  /** What could not be taken over, for people. */
  List<String> notes() {
    return notes;
  }

  /** Where Ghost served a post. */
  String address(Facts post) {
    if (post.isPage()) {
      return DEFAULT.replace("{slug}", post.slug());
    }
    String permalink =
        channels.stream()
            .filter(channel -> takes(channel.filter(), post))
            .findFirst()
            .map(Channel::permalink)
            .orElse(DEFAULT);
    String tag = post.tags().stream().findFirst().orElse("all");
    String author = post.authors().stream().findFirst().orElse("all");
    OffsetDateTime date = post.date();
    return permalink
        .replace("{slug}", post.slug())
        .replace("{id}", post.id())
        .replace("{primary_tag}", tag)
        .replace("{primary_author}", author)
        .replace("{author}", author)
        .replace("{year}", date == null ? "" : "%04d".formatted(date.getYear()))
        .replace("{month}", date == null ? "" : "%02d".formatted(date.getMonthValue()))
        .replace("{day}", date == null ? "" : "%02d".formatted(date.getDayOfMonth()));
  }

  /** The addresses that lead to a post. */
  List<String> aliases(String address) {
    return sources.getOrDefault(OldAddresses.key(address), List.of());
  }

  private static boolean isRead(String filter) {
    return filter.isBlank()
        || filter.matches("(?:(?:primary_)?tag|primary_author|author):-?[\\w-]+|featured:true");
  }

  private static boolean takes(String filter, Facts post) {
    if (filter.isBlank() || !isRead(filter)) {
      return filter.isBlank();
    }
    String name = filter.substring(0, filter.indexOf(':'));
    String value = filter.substring(filter.indexOf(':') + 1);
    boolean isNegated = value.startsWith("-");
    String wanted = isNegated ? value.substring(1) : value;
    boolean matches =
        switch (name) {
          case "tag" -> post.tags().contains(wanted);
          case "primary_tag" -> post.tags().stream().limit(1).anyMatch(wanted::equals);
          case "author" -> post.authors().contains(wanted);
          case "primary_author" -> post.authors().stream().limit(1).anyMatch(wanted::equals);
          default -> post.isFeatured();
        };
    return matches != isNegated;
  }
}
