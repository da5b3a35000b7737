package dev.galley.web.connection;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.catalina.Valve;
import org.apache.catalina.valves.RemoteIpValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is known of the network that requests come from. The one place that says whose word about
 * another address is believed.
 *
 * @param proxies the addresses of reverse proxies, in CIDR notation: the client that they name in
 *     {@code X-Forwarded-For} is the client, for limits, logs and records; nobody else is believed
 * @param operatorToken opens what is for operators wherever a request comes from; empty: nothing
 *     does
 * @param ownNames names with a dot under which neighbours, such as Prometheus, reach this service
 * @param site where readers find the site
 */
@ConfigurationProperties("galley")
public record Network(
    @DefaultValue List<String> proxies,
    @DefaultValue("") String operatorToken,
    @DefaultValue List<String> ownNames,
    @DefaultValue Site site) {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final Logger log = LoggerFactory.getLogger(Network.class);

  /**
   * @param url a public one means that a proxy is somewhere: the services speak plain HTTP
   */
  record Site(@DefaultValue("http://127.0.0.1") URI url) {}

  public Network {
    proxies = List.copyOf(proxies);
    ownNames = List.copyOf(ownNames);
  }

  /** As the services' settings name it, where no Spring reads them. */
  public static Network of(Map<String, String> environment) {
    return new Network(
        list(environment.get("GALLEY_PROXIES")),
        environment.getOrDefault("GALLEY_OPERATOR_TOKEN", ""),
        list(environment.get("GALLEY_OWN_NAMES")),
        new Site(URI.create(environment.getOrDefault("GALLEY_SITE_URL", "http://127.0.0.1"))));
  }

  private static List<String> list(@org.jspecify.annotations.Nullable String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .toList();
  }

  /**
   * Makes a request's remote address the client's, and its scheme the client's, where a proxy of
   * ours says so; goes before everything else.
   *
   * @return empty without proxies
   */
  public Optional<Valve> forwarding() {
    if (proxies.isEmpty()) {
      if (!isThisMachine(String.valueOf(site.url().getHost()))) {
        log.warn(
            "The site has a public address, and GALLEY_PROXIES names no proxy: every client behind"
                + " one has its address, and who asks from this machine is taken for its operator");
      }
      return Optional.empty();
    }
    RemoteIpValve valve = new RemoteIpValve();
    valve.setInternalProxies(String.join(",", proxies));
    return Optional.of(valve);
  }

  /** Whether a name, as in a URL, is this machine's for itself. */
  public static boolean isThisMachine(String name) {
    return THIS_MACHINE.contains(name);
  }

  /**
   * @throws IllegalArgumentException when one is no network; host names are refused
   */
  public List<AddressRange> proxyRanges() {
    return proxies.stream().map(AddressRange::parse).toList();
  }
}
