package dev.galley.feed.http;

import java.time.Clock;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Outgoing calls, put together. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  @Bean
  TargetPolicy targetPolicy(CallProperties properties) {
    return new TargetPolicy(properties.allowHttp(), properties.networks());
  }

  @Bean
  HttpEndpoint httpEndpoint(CallProperties properties, Clock clock) {
    GuardedDns dns =
        new GuardedDns(
            SystemDefaultDnsResolver.INSTANCE,
            new AddressGuard(properties.networks()),
            properties.allowedPorts());
    return new HttpEndpoint(dns, properties.connectTimeout(), properties.timeout(), null, clock);
  }
}
