package dev.galley.post.oidc;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The OpenID provider, found by its metadata (OpenID Connect Discovery 1.0) when somebody first
 * wants to sign in by it: while it is away, Galley starts and lets people in by other ways.
 * Thread-safe.
 *
 * <p>It does not protect against the provider itself: whom it vouches for is let in.
 */
final class Provider {

  private static final Logger log = LoggerFactory.getLogger(Provider.class);

  private static final String METADATA = "/.well-known/openid-configuration";

  /** OpenID Connect RP-Initiated Logout 1.0, 2.1. */
  private static final String END_SESSION = "end_session_endpoint";

  /** RFC 9207, 3. */
  private static final String NAMES_ITSELF = "authorization_response_iss_parameter_supported";

  private static final ParameterizedTypeReference<Map<String, Object>> JSON_OBJECT =
      new ParameterizedTypeReference<>() {};
  private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(5);
  private static final Duration OTHERS_WAIT = Duration.ofSeconds(2);

  private final OidcProperties properties;
  private final String redirectUri;
  private final ClientHttpRequestFactory http;
  private final Clock clock;
  private final ReentrantLock finding = new ReentrantLock();
  private volatile @Nullable Found found;
  private volatile Instant notBefore = Instant.MIN;

  /**
   * @param redirectUri where the provider sends browsers back to
   */
  Provider(OidcProperties properties, URI redirectUri, ClientHttpRequestFactory http, Clock clock) {
    this.properties = properties;
    this.redirectUri = redirectUri.toString();
    this.http = http;
    this.clock = clock;
  }

  /**
   * What is known of it.
   *
   * @throws Away when it does not tell
   */
  ClientRegistration registration() {
    return found().registration();
  }

  /** RFC 9207, 2.4: whether an answer that says so, or does not, may be this provider's. */
  boolean isOwnAnswer(@Nullable String iss) {
    return iss == null ? !found().namesItself() : iss.equals(properties.issuer());
  }

  /**
   * Exchanges a code for what the provider says of somebody, and verifies it.
   *
   * @throws AuthenticationException when it is not what was asked for
   * @throws Away when the provider does not tell
   */
  OidcUser user(OAuth2AuthorizationExchange exchange) {
    Found provider = found();
    Authentication verified;
    try {
      verified =
          provider
              .verification()
              .authenticate(new OAuth2LoginAuthenticationToken(provider.registration(), exchange));
    } catch (IllegalArgumentException | IllegalStateException unreadable) {
      throw new OAuth2AuthenticationException(
          new OAuth2Error("unreadable_answer"), unreadable.toString(), unreadable);
    }
    return (OidcUser) Objects.requireNonNull(Objects.requireNonNull(verified).getPrincipal());
  }

  /**
   * Where a browser ends its session there; empty when there is no such place. OpenID Connect
   * RP-Initiated Logout 1.0, 2: without an ID token, which is not kept, the provider asks whoever
   * comes; and nobody is led back, for which an address would have to be known there.
   *
   * @throws Away when it does not tell
   */
  Optional<URI> ending() {
    ClientRegistration known = registration();
    return Optional.ofNullable(
            known.getProviderDetails().getConfigurationMetadata().get(END_SESSION))
        .map(
            address ->
                UriComponentsBuilder.fromUriString(address.toString())
                    .queryParam(
                        OAuth2ParameterNames.CLIENT_ID,
                        UriUtils.encode(known.getClientId(), StandardCharsets.UTF_8))
                    .build(true)
                    .toUri());
  }

  /** One thread asks; who comes meanwhile, or right after a failure, does not wait as long. */
  private Found found() {
    Found known = found;
    if (known != null) {
      return known;
    }
    boolean isMine = false;
    try {
      isMine = finding.tryLock(OTHERS_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      known = found;
      if (known == null) {
        known = isMine && !clock.instant().isBefore(notBefore) ? find() : null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (isMine) {
        finding.unlock();
      }
    }
    if (known == null) {
      throw new Away();
    }
    return known;
  }

  private Found find() {
    try {
      Found now = read();
      found = now;
      return now;
    } catch (RuntimeException failure) {
      notBefore = clock.instant().plus(ASKED_AGAIN_AFTER);
      log.warn("The OpenID provider cannot be used: {}", failure.toString());
      throw new Away();
    }
  }

  private Found read() {
    String issuer = Objects.requireNonNull(properties.issuer());
    ResponseEntity<Map<String, Object>> answer =
        new RestTemplate(http)
            .exchange(issuer.replaceFirst("/$", "") + METADATA, HttpMethod.GET, null, JSON_OBJECT);
    Map<String, Object> metadata = answer.getBody();
    // OpenID Connect Discovery 1.0, 4.2 and 4.3: 200, and the two have to be identical.
    if (answer.getStatusCode() != HttpStatus.OK
        || metadata == null
        || !issuer.equals(metadata.get("issuer"))) {
      throw new IllegalStateException("its metadata are not those of " + issuer);
    }
    for (String endpoint :
        List.of(
            "authorization_endpoint",
            "token_endpoint",
            "jwks_uri",
            "userinfo_endpoint",
            END_SESSION)) {
      requireAddress(endpoint, metadata.get(endpoint));
    }
    ClientRegistration.Builder registration =
        ClientRegistrations.fromOidcConfiguration(metadata)
            .registrationId("oidc")
            .clientId(Objects.requireNonNull(properties.clientId()))
            .redirectUri(redirectUri)
            .scope("openid", "profile", "email");
    if (properties.clientSecret() == null) {
      registration.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
    } else {
      registration.clientSecret(properties.clientSecret());
    }
    ClientRegistration made = registration.build();
    return new Found(made, verification(made), Boolean.TRUE.equals(metadata.get(NAMES_ITSELF)));
  }

  /** A browser is sent to one of them, and secrets to others. */
  private void requireAddress(String name, @Nullable Object told) {
    boolean isSecure = Objects.requireNonNull(properties.issuer()).startsWith("https:");
    if (told != null && !told.toString().matches(isSecure ? "https://.*" : "https?://.*")) {
      throw new IllegalStateException("its " + name + " is no https address");
    }
  }

  private OidcAuthorizationCodeAuthenticationProvider verification(
      ClientRegistration registration) {
    RestClientAuthorizationCodeTokenResponseClient tokens =
        new RestClientAuthorizationCodeTokenResponseClient();
    tokens.setRestClient(
        RestClient.builder()
            .requestFactory(http)
            .configureMessageConverters(
                converters ->
                    converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    RestTemplate asking = new RestTemplate(http);
    asking.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
    DefaultOAuth2UserService facts = new DefaultOAuth2UserService();
    facts.setRestOperations(asking);
    OidcUserService users = new OidcUserService();
    users.setOauth2UserService(facts);
    OidcAuthorizationCodeAuthenticationProvider verification =
        new OidcAuthorizationCodeAuthenticationProvider(tokens, users);
    JwtDecoder decoder = decoder(registration);
    verification.setJwtDecoderFactory(any -> decoder);
    return verification;
  }

  /**
   * As Spring Security's own factory has it, but for any signature that is one, and with limits.
   */
  private JwtDecoder decoder(ClientRegistration registration) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(
                Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri()))
            .jwsAlgorithms(algorithms -> algorithms.addAll(List.of(SignatureAlgorithm.values())))
            .restOperations(new RestTemplate(http))
            .build();
    decoder.setClaimSetConverter(
        new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
    return decoder;
  }

  private record Found(
      ClientRegistration registration,
      OidcAuthorizationCodeAuthenticationProvider verification,
      boolean namesItself) {}

  /** The provider does not answer, or not as one. */
  static final class Away extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }
}
