package dev.galley.post.token;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.audit.Audit;
import dev.galley.post.database.Preparation;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.people.People;
import dev.galley.post.people.Role;
import dev.galley.web.FailedLogins;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
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
      BrowserCookie cookie,
      WrongSecrets failures,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    Refusals refusals = new Refusals();
    return http.csrf(AbstractHttpConfigurer::disable) // Credentials says where cookies count
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
                        DispatcherType.ASYNC,
                        DispatcherType.ERROR,
                        DispatcherType.FORWARD,
                        DispatcherType.INCLUDE)
                    .permitAll()
                    .requestMatchers("/health", "/health/**", "/metrics")
                    .permitAll()
                    .requestMatchers("/editor", "/editor/**")
                    .permitAll()
                    .requestMatchers(reading("/preview/**"))
                    .permitAll()
                    .requestMatchers(reading("/api/openapi.json"))
                    .permitAll()
                    .requestMatchers("/api/session", "/api/session/**")
                    .permitAll()
                    .requestMatchers(reading("/api/tokens/current"))
                    .hasRole(Role.READER.name())
                    .requestMatchers(
                        "/api/tokens",
                        "/api/tokens/**",
                        "/api/sign-in-links",
                        "/api/jobs",
                        "/api/jobs/**",
                        "/api/replication",
                        "/api/assets/import/**",
                        "/api/reconciliation")
                    .hasRole(Role.OWNER.name())
                    .requestMatchers(HttpMethod.POST, "/api/people/me")
                    .hasRole(Role.OWNER.name())
                    .requestMatchers(reading("/api/people/me/**"))
                    .hasRole(Role.READER.name())
                    .requestMatchers("/api/people/me", "/api/people/me/**")
                    .access(
                        AuthorizationManagers.allOf(
                            AuthorityAuthorizationManager.hasRole(Role.AUTHOR.name()),
                            AccessConfiguration::withAllRights))
                    .requestMatchers("/api/people/*/sessions")
                    .hasRole(Role.OWNER.name())
                    .requestMatchers(reading("/api/people/{id}"))
                    .hasAnyRole(Role.READER.name(), Role.MAILER.name())
                    .requestMatchers(reading("/api/audit"))
                    .hasRole(Role.OWNER.name())
                    .requestMatchers("/api/assets")
                    .hasRole(Role.AUTHOR.name())
                    .requestMatchers(HttpMethod.PATCH, "/api/assets/**")
                    .hasRole(Role.AUTHOR.name())
                    .requestMatchers(HttpMethod.PUT, "/api/assets/**")
                    .hasRole(Role.AUTHOR.name())
                    .requestMatchers(reading("/api/posts/*/checks")) // it renders
                    .hasRole(Role.AUTHOR.name())
                    .requestMatchers(reading("/api/assets/**")) // also what no reader sees
                    .hasRole(Role.AUTHOR.name())
                    .requestMatchers(reading("/api/imports/**")) // for whoever imports
                    .hasRole(Role.EDITOR.name())
                    .requestMatchers(reading("/api/**"))
                    .hasRole(Role.READER.name())
                    .requestMatchers("/api/people", "/api/people/**")
                    .hasRole(Role.OWNER.name())
                    .requestMatchers(HttpMethod.DELETE, "/api/posts/*")
                    .hasRole(Role.EDITOR.name())
                    .requestMatchers(
                        "/api/posts",
                        "/api/posts/**",
                        "/api/proposals",
                        "/api/proposals/**",
                        "/api/preview",
                        "/api/deliveries/progress")
                    .hasRole(Role.AUTHOR.name())
                    .requestMatchers("/api/**")
                    .hasRole(Role.EDITOR.name())
                    .anyRequest()
                    .denyAll())
        .build();
  }

  /** A token that may do less than its person makes nothing that may do more than itself. */
  private static AuthorizationDecision withAllRights(
      Supplier<? extends @Nullable Authentication> sender, RequestAuthorizationContext context) {
    return new AuthorizationDecision(
        sender.get() instanceof SignedIn signedIn && signedIn.getPrincipal().hasAllRights());
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
  Tokens tokens(MongoDatabase database) {
    return new Tokens(database);
  }

  @Bean
  Sessions sessions(MongoDatabase database, TokenProperties properties) {
    return new Sessions(database, properties.maxSessions());
  }

  @Bean
  Preparation preparedTokens(
      MongoDatabase database,
      Tokens tokens,
      Sessions sessions,
      Secrets secrets,
      Clock clock,
      TokenProperties properties) {
    return () -> {
      new EarlierSessions(database, sessions).upgrade();
      tokens.createIndexes();
      sessions.createIndexes();
      if (properties.bootstrap()) {
        new FirstToken(tokens, secrets, clock, properties.bootstrapFile()).createIfThereIsNone();
      }
    };
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
      Tokens tokens,
      Sessions sessions,
      People people,
      Clock clock,
      TokenProperties properties,
      ExecutorService tokenUse) {
    return new KnownTokens(tokens, sessions, people, clock, properties.local(), tokenUse);
  }

  @Bean
  BrowserCookie sessionCookie(SiteProperties site) {
    return new BrowserCookie(site.url(), "galley_session", "Strict");
  }

  @Bean
  WrongSecrets wrongSecrets(Audit audit, Clock clock) {
    return new WrongSecrets(new FailedLogins(clock), audit, clock);
  }

  @Bean
  MakingTokens makingTokens(Tokens tokens, Secrets secrets, Audit audit, Clock clock) {
    return new MakingTokens(tokens, secrets, audit, clock);
  }

  @Bean
  FollowingPeople followingPeople(Tokens tokens, Sessions sessions, KnownTokens known) {
    return new FollowingPeople(tokens, sessions, known);
  }

  @Bean
  StreamRights streamRights(KnownTokens known) {
    return new StreamRights(known);
  }
}
