package dev.galley.post.engine.files;

import dev.galley.post.engine.rules.Configuration;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.util.UriUtils;

/** The pictures of a site and where they are here: all below {@code /images/}. */
public final class Pictures {

  private static final String IMAGES = "images/";
  private static final Pattern PICTURE =
      Pattern.compile(
          "(?i).*\\.(?:png|jpe?g|gif|webp|avif|svg|pdf|mp4|m4v|m4a|mov|webm|mkv|og[gav]|opus|mp3)");

  private static final Pattern SIZE = Pattern.compile("-\\d{1,5}x\\d{1,5}(\\.\\w+)$");

  private final Configuration configuration;
  private final Map<String, String> storedByPath = new HashMap<>();
  private final Map<String, String> storedByAddress = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private String folder = "";

  public Pictures(Configuration configuration) {
    this.configuration = configuration;
  }

  /** All are in this folder from now on. */
  public void putUnder(String name) {
    folder = name + "/";
  }

  /** Where a picture is kept that would be stored at a path. */
  public String placed(String stored) {
    return stored.startsWith(IMAGES) ? IMAGES + folder + stored.substring(IMAGES.length()) : stored;
  }

  public static boolean isOne(String path) {
    return PICTURE.matcher(path).matches();
  }

  /**
   * Takes up a picture.
   *
   * @param path in the folder
   * @param address where the engine serves it, without the slash before it
   */
  public void add(String path, String address) {
    String stored = address.startsWith(IMAGES) ? address : IMAGES + address;
    if (!taken.add(stored)) {
      stored = IMAGES + path;
      taken.add(stored);
    }
    storedByPath.put(path, stored);
    storedByAddress.putIfAbsent("/" + address, stored);
  }

  public Optional<String> stored(String path) {
    return Optional.ofNullable(storedByPath.get(path));
  }

  /**
   * The address here of what a text refers to; empty for what is no picture of the site.
   *
   * @param folder of the text's file, with a slash at its end
   * @param page the address of the text's page
   */
  public Optional<String> address(String target, String folder, String page) {
    int query = target.indexOf('?');
    String plain = decoded(query < 0 ? target : target.substring(0, query));
    if (!isOne(plain)) {
      return Optional.empty();
    }
    return stored(plain, folder, page)
        // WordPress's name for the same picture in another size.
        .or(() -> stored(SIZE.matcher(plain).replaceFirst("$1"), folder, page))
        .or(() -> stored(SIZE.matcher(plain).replaceFirst("-scaled$1"), folder, page))
        .map(stored -> "/" + UriUtils.encodePath(placed(stored), StandardCharsets.UTF_8));
  }

  private Optional<String> stored(String plain, String folder, String page) {
    return candidates(plain, folder, page, configuration)
        .map(
            path ->
                Optional.ofNullable(storedByPath.get(path))
                    .or(() -> Optional.ofNullable(storedByAddress.get("/" + path)))
                    .orElse(""))
        .filter(stored -> !stored.isEmpty())
        .findFirst();
  }

  /** Whether one lies in a folder or below it. */
  public boolean areIn(String folder) {
    return storedByPath.keySet().stream().anyMatch(path -> path.startsWith(folder));
  }

  /** Whether a text refers to a picture of its own site that is not in the folder. */
  public boolean isMissing(String target) {
    String site = configuration.address();
    boolean elsewhere =
        (target.startsWith("//")
                || target.matches("(?i)[a-z][a-z0-9+.-]*:.*")
                || target.contains("{"))
            && (site.isEmpty() || !target.startsWith(site + "/"));
    return !elsewhere && isOne(decoded(target)) && !target.startsWith("/" + IMAGES);
  }

  /** The paths that a reference may mean: from the root, from its file, from its page. */
  public static Stream<String> candidates(
      String target, String folder, String page, Configuration configuration) {
    String site = configuration.address();
    if (!site.isEmpty() && target.startsWith(site + "/")) {
      String within = target.substring(site.length() + 1);
      return Stream.of(within, resolved("", configuration.prefix() + "/" + within)).distinct();
    }
    if (target.startsWith("//") || target.matches("(?i)[a-z][a-z0-9+.-]*:.*")) {
      return Stream.empty();
    }
    if (target.startsWith("/")) {
      String prefix = configuration.prefix();
      return Stream.of(
              target, target.startsWith(prefix + "/") ? target.substring(prefix.length()) : "")
          .filter(path -> !path.isEmpty())
          .map(path -> resolved("", path));
    }
    return Stream.of(folder, page, page + "/../", "")
        .map(base -> resolved(base, target))
        .distinct();
  }

  /** A path from a folder, without the parts that lead up. */
  public static String resolved(String base, String target) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (Iterable<String>) Arrays.stream((base + target).split("/"))::iterator) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return parts.stream().collect(Collectors.joining("/"));
  }

  public static String decoded(String target) {
    try {
      return Normalizer.normalize(
          URLDecoder.decode(target.replace("+", "%2B"), StandardCharsets.UTF_8),
          Normalizer.Form.NFC);
    } catch (IllegalArgumentException e) {
      return target;
    }
  }
}
