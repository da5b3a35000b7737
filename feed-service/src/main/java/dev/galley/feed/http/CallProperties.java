package dev.galley.feed.http;

import dev.galley.web.connection.AddressRange;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom subscribers may have called, and for how long.
 *
 * @param allowedNetworks networks in CIDR notation that may be reached although they are not
 *     public, at any port; for subscribers on the same site
 * @param allowHttp whether an address may be plain http
 * @param allowedPorts the ports of public addresses that may be called
 * @param connectTimeout for one address
 * @param timeout for one whole call
 */
@ConfigurationProperties("galley.webhooks")
record CallProperties(
    @DefaultValue List<String> allowedNetworks,
    @DefaultValue("false") boolean allowHttp,
    @DefaultValue({"443", "8443"}) Set<Integer> allowedPorts,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("15s") Duration timeout) {

  CallProperties {
    allowedNetworks = List.copyOf(allowedNetworks);
    allowedPorts = Set.copyOf(allowedPorts);
  }

  List<AddressRange> networks() {
    return allowedNetworks.stream()
        .filter(network -> !network.isBlank())
        .map(AddressRange::parse)
        .toList();
  }
}
