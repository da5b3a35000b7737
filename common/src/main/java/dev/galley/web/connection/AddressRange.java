package dev.galley.web.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/**
 * A block of IP addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3).
 *
 * @param first an address of the block
 * @param prefixBits how many leading bits an address shares with it
 */
public record AddressRange(InetAddress first, int prefixBits) {

  public AddressRange {
    if (prefixBits < 0 || prefixBits > first.getAddress().length * 8) {
      throw new IllegalArgumentException("No prefix has " + prefixBits + " bits");
    }
  }

  /**
   * Reads {@code 10.1.0.0/16}, {@code fd00::/8} or a single address.
   *
   * @throws IllegalArgumentException when it is neither; host names are refused
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress first = literal(slash < 0 ? text : text.substring(0, slash));
    int bits =
        slash < 0
            ? first.getAddress().length * 8
            : Integer.parseInt(text.substring(slash + 1).strip());
    return new AddressRange(first, bits);
  }

  /** An address without a look-up in the DNS, whose answer would decide who gets in. */
  public static InetAddress literal(String text) {
    String address = text.strip();
    if (!address.matches("[0-9a-fA-F:.]*[.:][0-9a-fA-F:.]*(%[\\w.-]+)?")) {
      throw new IllegalArgumentException("Not an IP address: " + address);
    }
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("Not an IP address: " + address, e);
    }
  }

  /**
   * What one client has of addresses, and limits count: an IPv4 address, of IPv6 its network of 64
   * bits (RFC 6177). What is no address stands for itself.
   */
  public static String ofOneClient(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      byte[] bytes = literal(address).getAddress();
      return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 8));
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  /** Whether an address lies in the block; one of the other family never does. */
  public boolean contains(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
