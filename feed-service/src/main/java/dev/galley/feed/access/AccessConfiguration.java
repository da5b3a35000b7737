package dev.galley.feed.access;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the check before everything under {@code /api}. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean
  Tokens tokens(AccessProperties properties, Clock clock) {
    return new PostServiceTokens(properties, clock);
  }

  @Bean
  WebMvcConfigurer accessCheck(Tokens tokens) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AccessCheck(tokens)).addPathPatterns("/api/**");
      }
    };
  }
}
