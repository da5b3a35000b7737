package dev.galley.post.preview;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
class PreviewConfiguration {

  @Bean
  RenderService renderService(PreviewProperties properties, RestClient.Builder http) {
    return new RenderService(properties, http);
  }
}
