package dev.galley.feed.secret;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the box with the configured key. */
@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

  @Bean
  SecretBox secretBox(SecretProperties properties) {
    return new SecretBox(properties.masterKey());
  }
}
