package dev.galley.render.markdown;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whose pages a post may show in a frame. */
final class EmbedHosts {

  private static final Set<String> BUILT_IN =
      Set.of(
          "youtube.com",
          "www.youtube.com",
          "youtube-nocookie.com",
          "www.youtube-nocookie.com",
          "player.vimeo.com",
          "www.openstreetmap.org",
          "docs.google.com",
          "speakerdeck.com",
          "www.instagram.com",
          "instagram.com",
          "showterm.io",
          "mastodon.social");

  // Google serves its maps from a host for each country, and from one path of its main site.
  private static final Pattern MAPS =
      Pattern.compile("maps\\.google\\.(com|[a-z]{2}|co\\.[a-z]{2})");
  private static final Pattern SEARCH =
      Pattern.compile("www\\.google\\.(com|[a-z]{2}|co\\.[a-z]{2})");

  private final Set<String> hosts;

  EmbedHosts(List<String> more) {
    hosts =
        Stream.concat(BUILT_IN.stream(), more.stream())
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  boolean allow(String address) {
    try {
      URI uri = new URI(address.strip());
      boolean web =
          uri.getScheme() == null
              || uri.getScheme().equalsIgnoreCase("https")
              || uri.getScheme().equalsIgnoreCase("http");
      if (!web || uri.getHost() == null || uri.getUserInfo() != null || uri.getPort() >= 0) {
        return false;
      }
      String host = uri.getHost().toLowerCase(Locale.ROOT);
      return hosts.contains(host)
          || MAPS.matcher(host).matches()
          || (SEARCH.matcher(host).matches() && uri.getRawPath().startsWith("/maps/"));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }
}
