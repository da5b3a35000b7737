package dev.galley.post.token;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.store.Preparation;
import dev.galley.web.FailedLogins;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Who may do what: everything that is not allowed here is denied. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean
  SecurityFilterChain access(
      HttpSecurity http,
      KnownTokens tokens,
      SessionCookie cookie,
      FailedLogins failures,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    Refusals refusals = new Refusals();
    return http.csrf(AbstractHttpConfigurer::disable) // SessionCookie checks where it comes from
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable) // dev.galley.web sets them
        .addFilterBefore(
            new TokenFilter(tokens, cookie, failures, problems),
            AnonymousAuthenticationFilter.class)
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(
                        DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll()
                    .requestMatchers("/health", "/health/**", "/metrics")
                    .permitAll()
                    .requestMatchers("/editor", "/editor/**")
                    .permitAll()
                    .requestMatchers(reading("/api/openapi.json"))
                    .permitAll()
                    .requestMatchers("/api/session")
                    .permitAll()
                    .requestMatchers(reading("/api/tokens/current"))
                    .hasRole(Role.READER.name())
                    .requestMatchers("/api/tokens", "/api/tokens/**", "/api/reconciliation")
                    .hasRole(Role.OWNER.name())
                    .requestMatchers(reading("/api/**"))
                    .hasRole(Role.READER.name())
                    .requestMatchers("/api/**")
                    .hasRole(Role.EDITOR.name())
                    .anyRequest()
                    .denyAll())
        .build();
  }

  /** RFC 9110, 9.2.1: whoever may GET may also ask with HEAD, and what else is possible. */
  private static RequestMatcher[] reading(String path) {
    return Stream.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS)
        .map(method -> PathPatternRequestMatcher.withDefaults().matcher(method, path))
        .toArray(RequestMatcher[]::new);
  }

  /** Unknown methods go on to where they are answered with 405 and Allow. */
  @Bean
  HttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    return firewall;
  }

  @Bean
  MongoTokens tokens(MongoDatabase database) {
    return new MongoTokens(database);
  }

  @Bean
  Preparation tokenIndexes(MongoTokens tokens) {
    return tokens::createIndexes;
  }

  @Bean
  Secrets secrets() {
    return new Secrets();
  }

  @Bean(destroyMethod = "shutdown")
  ExecutorService tokenUse() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "token-use");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Bean
  KnownTokens knownTokens(
      Tokens tokens, Clock clock, TokenProperties properties, ExecutorService tokenUse) {
    return new KnownTokens(tokens, clock, properties.local(), tokenUse);
  }

  @Bean
  SessionCookie sessionCookie(SiteProperties site) {
    return new SessionCookie(site.url());
  }

  @Bean
  FailedLogins failedLogins(Clock clock) {
    return new FailedLogins(clock);
  }

  @Bean
  SigningIn signingIn(
      Tokens tokens, KnownTokens known, Secrets secrets, Clock clock, TokenProperties properties) {
    return new SigningIn(tokens, known, secrets, clock, properties);
  }

  @Bean
  Preparation firstToken(Tokens tokens, Secrets secrets, Clock clock, TokenProperties properties) {
    return () -> {
      if (properties.bootstrap()) {
        new FirstToken(tokens, secrets, clock, properties.bootstrapFile()).createIfThereIsNone();
      }
    };
  }
}
