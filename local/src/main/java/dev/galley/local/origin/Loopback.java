package dev.galley.local.origin;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What counts as this machine, by text alone: nothing is ever looked up. */
final class Loopback {

  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private Loopback() {}

  static boolean isAddress(@Nullable String address) {
    return address != null
        && (address.startsWith("127.")
            || address.equals("0:0:0:0:0:0:0:1")
            || address.equals("::1"));
  }

  static boolean isName(String host) {
    return NAMES.contains(host);
  }
}
