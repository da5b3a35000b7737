package dev.galley.event;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The paths that a post had on an earlier site and that lead to it now: the list {@value #KEY} in
 * its metadata. They are compared without regard to case, percent encoding, composition of letters,
 * slashes at the end, and the ending of an HTML file.
 */
public final class OldAddresses {

  /** The name in the metadata; Hugo's and Zola's. */
  public static final String KEY = "aliases";

  /** How many of a post lead anywhere. */
  public static final int MAX = 50;

  private static final int MAX_CHARS = 500;

  private OldAddresses() {}

  /** Those of a post, as {@link #key} has them. */
  public static List<String> in(Map<String, Object> metadata) {
    List<String> keys = new ArrayList<>();
    Object said = metadata.get(KEY);
    for (Object one :
        said instanceof List<?> list ? list : said == null ? List.of() : List.of(said)) {
      String address = String.valueOf(one);
      if (address.startsWith("/")
          && !address.startsWith("//")
          && address.length() <= MAX_CHARS
          && keys.size() < MAX) {
        String key = key(address);
        if (!key.isEmpty() && !keys.contains(key)) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  /** What two writings of one path have in common, without the slash at the beginning. */
  public static String key(String path) {
    String plain =
        Normalizer.normalize(decoded(path), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    plain = plain.replaceAll("/{2,}", "/").replaceFirst("^/", "");
    plain = plain.replaceFirst("(?:^|/)index\\.html?$", "/").replaceFirst("/$", "");
    return plain.replaceFirst("(?<=[^/])\\.html?$", "");
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }
}
