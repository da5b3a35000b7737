package dev.galley.render.markdown;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the one {@link Markdown} of the service. */
@Configuration(proxyBeanMethods = false)
class MarkdownConfiguration {

  @Bean(destroyMethod = "close")
  GuardedMarkdown markdown(MarkdownProperties properties) {
    return new GuardedMarkdown(properties);
  }
}
