package dev.galley.post.oidc;

import dev.galley.post.people.Role;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who vouches for people here. A variable of a deployment may be there and empty: without an issuer
 * there is nobody, and nothing of it shows.
 *
 * @param issuer the provider's address, letter for letter as its metadata has it
 * @param clientId by which the provider knows Galley
 * @param clientSecret null for a public client, which has PKCE alone
 * @param name as the sign-in page calls the provider
 * @param invite what somebody becomes who is nobody here yet; null to refuse them
 * @param timeout how long one answer of the provider may take
 */
@ConfigurationProperties("galley.oidc")
record OidcProperties(
    @Nullable String issuer,
    @Nullable String clientId,
    @Nullable String clientSecret,
    @DefaultValue("OpenID Connect") String name,
    @Nullable Role invite,
    @DefaultValue("15s") Duration timeout) {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  OidcProperties {
    issuer = orNull(issuer);
    clientId = orNull(clientId);
    clientSecret = orNull(clientSecret);
    name = name.isBlank() ? "OpenID Connect" : name.strip();
    if (issuer != null) {
      if (clientId == null) {
        throw new IllegalArgumentException("galley.oidc.client-id is not set");
      }
      // OpenID Connect Discovery 1.0, 3: https; what does not leave this machine needs none.
      URI address = URI.create(issuer);
      boolean isHere = "http".equals(address.getScheme()) && isThisMachine(address.getHost());
      if (address.getHost() == null || !("https".equals(address.getScheme()) || isHere)) {
        throw new IllegalArgumentException("galley.oidc.issuer has to be an https address");
      }
      if (invite != null && (!invite.isForPeople() || invite == Role.OWNER)) {
        throw new IllegalArgumentException("galley.oidc.invite has to be author or editor");
      }
    }
  }

  private static boolean isThisMachine(@Nullable String host) {
    return host != null && THIS_MACHINE.contains(host);
  }

  private static @Nullable String orNull(@Nullable String setting) {
    return setting == null || setting.isBlank() ? null : setting.strip();
  }

  boolean isOn() {
    return issuer != null;
  }

  @Override
  public String toString() {
    return "OidcProperties[issuer=" + issuer + ", clientId=" + clientId + "]";
  }
}
