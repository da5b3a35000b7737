package dev.galley.post;

import static dev.galley.post.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.web.RouteRules;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route with every role. A route that nobody has thought about here fails the build. */
class AccessMatrixIntegrationTests {

  /** What feed-service answers. */
  private static final List<String> FEED_APIS =
      List.of(
          "/api/webhooks",
          "/api/channels",
          "/api/websub",
          "/api/announcements",
          "/api/subscribers",
          "/api/mail",
          "/api/audience",
          "/api/digests",
          "/api/corrections",
          "/api/bounces");

  private static final Map<String, String> RULES =
      RouteRules.of(
          path ->
              path.startsWith("/preview/")
                  || (path.startsWith("/api/") && FEED_APIS.stream().noneMatch(path::startsWith)));

  @AutoClose private static RunningService service;
  private static Map<String, String> secrets;

  @BeforeAll
  static void start() {
    service = new RunningService();
    secrets =
        RouteRules.ROLES.stream()
            .collect(Collectors.toMap(role -> role, AccessMatrixIntegrationTests::token));
  }

  private static String token(String role) {
    return json(service.post(
            "/api/tokens", "{\"name\":\"%1$s\",\"role\":\"%1$s\"}".formatted(role)))
        .get("token")
        .asString();
  }

  static Set<String> routes() {
    return RULES.keySet();
  }

  @Test
  void hasARuleForEveryRoute() {
    Set<String> served =
        ((RequestMappingHandlerMapping) service.bean("requestMappingHandlerMapping"))
            .getHandlerMethods().keySet().stream()
                .flatMap(RouteRules::routes)
                .filter(route -> RouteRules.path(route).matches("/(api|preview)/.*"))
                .collect(Collectors.toCollection(TreeSet::new));

    // The same description as YAML; refused like every address that has no rule.
    served.remove("GET /api/openapi.json.yaml");
    served.remove("GET /api/openapi.yaml");
    assertThat(served).containsExactlyInAnyOrderElementsOf(RULES.keySet());
  }

  @ParameterizedTest
  @MethodSource("routes")
  void letsInWhomTheRuleNames(String route) {
    String rule = String.valueOf(RULES.get(route));
    for (String role : RouteRules.ROLES) {
      int status = status(route, secrets.get(role));
      if (RouteRules.lets(role, rule)) {
        assertThat(status).as(role).isNotIn(401, 403);
      } else {
        assertThat(status).as(role).isEqualTo(403);
      }
    }
    if (rule.equals("anybody")) {
      assertThat(status(route, null)).isNotIn(401, 403);
    } else {
      assertThat(status(route, null)).isEqualTo(401);
      assertThat(status(route, "glly_wrong")).isIn(401, 429);
    }
  }

  @Test
  void letsAMailerAskForOnePersonAndNothingElse() {
    String mailer = token("mailer");

    assertThat(RULES)
        .allSatisfy(
            (route, rule) -> {
              boolean isLetIn = rule.equals("anybody") || route.equals("GET /api/people/{id}");
              int status = status(route, mailer);
              assertThat(status == 403).as(route + " " + status).isNotEqualTo(isLetIn);
            });
    String id =
        json(service.post(
                "/api/people", "{\"name\":\"R\",\"email\":\"r@example.org\",\"role\":\"author\"}"))
            .get("id")
            .asString();
    HttpRequest.Builder asked =
        HttpRequest.newBuilder(service.uri("/api/people/" + id))
            .header("Authorization", "Bearer " + mailer);
    assertThat(json(service.send(asked)).get("email").asString()).isEqualTo("r@example.org");
  }

  // RFC 9110, 9.3.2 and 9.3.7: reading in other words.
  @ParameterizedTest
  @MethodSource("routes")
  void letsReadersAskForHeadersAndMethods(String route) {
    if (!route.startsWith("GET ")) {
      return;
    }
    String path = route.substring("GET ".length());
    String rule = String.valueOf(RULES.get(route));
    String role = rule.equals("anybody") ? "reader" : rule;

    assertThat(status("HEAD " + path, secrets.get(role)))
        .isEqualTo(status("GET " + path, secrets.get(role)));
    assertThat(status("OPTIONS " + path, secrets.get(role))).isEqualTo(200);
  }

  private static int status(String route, @Nullable String secret) {
    String method = route.substring(0, route.indexOf(' '));
    String path =
        route
            .substring(method.length() + 1)
            .replaceAll("\\{(id|noteId|replyId|linkId|name)}", "none")
            .replace("{revision}", "1")
            .replace("{secret}", "none")
            .replace("{*path}", "images/none.png");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.uri(path))
            .header("Content-Type", "application/json")
            .method(
                method,
                // Not readable: whoever is let in changes nothing.
                method.startsWith("P") ? BodyPublishers.ofString("[") : BodyPublishers.noBody());
    if (secret != null) {
      request.header("Authorization", "Bearer " + secret);
    }
    HttpResponse<String> response = service.send(request);
    return response.statusCode();
  }
}
