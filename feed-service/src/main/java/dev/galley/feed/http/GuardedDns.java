package dev.galley.feed.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a host up for one connection and hands out only addresses that may be reached: what was
 * checked is what is connected to, so an answer that changes between two look-ups gains nothing.
 */
final class GuardedDns implements DnsResolver {

  private final DnsResolver dns;
  private final AddressGuard guard;
  private final Set<Integer> ports;

  /**
   * @param dns does the look-up; also understands an address in any of its spellings
   * @param ports the ports that public addresses may be called at
   */
  GuardedDns(DnsResolver dns, AddressGuard guard, Set<Integer> ports) {
    this.dns = dns;
    this.guard = guard;
    this.ports = Set.copyOf(ports);
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    InetAddress[] addresses = dns.resolve(host);
    for (InetAddress address : addresses) {
      // One bad answer spoils all: which one is used is not for the name's owner to decide.
      check(host, port, address);
    }
    return Arrays.stream(addresses).map(address -> new InetSocketAddress(address, port)).toList();
  }

  private void check(String host, int port, InetAddress address) throws ForbiddenTarget {
    if (guard.isAllowed(address)) {
      return;
    }
    if (!guard.isPublic(address)) {
      throw new ForbiddenTarget(host + " leads to an address that is not public");
    }
    if (!ports.contains(port)) {
      throw new ForbiddenTarget("Port " + port + " is not allowed");
    }
  }

  /** Without a port nothing can be decided. */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    throw new ForbiddenTarget("A look-up of " + host + " without a port");
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
