package dev.galley.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import org.springframework.http.HttpHeaders;

/**
 * Tells who may see what a machine knows about itself: a request that comes straight from this
 * machine or from a configured network.
 *
 * <p>It goes by address and not by name, and does not protect against other users of the same
 * machine.
 */
public final class Operators {

  /** A request with one of these came through a proxy, whose address says nothing about it. */
  private static final List<String> PROXIED =
      List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", HttpHeaders.VIA);

  private final List<AddressRange> networks;

  Operators(List<AddressRange> networks) {
    this.networks = List.copyOf(networks);
  }

  /**
   * @param networks in CIDR notation, besides the machine itself
   * @throws IllegalArgumentException when one of them is no network; host names are refused
   */
  public static Operators in(List<String> networks) {
    return new Operators(networks.stream().map(AddressRange::parse).toList());
  }

  /** Whether a request comes straight from one of them. */
  public boolean sent(HttpServletRequest request) {
    if (PROXIED.stream().anyMatch(header -> request.getHeader(header) != null)) {
      return false;
    }
    InetAddress address = AddressRange.literal(request.getRemoteAddr());
    return address.isLoopbackAddress()
        || networks.stream().anyMatch(network -> network.contains(address));
  }
}
