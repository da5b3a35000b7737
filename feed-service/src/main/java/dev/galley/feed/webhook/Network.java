package dev.galley.feed.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * A range of addresses in CIDR notation.
 *
 * @param prefix its first address
 * @param bits how many leading bits its addresses share
 */
record Network(InetAddress prefix, int bits) {

  /**
   * @param cidr such as {@code 127.0.0.0/8} or {@code fd00::/8}; a single address needs no bits
   * @throws IllegalArgumentException when it is not written like that; names are not looked up
   */
  static Network of(String cidr) {
    String[] parts = cidr.strip().toLowerCase(Locale.ROOT).split("/", 2);
    if (!parts[0].matches("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*")) {
      throw new IllegalArgumentException("Not a network: " + cidr);
    }
    try {
      InetAddress prefix = InetAddress.getByName(parts[0]);
      int all = prefix.getAddress().length * 8;
      int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
      if (bits < 0 || bits > all) {
        throw new IllegalArgumentException("Not a network: " + cidr);
      }
      return new Network(prefix, bits);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("Not a network: " + cidr, e);
    }
  }

  static List<Network> all(String... cidrs) {
    return List.of(cidrs).stream().map(Network::of).toList();
  }

  boolean contains(InetAddress address) {
    byte[] expected = prefix.getAddress();
    byte[] actual = address.getAddress();
    if (expected.length != actual.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((expected[bit / 8] & mask) != (actual[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
