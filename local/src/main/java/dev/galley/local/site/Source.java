package dev.galley.local.site;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A running Galley, as far as copying its site needs it. */
public interface Source {

  /** Every address of the site. */
  Addresses addresses();

  /**
   * What an address answers; a redirect is not followed.
   *
   * @param address path and query, encoded
   * @param tag the entity tag of what is there already; null for nothing
   */
  Answer get(String address, @Nullable String tag);

  /**
   * The table of addresses.
   *
   * @param site the public address, without a path
   * @param paths encoded
   * @param patterns redirects that take the rest of a path along, with a {@code *} at the end
   */
  record Addresses(String site, List<String> paths, Map<String, String> patterns) {}

  /**
   * An answer.
   *
   * @param contentType empty when it has none
   * @param tag the entity tag; empty when it has none
   * @param location where a redirect leads; empty when it is none
   */
  record Answer(int status, String contentType, String tag, String location, byte[] body) {}
}
