package dev.galley.post.engine.rules;

import dev.galley.post.snip.BrokenSnip;
import dev.galley.post.snip.FrontMatter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an engine's configuration file says, as far as addresses and dates depend on it.
 *
 * @param problem why it cannot be read; absent when it can
 */
public record Configuration(Map<String, Object> values, @Nullable String problem) {

  public static final Configuration NONE = new Configuration(Map.of(), null);

  public static Configuration read(String path, byte[] bytes) {
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!List.of("toml", "yaml", "yml", "json").contains(extension)) {
      return NONE;
    }
    try {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return new Configuration(FrontMatter.parse(text, extension), null);
    } catch (BrokenSnip e) {
      return new Configuration(Map.of(), path + " cannot be read: " + e.getMessage());
    }
  }

  /** With what another file says otherwise. */
  public Configuration with(Map<String, Object> others) {
    return new Configuration(Values.merged(values, others), problem);
  }

  public Configuration withProblem(@Nullable String other) {
    return problem != null || other == null ? this : new Configuration(values, other);
  }

  public Optional<Object> value(String... names) {
    return Values.value(values, names);
  }

  public Optional<String> text(String... names) {
    return Values.text(values, names);
  }

  public boolean isTrue(String name) {
    return text(name).filter("true"::equalsIgnoreCase).isPresent();
  }

  /**
   * Whose clocks dates are meant by that name no offset; empty when it is not said or not known.
   */
  public Optional<ZoneId> zone() {
    try {
      return text("timezone").map(ZoneId::of);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Where the site is: the address without a slash at its end; empty when it is not said. */
  public String address() {
    return text("baseURL", "url", "site")
        .filter(address -> address.startsWith("http"))
        .or(() -> text("url").filter(address -> address.startsWith("http")))
        .map(Configuration::trimmed)
        .orElse("");
  }

  /** The host of that address; empty when there is none that could be a domain. */
  public Optional<String> host() {
    try {
      return Optional.ofNullable(URI.create(address()).getHost())
          .map(host -> host.toLowerCase(Locale.ROOT))
          .filter(host -> host.matches("[a-z0-9.-]{1,200}"));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The path below which all addresses lie, such as {@code /blog}; empty for the root. */
  public String prefix() {
    // The second is Hexo's, which takes the path of the address where it says nothing.
    Optional<String> said =
        text("baseurl")
            .or(() -> text("root").filter(root -> !root.equals("/")))
            .filter(path -> path.startsWith("/"));
    if (said.isPresent()) {
      return trimmed(said.get());
    }
    try {
      String path = URI.create(address()).getPath();
      return path == null ? "" : trimmed(path);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** The pattern of a section's addresses; empty when there is none. */
  public Optional<String> permalink(String section) {
    Object permalinks = value("permalinks").orElse("");
    if (permalinks instanceof Map<?, ?> map) {
      Object pages = map.get("page") instanceof Map<?, ?> page ? page : map;
      Object pattern = ((Map<?, ?>) pages).get(section);
      return Optional.ofNullable(pattern).map(Object::toString);
    }
    return text("permalink");
  }

  private static String trimmed(String address) {
    return address.replaceFirst("/+$", "");
  }
}
