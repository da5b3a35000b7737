package dev.galley.feed.secret;

import dev.galley.web.SignedLinks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the configured key opens and signs. */
@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

  @Bean
  SecretBox secretBox(SecretProperties properties) {
    return new SecretBox(properties.masterKey());
  }

  @Bean
  SignedLinks signedLinks(SecretProperties properties) {
    return new SignedLinks(properties.masterKey());
  }
}
