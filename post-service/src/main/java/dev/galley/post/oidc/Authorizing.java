package dev.galley.post.oidc;

import dev.galley.post.oidc.PendingSignIns.PendingSignIn;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * The authorization code flow with PKCE, by Spring Security's requests and verification (RFC 9700,
 * 2.1.1). What has to be known again when the answer comes is in {@link PendingSignIns}.
 */
final class Authorizing {

  private final Provider provider;
  private final PendingSignIns pending;
  private final URI site;
  private final OAuth2AuthorizationRequestResolver requests;

  Authorizing(Provider provider, PendingSignIns pending, URI site) {
    this.provider = provider;
    this.pending = pending;
    this.site = site;
    DefaultOAuth2AuthorizationRequestResolver resolver =
        new DefaultOAuth2AuthorizationRequestResolver(any -> provider.registration());
    resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    this.requests = resolver;
  }

  /**
   * Begins.
   *
   * @throws Provider.Away when the provider does not tell where to ask it
   */
  Begun begin(String back, HttpServletRequest request) {
    // The cookie would not come to where the provider sends the browser.
    if (!request.getServerName().equalsIgnoreCase(site.getHost())) {
      throw Problems.refusal(
          HttpStatus.CONFLICT,
          "other-address",
          "The site has another address",
          "Open " + site.resolve("/editor/") + " to sign in by it.");
    }
    OAuth2AuthorizationRequest asked =
        Objects.requireNonNull(
            requests.resolve(request, provider.registration().getRegistrationId()));
    String secret =
        pending.keep(
            new PendingSignIn(
                Objects.requireNonNull(asked.getState()),
                Objects.requireNonNull(asked.getAttribute(OidcParameterNames.NONCE)),
                Objects.requireNonNull(asked.getAttribute(PkceParameterNames.CODE_VERIFIER)),
                back));
    return new Begun(URI.create(asked.getAuthorizationRequestUri()), secret);
  }

  /**
   * Where a browser ends its session at the provider; empty when that has no such place.
   *
   * @throws Provider.Away when it does not tell
   */
  Optional<URI> ending() {
    return provider.ending();
  }

  /** What a browser with this secret has begun; empty when an answer is not to that. */
  Optional<PendingSignIn> begun(String secret, @Nullable String state) {
    return state == null ? Optional.empty() : pending.take(secret, state);
  }

  /**
   * Whom the provider vouches for.
   *
   * @throws OAuth2AuthenticationException when it vouches for nobody, or the answer is another's
   * @throws Provider.Away when it does not tell
   */
  OidcUser user(PendingSignIn begun, Answer answer) {
    if (!provider.isOwnAnswer(answer.iss())) {
      throw new OAuth2AuthenticationException("another_issuer");
    }
    ClientRegistration registration = provider.registration();
    OAuth2AuthorizationRequest asked =
        OAuth2AuthorizationRequest.authorizationCode()
            .authorizationUri(
                Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
            .clientId(registration.getClientId())
            .redirectUri(registration.getRedirectUri())
            .scopes(registration.getScopes())
            .state(begun.state())
            .attributes(
                Map.of(
                    OAuth2ParameterNames.REGISTRATION_ID, registration.getRegistrationId(),
                    OidcParameterNames.NONCE, begun.nonce(),
                    PkceParameterNames.CODE_VERIFIER, begun.verifier()))
            .build();
    String code = answer.code();
    String error = answer.error();
    OAuth2AuthorizationResponse.Builder told =
        code != null && !code.isBlank()
            ? OAuth2AuthorizationResponse.success(code)
            : OAuth2AuthorizationResponse.error(
                error != null && !error.isBlank() ? error : "no_code");
    return provider.user(
        new OAuth2AuthorizationExchange(
            asked,
            told.redirectUri(Objects.requireNonNull(registration.getRedirectUri()))
                .state(begun.state())
                .build()));
  }

  /**
   * A sign-in that has begun.
   *
   * @param at where the browser is to go
   * @param secret for the browser to keep
   */
  record Begun(URI at, String secret) {}

  /**
   * What the provider had the browser bring (RFC 6749, 4.1.2).
   *
   * @param iss RFC 9207
   */
  record Answer(@Nullable String code, @Nullable String error, @Nullable String iss) {}
}
