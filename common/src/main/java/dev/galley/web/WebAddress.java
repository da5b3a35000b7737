package dev.galley.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that people give: a header and a link can carry them only as a URI (RFC 3986), whose
 * characters are those of ASCII.
 */
public final class WebAddress {

  private static final int MAX_CHARS = 2_000;
  private static final int MAX_PORT = 65_535;
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final HexFormat PERCENT = HexFormat.of().withPrefix("%").withUpperCase();

  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x21-\\x7e]+");

  /** Nobody sees what these do to an address: controls, and all that only formats other text. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private WebAddress() {}

  /** Percent-encodes what no URI may hold (RFC 3987, 3.1); what is encoded already stays. */
  public static String ascii(String address) {
    return UNPRINTABLE
        .matcher(address)
        .replaceAll(part -> PERCENT.formatHex(part.group().getBytes(StandardCharsets.UTF_8)));
  }

  /** The same of an address that people can read; any other stays, and is none. */
  public static @Nullable URI ascii(@Nullable URI given) {
    return given == null || UNSEEN.matcher(given.toString()).find()
        ? given
        : URI.create(ascii(given.toString()));
  }

  /** Whether this is an absolute http or https URI that any browser can follow. */
  public static boolean isAbsolute(URI uri) {
    return isUri(uri)
        && SCHEMES.contains(String.valueOf(uri.getScheme()))
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getPort() != 0
        && uri.getPort() <= MAX_PORT;
  }

  /** Whether this is a path on the site, perhaps with a query and a fragment. */
  public static boolean isPath(URI uri) {
    // Two slashes would begin another host; with a third, Java's URI sees none.
    return isUri(uri)
        && uri.getScheme() == null
        && uri.toString().startsWith("/")
        && !uri.toString().startsWith("//");
  }

  private static boolean isUri(URI uri) {
    return uri.toString().length() <= MAX_CHARS && !UNPRINTABLE.matcher(uri.toString()).find();
  }
}
