package dev.galley.post.token;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.draft.SiteProperties;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import tools.jackson.databind.json.JsonMapper;

/** Who may do what: everything that is not allowed here is denied. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean
  SecurityFilterChain access(
      HttpSecurity http,
      KnownTokens tokens,
      SessionCookie cookie,
      FailedLogins failures,
      JsonMapper json) {
    Refusals refusals = new Refusals(json);
    return http.csrf(AbstractHttpConfigurer::disable) // SessionCookie checks where it comes from
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable) // dev.galley.web sets them
        .addFilterBefore(
            new TokenFilter(tokens, cookie, failures), AnonymousAuthenticationFilter.class)
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
                    .requestMatchers(HttpMethod.GET, "/api/openapi.json")
                    .permitAll()
                    .requestMatchers("/api/session")
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, "/api/tokens/current")
                    .hasRole(Role.READER.name())
                    .requestMatchers("/api/tokens", "/api/tokens/**", "/api/reconciliation")
                    .hasRole(Role.OWNER.name())
                    .requestMatchers(HttpMethod.GET, "/api/**")
                    .hasRole(Role.READER.name())
                    .requestMatchers("/api/**")
                    .hasRole(Role.EDITOR.name())
                    .anyRequest()
                    .denyAll())
        .build();
  }

  @Bean(initMethod = "createIndexes")
  MongoTokens tokens(MongoDatabase database) {
    return new MongoTokens(database);
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
  InitializingBean firstToken(
      Tokens tokens, Secrets secrets, Clock clock, TokenProperties properties) {
    return () -> {
      if (properties.bootstrap()) {
        new FirstToken(tokens, secrets, clock, properties.bootstrapFile()).createIfThereIsNone();
      }
    };
  }
}
