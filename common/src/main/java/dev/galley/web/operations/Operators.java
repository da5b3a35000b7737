package dev.galley.web.operations;

import dev.galley.web.connection.AddressRange;
import dev.galley.web.connection.Network;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.catalina.Globals;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Tells who may see what a machine knows about itself: whoever shows the operator's token, and a
 * request that comes straight from this machine or from a configured network, by a name that is
 * this machine's.
 *
 * <p>What a proxy leaves out proves nothing, so the address of a proxy ({@link Network#proxies}) is
 * never an operator's. It does not protect against other users of the same machine, nor against a
 * proxy on it that nobody named, speaks HTTP/1.1 and adds nothing; a warning is logged where there
 * may be one.
 */
public final class Operators {

  /** A request with one of these came through a proxy, whose address says nothing about it. */
  private static final List<String> PROXIED =
      List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", HttpHeaders.VIA);

  private static final String BEARER = "Bearer ";

  private final List<AddressRange> networks;
  private final List<AddressRange> proxies;
  private final byte[] token;
  private final Set<String> names;

  private Operators(List<AddressRange> networks, Network network) {
    this.networks = List.copyOf(networks);
    this.proxies = network.proxyRanges();
    this.token = network.operatorToken().getBytes(StandardCharsets.UTF_8);
    this.names = Set.copyOf(network.ownNames());
  }

  /**
   * @param networks in CIDR notation, besides the machine itself
   * @throws IllegalArgumentException when one of them is no network; host names are refused
   */
  public static Operators in(List<String> networks, Network network) {
    return new Operators(networks.stream().map(AddressRange::parse).toList(), network);
  }

  /** Whether a request comes from one of them. */
  public boolean sent(HttpServletRequest request) {
    return showsToken(request) || (isStraight(request) && isFromNear(request));
  }

  private boolean showsToken(HttpServletRequest request) {
    String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
    return token.length > 0
        && shown != null
        && shown.startsWith(BEARER)
        && MessageDigest.isEqual(
            token, shown.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isStraight(HttpServletRequest request) {
    return request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE) == null
        // What nginx speaks to those behind it, unless told otherwise.
        && !request.getProtocol().equals("HTTP/1.0")
        && PROXIED.stream().noneMatch(header -> request.getHeader(header) != null);
  }

  private boolean isFromNear(HttpServletRequest request) {
    InetAddress address = AddressRange.literal(request.getRemoteAddr());
    if (isIn(proxies, address)) {
      return false;
    }
    return address.isLoopbackAddress()
        ? isThisMachine(request.getHeader(HttpHeaders.HOST), request.getLocalPort())
        : isIn(networks, address) && isOwn(name(request.getHeader(HttpHeaders.HOST)));
  }

  private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static boolean isThisMachine(@Nullable String host, int port) {
    String name = name(host);
    return Network.isThisMachine(name)
        && (name.equalsIgnoreCase(host) || (name + ":" + port).equalsIgnoreCase(host));
  }

  /** A foreign page can have its own name lead here, but neither an address nor a bare word. */
  private boolean isOwn(String name) {
    return !name.contains(".")
        || name.startsWith("[")
        || name.matches("[0-9.]+")
        || names.contains(name);
  }

  private static String name(@Nullable String host) {
    return String.valueOf(host).toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
  }
}
