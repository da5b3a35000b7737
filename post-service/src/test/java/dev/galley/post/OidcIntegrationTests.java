package dev.galley.post;

import static dev.galley.post.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Signing in by a provider, with a browser in between that does as it is told, or does not. */
class OidcIntegrationTests {

  private static final String ISSUER = "co-operative";
  private static final String CLIENT = "galley";

  private static MockOAuth2Server provider;
  private static RunningService service;

  @BeforeAll
  static void start() {
    provider = new MockOAuth2Server();
    provider.start();
    // Its keys are made now, and not while somebody waits.
    provider.issueToken();
    service =
        new RunningService(
            "--galley.oidc.issuer=" + provider.issuerUrl(ISSUER),
            "--galley.oidc.client-id=" + CLIENT,
            "--galley.oidc.client-secret=a secret",
            "--galley.oidc.timeout=60s",
            "--galley.oidc.name=The co-operative");
  }

  @AfterAll
  static void stop() {
    service.close();
    provider.shutdown();
  }

  /** A sign-in that a browser has begun. */
  private record Begun(URI at, String cookie) {}

  private static Begun begin(String back) {
    HttpResponse<String> begun = begin(back, "same-origin");
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
    return new Begun(URI.create(json(begun).get("url").asString()), cookie(begun, "galley_oidc"));
  }

  private static HttpResponse<String> begin(String back, String site) {
    return service.send(
        HttpRequest.newBuilder(service.uri("/api/session/oidc"))
            .header("Content-Type", "application/json")
            .header("Sec-Fetch-Site", site)
            .POST(BodyPublishers.ofString("{\"back\":\"" + back + "\"}")));
  }

  private static String cookie(HttpResponse<?> response, String name) {
    return response.headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.split(";")[0])
        .filter(cookie -> cookie.startsWith(name + "=") && !cookie.endsWith("="))
        .findFirst()
        .orElse("");
  }

  /** What the provider, which knows somebody already, sends the browser back with. */
  private static String answer(Begun begun, String subject, Map<String, Object> claims) {
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", List.of(CLIENT), claims, 3600));
    HttpResponse<String> led = service.send(HttpRequest.newBuilder(begun.at()));
    assertThat(led.statusCode()).as(led.body()).isEqualTo(302);
    String back = led.headers().firstValue("Location").orElseThrow();
    assertThat(back).startsWith("http://127.0.0.1:8080/api/session/oidc/callback?");
    return URI.create(back).getRawQuery();
  }

  private static HttpResponse<String> end(String query, String cookie) {
    return service.send(
        HttpRequest.newBuilder(service.uri("/api/session/oidc/callback?" + query))
            .header("Cookie", cookie)
            .header("Sec-Fetch-Site", "cross-site"));
  }

  private static HttpResponse<String> signIn(String subject, Map<String, Object> claims) {
    Begun begun = begin("/editor/");
    return end(answer(begun, subject, claims), begun.cookie());
  }

  private static Map<String, Object> verified(String email) {
    return Map.of("email", email, "email_verified", true);
  }

  private static String place(HttpResponse<?> led) {
    assertThat(led.statusCode()).isEqualTo(303);
    return led.headers().firstValue("Location").orElseThrow();
  }

  /** Nobody is signed in, and the page says why. */
  private static void assertRefused(HttpResponse<String> led, String reason) {
    assertThat(place(led)).isEqualTo("/editor/#refused=" + reason);
    assertThat(cookie(led, "galley_session")).isEmpty();
  }

  /** Somebody whose address is their name's. */
  private static JsonNode invited(String name) {
    return json(
        service.post(
            "/api/people",
            "{\"name\":\"%1$s\",\"email\":\"%1$s@example.org\",\"role\":\"author\"}"
                .formatted(name)));
  }

  private static String somebody() {
    return "p" + UUID.randomUUID().toString().replace("-", "");
  }

  private static JsonNode self(HttpResponse<?> signedIn) {
    return json(
        service.send(
            HttpRequest.newBuilder(service.uri("/api/people/me"))
                .header("Cookie", cookie(signedIn, "galley_session"))));
  }

  @Test
  void signsInByAVerifiedAddressAndLaterByTheAccountAlone() {
    String name = somebody();
    JsonNode person = invited(name);
    Begun begun = begin("/editor/posts/some-id");
    assertThat(begun.at().getQuery())
        .contains("code_challenge_method=S256", "nonce=", "state=", "response_type=code")
        .contains("redirect_uri=http://127.0.0.1:8080/api/session/oidc/callback");
    String query = answer(begun, "sub-" + name, verified(name.toUpperCase() + "@Example.org"));

    HttpResponse<String> signedIn = end(query, begun.cookie() + "; galley_session=planted");

    assertThat(place(signedIn)).isEqualTo("/editor/posts/some-id");
    assertThat(signedIn.headers().allValues("Set-Cookie"))
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("galley_session=glly_")
                    .contains("HttpOnly", "SameSite=Strict"))
        .anySatisfy(cookie -> assertThat(cookie).startsWith("galley_oidc=;"));
    assertThat(self(signedIn).get("id")).isEqualTo(person.get("id"));
    assertThat(self(signedIn).get("role").asString()).isEqualTo("author");
    assertThat(service.get("/api/audit").body())
        .contains("account-linked", "by OpenID Connect", person.get("id").asString());
    // What was good once is good no more.
    assertRefused(end(query, begun.cookie()), "again");

    HttpResponse<String> later =
        signIn("sub-" + name, Map.of("email", "new@example.com", "email_verified", false));

    assertThat(self(later).get("id")).isEqualTo(person.get("id"));
  }

  @Test
  void refusesWhoIsNobodyHereAndWhomTheProviderDoesNotVouchFor() {
    String name = somebody();
    invited(name);

    assertRefused(signIn("stranger", verified("stranger@example.org")), "stranger");
    assertRefused(
        signIn("1", Map.of("email", name + "@example.org", "email_verified", false)), "unverified");
    assertRefused(signIn("1", Map.of("email", name + "@example.org")), "unverified");
    assertRefused(signIn("1", Map.of("name", name)), "unverified");
    assertThat(place(signIn("sub-" + name, verified(name + "@example.org")))).isEqualTo("/editor/");
    assertRefused(signIn("another", verified(name + "@example.org")), "other-account");
    assertThat(service.get("/api/audit").body())
        .contains("By OpenID Connect: stranger@example.org is nobody here");
  }

  @Test
  void letsAnOwnerForgetAnAccountForAnotherOne() {
    String name = somebody();
    JsonNode person = invited(name);
    signIn("first-" + name, verified(name + "@example.org"));

    HttpResponse<String> unlinked =
        service.send(
            service.request("/api/people/" + person.get("id").asString() + "/account").DELETE());

    assertThat(unlinked.statusCode()).isEqualTo(204);
    assertThat(self(signIn("second-" + name, verified(name + "@example.org"))).get("id"))
        .isEqualTo(person.get("id"));
    assertRefused(signIn("first-" + name, verified(name + "@example.org")), "other-account");
  }

  // RFC 6749, 10.12: somebody else's answer signs nobody in, and spoils nothing.
  @Test
  void takesAnAnswerOnlyFromTheBrowserThatAsked() {
    String name = somebody();
    invited(name);
    Begun victim = begin("/editor/");
    Begun attacker = begin("/editor/");
    String answer = answer(attacker, "sub-" + name, verified(name + "@example.org"));

    assertRefused(end(answer, victim.cookie()), "again");
    assertRefused(end(answer, ""), "again");
    assertRefused(end(answer.replaceFirst("state=[^&]*", "state=x"), attacker.cookie()), "again");

    assertThat(place(end(answer, attacker.cookie()))).isEqualTo("/editor/");
  }

  // RFC 9207, 2.4
  @Test
  void refusesTheAnswerOfAnotherProvider() {
    String name = somebody();
    invited(name);
    Begun begun = begin("/editor/");
    String query = answer(begun, "sub-" + name, verified(name + "@example.org"));

    assertRefused(end(query + "&iss=https://evil.example", begun.cookie()), "provider");
  }

  @Test
  void refusesWhatWasSaidToSomebodyElse() {
    String name = somebody();
    invited(name);

    assertRefused(
        signIn(
            name,
            Map.of(
                "email", name + "@example.org", "email_verified", true, "aud", List.of("other"))),
        "provider");
    assertRefused(
        signIn(
            name, Map.of("email", name + "@example.org", "email_verified", true, "nonce", "old")),
        "provider");
    assertRefused(
        signIn(
            name,
            Map.of("email", name + "@example.org", "email_verified", true, "iss", "https://x.y")),
        "provider");
  }

  @Test
  void saysThatSomebodyDeclined() {
    Begun begun = begin("/editor/");
    String state = begun.at().getRawQuery().replaceFirst(".*state=([^&]*).*", "$1");

    assertRefused(end("error=access_denied&state=" + state, begun.cookie()), "denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&code=", "&error=", "&code=&error=", "&code=wrong", "&error=x%0Ay"})
  void saysThatAnAnswerIsNone(String answer) {
    Begun begun = begin("/editor/");
    String state = begun.at().getRawQuery().replaceFirst(".*state=([^&]*).*", "$1");

    assertRefused(end("state=" + state + answer, begun.cookie()), "provider");
  }

  @Test
  void beginsOnlyForThisSitesOwnPage() {
    assertThat(begin("/editor/", "cross-site").statusCode()).isEqualTo(403);
  }

  // A cookie that is kept for another name of this machine would not come back.
  @Test
  void beginsOnlyAtTheSitesOwnAddress() {
    URI other =
        URI.create(service.uri("/api/session/oidc").toString().replace("127.0.0.1", "localhost"));

    HttpResponse<String> refused =
        service.send(
            HttpRequest.newBuilder(other)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"back\":\"/editor/\"}")));

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("/problems/other-address", "http://127.0.0.1:8080/editor/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "https://evil.example/",
        "/editor/..//evil.example",
        "/editor/#token=glly_once_x",
        "/editor/?next=x",
        "/",
        "/editor/%2e%2e",
        "/editor/\\n",
        ""
      })
  void leadsBackToNoOtherPlace(String back) {
    assertThat(begin(back, "same-origin").statusCode()).isIn(400, 422);
  }

  // OpenID Connect RP-Initiated Logout 1.0, 2
  @Test
  void tellsWhereToSignOutAtTheProvider() {
    URI end = URI.create(json(service.get("/api/session/oidc/end")).get("url").asString());

    assertThat(end).hasToString(provider.endSessionEndpointUrl(ISSUER) + "?client_id=" + CLIENT);
    assertThat(service.send(HttpRequest.newBuilder(end)).statusCode()).isEqualTo(200);
  }

  @Test
  void tellsTheSignInPageWhoElseVouchesForPeople() {
    assertThat(json(service.get("/api/session")).get("provider").asString())
        .isEqualTo("The co-operative");
    // A browser goes where a script sends it: the policy allows no form and no other origin.
    assertThat(
            service.get("/editor/").headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("form-action 'none'", "connect-src 'self'")
        .doesNotContain(provider.baseUrl().host());
  }
}
