package dev.galley.feed.http;

import dev.galley.web.connection.AddressRange;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells which addresses a webhook may reach: public ones, and those of networks that the operator
 * allowed. Does NOT protect services that stand on public addresses and trust this machine's own.
 */
final class AddressGuard {

  /** The IANA special-purpose registry for IPv4 (RFC 6890 and its updates), multicast, reserved. */
  private static final List<AddressRange> NOT_PUBLIC_4 =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.31.196.0/24",
          "192.52.193.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "192.175.48.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** All that is given out to the public so far (RFC 3587). */
  private static final AddressRange GLOBAL_UNICAST_6 = AddressRange.parse("2000::/3");

  /** Special purposes inside it; tunnels are among them, since they hide an IPv4 address. */
  private static final List<AddressRange> NOT_PUBLIC_6 =
      ranges("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

  private final List<AddressRange> allowed;

  /**
   * @param allowed networks that are reachable although they are not public
   */
  AddressGuard(List<AddressRange> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /** Whether the operator allowed the address, whatever it is. */
  boolean isAllowed(InetAddress address) {
    return allowed.stream().anyMatch(range -> range.contains(address));
  }

  /** Whether anybody may be sent to the address. */
  boolean isPublic(InetAddress address) {
    if (address instanceof Inet4Address) {
      return NOT_PUBLIC_4.stream().noneMatch(range -> range.contains(address));
    }
    // Java turns ::ffff:127.0.0.1 into an Inet4Address; what is left of such forms is not global.
    return address instanceof Inet6Address
        && GLOBAL_UNICAST_6.contains(address)
        && NOT_PUBLIC_6.stream().noneMatch(range -> range.contains(address));
  }

  private static List<AddressRange> ranges(String... cidrs) {
    return Stream.of(cidrs).map(AddressRange::parse).toList();
  }
}
