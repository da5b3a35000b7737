package dev.galley.post.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.galley.post.people.Role;
import dev.galley.testing.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Providers that are away, or are none. */
class ProviderTests {

  private static final URI BACK = URI.create("https://example.org/api/session/oidc/callback");

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final VirtualTime clock = new VirtualTime(Instant.parse("2017-11-03T12:00:00Z"));
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String metadata = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/.well-known/openid-configuration",
        exchange -> {
          asked.incrementAndGet();
          byte[] body = metadata.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    metadata = metadata(issuer(), issuer() + "/authorize");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static String metadata(String issuer, String authorize) {
    return """
        {"issuer": "%1$s", "authorization_endpoint": "%2$s", "token_endpoint": "%1$s/token",
         "jwks_uri": "%1$s/keys", "response_types_supported": ["code"],
         "subject_types_supported": ["public"],
         "id_token_signing_alg_values_supported": ["RS256"],
         "authorization_response_iss_parameter_supported": true}
        """
        .formatted(issuer, authorize);
  }

  private Provider provider() {
    return new Provider(
        new OidcProperties(issuer(), "galley", null, "x", null, PATIENCE),
        BACK,
        OidcConfiguration.http(PATIENCE),
        clock);
  }

  @Test
  void asksOnceAndThenKnows() {
    Provider provider = provider();

    assertThat(provider.registration().getRedirectUri()).isEqualTo(BACK.toString());
    assertThat(provider.registration().getProviderDetails().getAuthorizationUri())
        .isEqualTo(issuer() + "/authorize");
    assertThat(asked).hasValue(1);
  }

  @Test
  void hasAPlaceToSignOutWhereItSaysSo() {
    assertThat(provider().ending()).isEmpty();
    metadata = withEnd(issuer() + "/end?realm=a%26b");

    assertThat(provider().ending())
        .contains(URI.create(issuer() + "/end?realm=a%26b&client_id=galley"));
  }

  private String withEnd(String address) {
    return metadata.strip().replaceFirst("}$", ", \"end_session_endpoint\": \"" + address + "\"}");
  }

  // RFC 9207, 2.4: whoever says that it names itself has to.
  @Test
  void knowsItsOwnAnswers() {
    Provider provider = provider();

    assertThat(provider.isOwnAnswer(issuer())).isTrue();
    assertThat(provider.isOwnAnswer(issuer() + "/")).isFalse();
    assertThat(provider.isOwnAnswer(null)).isFalse();
  }

  @Test
  void isNotAskedAgainRightAfterAFailureAndFoundWhenItIsBack() {
    Provider provider = provider();
    status = 500;
    assertThatThrownBy(provider::registration).isInstanceOf(Provider.Away.class);
    status = 200;

    assertThatThrownBy(provider::registration).isInstanceOf(Provider.Away.class);
    assertThat(asked).hasValue(1);
    clock.pass(Duration.ofSeconds(6));

    assertThat(provider.registration().getClientId()).isEqualTo("galley");
  }

  @Test
  void isLedNowhereElse() {
    status = 302;

    assertThatThrownBy(provider()::registration).isInstanceOf(Provider.Away.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "no JSON"})
  void believesNoOtherAnswer(String told) {
    metadata = told;

    assertThatThrownBy(provider()::registration).isInstanceOf(Provider.Away.class);
  }

  @Test
  void readsNoEndlessAnswer() {
    metadata =
        metadata.stripTrailing().replaceFirst("}$", ", \"x\": \"" + "x".repeat(300_000) + "\"}");

    assertThatThrownBy(provider()::registration).isInstanceOf(Provider.Away.class);
  }

  // OpenID Connect Discovery 1.0, 4.3
  @Test
  void believesNoMetadataOfAnother() {
    metadata = metadata("https://evil.example", "https://evil.example/authorize");

    assertThatThrownBy(provider()::registration).isInstanceOf(Provider.Away.class);
  }

  @Test
  void sendsNoBrowserToAScript() {
    metadata = metadata(issuer(), "javascript:alert(1)");

    assertThatThrownBy(provider()::registration).isInstanceOf(Provider.Away.class);
    metadata = metadata(issuer(), issuer() + "/authorize");
    metadata = withEnd("javascript:alert(1)");

    assertThatThrownBy(provider()::registration).isInstanceOf(Provider.Away.class);
  }

  // As a deployment passes on what nobody has set.
  @Test
  void isNoneWhereItsVariablesAreEmpty() {
    Map<String, Object> variables =
        Map.of(
            "GALLEY_OIDC_ISSUER", "",
            "GALLEY_OIDC_CLIENT_ID", "",
            "GALLEY_OIDC_CLIENT_SECRET", "",
            "GALLEY_OIDC_NAME", "",
            "GALLEY_OIDC_INVITE", "");

    assertThat(bound(variables))
        .isEqualTo(new OidcProperties(null, null, null, " ", null, Duration.ofSeconds(15)));
    assertThat(bound(variables).isOn()).isFalse();
  }

  @Test
  void isNamedByVariables() {
    OidcProperties bound =
        bound(
            Map.of(
                "GALLEY_OIDC_ISSUER", "https://id.example.org/",
                "GALLEY_OIDC_CLIENT_ID", "galley",
                "GALLEY_OIDC_CLIENT_SECRET", "secret",
                "GALLEY_OIDC_INVITE", "author"));

    assertThat(bound)
        .isEqualTo(
            new OidcProperties(
                "https://id.example.org/",
                "galley",
                "secret",
                "OpenID Connect",
                Role.AUTHOR,
                Duration.ofSeconds(15)));
    assertThat(bound.toString()).doesNotContain("secret");
  }

  private static OidcProperties bound(Map<String, Object> variables) {
    return new Binder(
            ConfigurationPropertySources.from(
                new SystemEnvironmentPropertySource("systemEnvironment", variables)))
        .bindOrCreate("galley.oidc", OidcProperties.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.org", "ftp://example.org", "example.org", "https:///x"})
  void hasToBeASecureAddress(String issuer) {
    assertThatThrownBy(() -> new OidcProperties(issuer, "galley", null, "x", null, PATIENCE))
        .hasMessageContaining("https");
  }
}
