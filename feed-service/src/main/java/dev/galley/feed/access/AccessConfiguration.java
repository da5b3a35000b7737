package dev.galley.feed.access;

import dev.galley.web.FailedLogins;
import jakarta.servlet.DispatcherType;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.stream.Stream;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.AbstractSecurityWebApplicationInitializer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.client.RestClient;

/**
 * Everything under {@code /api} needs a token or a session of post-service. Feeds and {@code
 * /events} are for everybody and do not pass Spring Security.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class AccessConfiguration {

  private static final String API = "/api/**";

  /** What was told and answered is for whoever may change it. */
  private static final String[] DELIVERIES = {
    "/api/webhooks/*/deliveries/**", "/api/channels/*/deliveries/**", "/api/announcements/**"
  };

  /** Who takes mails or feeds, and what they were sent, is for whoever keeps the list. */
  private static final String[] PERSONAL = {
    "/api/subscribers/**", "/api/mail/**", "/api/websub/**"
  };

  /** By Boot's builder, which observes what goes out. */
  @Bean
  RestClient postService(AccessProperties properties, RestClient.Builder http) {
    return http.baseUrl(properties.postServiceUrl())
        .requestFactory(
            ClientHttpRequestFactoryBuilder.jdk()
                .withHttpClientCustomizer(client -> client.version(HttpClient.Version.HTTP_1_1))
                .build(
                    HttpClientSettings.defaults()
                        .withTimeouts(properties.tokenTimeout(), properties.tokenTimeout())))
        .build();
  }

  @Bean
  PostServiceTokens postServiceTokens(RestClient postService, AccessProperties properties) {
    return new PostServiceTokens(postService, properties.tokenCache());
  }

  @Bean
  PostServiceAudit postServiceAudit(RestClient postService) {
    return new PostServiceAudit(postService);
  }

  @Bean
  SecurityFilterChain access(HttpSecurity http, PostServiceTokens tokens) {
    Refusals refusals = new Refusals(new FailedLogins(Clock.systemUTC()));
    return http.securityMatcher(API)
        .csrf(AbstractHttpConfigurer::disable) // OwnChanges looks where a session comes from
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable) // dev.galley.web sets them
        .oauth2ResourceServer(
            server ->
                server
                    .bearerTokenResolver(new SessionOrToken())
                    .opaqueToken(opaque -> opaque.introspector(tokens))
                    .authenticationEntryPoint(refusals)
                    .accessDeniedHandler(refusals))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(
                        DispatcherType.ASYNC,
                        DispatcherType.ERROR,
                        DispatcherType.FORWARD,
                        DispatcherType.INCLUDE)
                    .permitAll()
                    .requestMatchers(reading(DELIVERIES))
                    .hasAuthority(PostServiceTokens.CHANGE)
                    .requestMatchers(reading(PERSONAL))
                    .hasAuthority(PostServiceTokens.CHANGE)
                    .requestMatchers(reading(API))
                    .hasAuthority(PostServiceTokens.READ)
                    .anyRequest()
                    .access(new OwnChanges()))
        .build();
  }

  private static RequestMatcher[] reading(String... paths) {
    return Stream.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS)
        .flatMap(
            method ->
                Stream.of(paths)
                    .map(path -> PathPatternRequestMatcher.withDefaults().matcher(method, path)))
        .toArray(RequestMatcher[]::new);
  }

  @Bean
  DelegatingFilterProxyRegistrationBean apiFilter() {
    DelegatingFilterProxyRegistrationBean filter =
        new DelegatingFilterProxyRegistrationBean(
            AbstractSecurityWebApplicationInitializer.DEFAULT_FILTER_NAME);
    filter.addUrlPatterns("/api/*");
    return filter;
  }
}
