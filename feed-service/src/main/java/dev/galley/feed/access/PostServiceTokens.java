package dev.galley.feed.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.web.Sha256;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks post-service, which alone knows the tokens, and believes its answer for a few seconds.
 * Thread-safe.
 */
final class PostServiceTokens implements OpaqueTokenIntrospector {

  /** May read what needs a token. */
  static final String READ = "read";

  /** May change it as well. */
  static final String CHANGE = "change";

  private static final int MAX_REMEMBERED = 1000;

  /** Whether a token is good cannot be found out now. */
  static final class TokensUnavailable extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    TokensUnavailable(Throwable cause) {
      super("post-service cannot be asked", cause);
    }
  }

  private final RestClient postService;
  private final Cache<String, List<GrantedAuthority>> remembered;

  PostServiceTokens(RestClient postService, Duration tokenCache) {
    this.postService = postService;
    this.remembered =
        Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(tokenCache).build();
  }

  /**
   * @throws TokensUnavailable when nobody can say
   */
  @Override
  public OAuth2AuthenticatedPrincipal introspect(String token) {
    List<GrantedAuthority> allowed = remembered.get(fingerprint(token), any -> ask(token));
    if (allowed == null || allowed.isEmpty()) {
      throw new BadOpaqueTokenException("post-service does not know the token");
    }
    return new DefaultOAuth2AuthenticatedPrincipal(Map.of("active", true), allowed);
  }

  private List<GrantedAuthority> ask(String token) {
    try {
      byte[] current =
          postService
              .get()
              .uri("/api/tokens/current")
              .accept(MediaType.APPLICATION_JSON)
              .headers(headers -> SessionOrToken.into(headers, token))
              .retrieve()
              .body(byte[].class);
      return current == null
          ? List.of()
          : allowed(JsonMapper.shared().readTree(current).path("role").asString(""));
    } catch (HttpClientErrorException refused) {
      return List.of();
    } catch (RestClientException | JacksonException unknown) {
      throw new TokensUnavailable(unknown);
    }
  }

  /** By the role that post-service names; a role that this release does not know may read. */
  private static List<GrantedAuthority> allowed(String role) {
    return switch (role.toLowerCase(Locale.ROOT)) {
      case "" -> List.of();
      case "owner", "editor" -> AuthorityUtils.createAuthorityList(READ, CHANGE);
      default -> AuthorityUtils.createAuthorityList(READ);
    };
  }

  /** Stands for a token in memory. */
  private static String fingerprint(String token) {
    return Sha256.hex(token);
  }
}
