package dev.galley.post.preview;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class PreviewConfiguration {

  @Bean
  RenderService renderService(PreviewProperties properties, JsonMapper json) {
    return new RenderService(properties, json);
  }
}
