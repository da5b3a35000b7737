package dev.galley.feed.http;

import dev.galley.web.connection.AddressRange;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a webhook's address must look like. Where a name leads is decided at each connection, see
 * {@link GuardedDns}.
 */
public final class TargetPolicy {

  private static final int MAX_CHARS = 2048;
  private static final int MAX_PORT = 65_535;

  /** RFC 1035 section 2.3.4, as text and without the dot of the root. */
  private static final int MAX_NAME_CHARS = 253;

  private static final int MAX_LABEL_CHARS = 63;

  private static final Pattern FOUR_NUMBERS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

  /** What systems take for an IPv4 address as well, in different ways. */
  private static final Pattern NUMBER = Pattern.compile("([0-9.]*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)");

  /** Always this machine (RFC 6761 section 6.3). */
  private static final Pattern LOCALHOST =
      Pattern.compile("(.*\\.)?localhost", Pattern.CASE_INSENSITIVE);

  private final boolean allowHttp;
  private final AddressGuard guard;

  /**
   * @param allowHttp whether an address may be plain http
   * @param allowed networks that are reachable although they are not public
   */
  public TargetPolicy(boolean allowHttp, List<AddressRange> allowed) {
    this.allowHttp = allowHttp;
    this.guard = new AddressGuard(allowed);
  }

  /**
   * Reads an address.
   *
   * @throws TargetRefused when it is none that may be called, with the reason
   */
  public URI accept(String written) {
    if (written.length() > MAX_CHARS) {
      throw new TargetRefused("must have at most " + MAX_CHARS + " characters");
    }
    URI target = parse(written);
    String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(allowHttp && scheme.equals("http"))) {
      throw new TargetRefused(allowHttp ? "must be an http or https URL" : "must be an https URL");
    }
    // Also null for hosts that are not ASCII, and with them for dots that only look like dots.
    if (target.getHost() == null || target.getHost().isEmpty()) {
      throw new TargetRefused("must name a host, in ASCII");
    }
    // RFC 3986 allows any digits.
    if (target.getPort() == 0 || target.getPort() > MAX_PORT) {
      throw new TargetRefused("must have a port from 1 to " + MAX_PORT + ", or none");
    }
    if (target.getRawUserInfo() != null) {
      throw new TargetRefused("must not have a user name or password");
    }
    if (target.getRawFragment() != null) {
      throw new TargetRefused("must not have a fragment");
    }
    checkHost(target.getHost());
    return target;
  }

  /** What is known of a host without a look-up; the rest is known when it is called. */
  private void checkHost(String host) {
    if (host.startsWith("[")) {
      // A zone (RFC 6874) says which of this machine's links, not whether it is public.
      checkReachable(List.of(host.replaceAll("[\\[\\]]|%.*", "")));
      return;
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.length() > MAX_NAME_CHARS) {
      throw new TargetRefused("must name a host of at most " + MAX_NAME_CHARS + " characters");
    }
    if (Stream.of(name.split("\\.")).anyMatch(label -> label.length() > MAX_LABEL_CHARS)) {
      throw new TargetRefused(
          "must name a host whose parts have at most " + MAX_LABEL_CHARS + " characters each");
    }
    if (FOUR_NUMBERS.matcher(name).matches()) {
      checkReachable(List.of(name));
    } else if (NUMBER.matcher(name).matches()) {
      throw new TargetRefused("must write an IPv4 address as four numbers");
    } else if (LOCALHOST.matcher(name).matches()) {
      checkReachable(List.of("127.0.0.1", "::1"));
    }
  }

  private void checkReachable(List<String> literals) {
    if (literals.stream()
        .map(AddressRange::literal)
        .noneMatch(address -> guard.isAllowed(address) || guard.isPublic(address))) {
      throw new TargetRefused("must not lead to an address that is not public");
    }
  }

  private static URI parse(String written) {
    try {
      return new URI(written.strip());
    } catch (URISyntaxException e) {
      throw new TargetRefused("must be a URL");
    }
  }
}
