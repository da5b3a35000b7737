package dev.galley.post;

import static dev.galley.post.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route with every role. A route that nobody has thought about here fails the build. */
class AccessMatrixIntegrationTests {

  private static final List<String> ROLES = List.of("reader", "editor", "owner");

  /** The least that a route asks for. */
  private static final Map<String, String> RULES =
      """
      GET    /api/openapi.json                               anybody
      POST   /api/session                                    anybody
      DELETE /api/session                                    anybody
      GET    /api/posts                                      reader
      POST   /api/posts                                      editor
      GET    /api/posts/{id}                                 reader
      PUT    /api/posts/{id}                                 editor
      PATCH  /api/posts/{id}                                 editor
      DELETE /api/posts/{id}                                 editor
      POST   /api/posts/{id}/publish                         editor
      POST   /api/posts/{id}/unpublish                       editor
      GET    /api/posts/{id}/revisions                       reader
      GET    /api/posts/{id}/revisions/{revision}            reader
      POST   /api/posts/{id}/revisions/{revision}/restore    editor
      GET    /api/posts/{id}/deliveries                      reader
      GET    /api/assets/{*path}                             reader
      DELETE /api/assets/{*path}                             editor
      POST   /api/deliveries/progress                        editor
      POST   /api/preview                                    editor
      GET    /api/templates                                  reader
      GET    /api/failures                                   reader
      POST   /api/failures/retry                             editor
      POST   /api/failures/{id}/retry                        editor
      DELETE /api/failures/{id}                              editor
      POST   /api/import                                     editor
      GET    /api/export                                     reader
      GET    /api/tokens/current                             reader
      GET    /api/tokens                                     owner
      POST   /api/tokens                                     owner
      DELETE /api/tokens/{id}                                owner
      POST   /api/reconciliation                             owner
      """
          .lines()
          .map(line -> line.split("\\s+"))
          .collect(
              Collectors.toMap(
                  rule -> rule[0] + " " + rule[1],
                  rule -> rule[2],
                  (one, other) -> one,
                  LinkedHashMap::new));

  private static RunningService service;
  private static Map<String, String> secrets;

  @BeforeAll
  static void start() throws IOException {
    service = new RunningService();
    secrets =
        ROLES.stream().collect(Collectors.toMap(role -> role, AccessMatrixIntegrationTests::token));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String token(String role) {
    return json(service.post("/api/tokens", "{\"name\":\"t\",\"role\":\"%s\"}".formatted(role)))
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
                .flatMap(
                    mapping ->
                        mapping.getPatternValues().stream()
                            .filter(path -> path.startsWith("/api/"))
                            .flatMap(
                                path ->
                                    mapping.getMethodsCondition().getMethods().stream()
                                        .map(method -> method + " " + path)))
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
    for (String role : ROLES) {
      int status = status(route, secrets.get(role));
      if (rule.equals("anybody") || ROLES.indexOf(role) >= ROLES.indexOf(rule)) {
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

  // RFC 9110, 9.3.2 and 9.3.7: reading in other words.
  @ParameterizedTest
  @MethodSource("routes")
  void letsReadersAskForHeadersAndMethods(String route) {
    if (!route.startsWith("GET ")) {
      return;
    }
    String path = route.substring("GET ".length());
    String role = RULES.get(route).equals("owner") ? "owner" : "reader";

    assertThat(status("HEAD " + path, secrets.get(role)))
        .isEqualTo(status("GET " + path, secrets.get(role)));
    assertThat(status("OPTIONS " + path, secrets.get(role))).isEqualTo(200);
  }

  private static int status(String route, @Nullable String secret) {
    String method = route.substring(0, route.indexOf(' '));
    String path =
        route
            .substring(method.length() + 1)
            .replace("{id}", "none")
            .replace("{revision}", "1")
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
