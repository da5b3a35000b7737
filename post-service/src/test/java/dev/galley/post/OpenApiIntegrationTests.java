package dev.galley.post;

import static dev.galley.post.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description of the API says what clients need beyond the addresses. */
class OpenApiIntegrationTests {

  @AutoClose private static RunningService service;
  private static JsonNode api;

  @BeforeAll
  static void start() {
    service = new RunningService();
    api = json(service.get("/api/openapi.json"));
  }

  private static JsonNode operation(String path, String method) {
    JsonNode operation = api.path("paths").path(path).path(method);
    assertThat(operation.isObject()).as(method + " " + path).isTrue();
    return operation;
  }

  private static List<String> headers(JsonNode operation) {
    return operation.path("parameters").values().stream()
        .filter(parameter -> parameter.path("in").asString().equals("header"))
        .map(parameter -> parameter.path("name").asString())
        .toList();
  }

  @Test
  void namesNoServerThatARequestNamed() {
    assertThat(api.path("servers").path(0).path("url").asString()).isEqualTo("/");
  }

  @Test
  void describesEveryRouteThatHasARule() {
    Set<String> described = new TreeSet<>();
    api.path("paths")
        .forEachEntry(
            (path, operations) ->
                operations
                    .propertyNames()
                    .forEach(
                        method ->
                            described.add(
                                method.toUpperCase() + " " + path.replace("{path}", "{*path}"))));
    described.add("GET /api/openapi.json");
    // For readers, as pages are.
    described.add("GET /preview/{secret}");

    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(AccessMatrixIntegrationTests.routes());
  }

  @Test
  void describesTheProblemsOfEveryOperation() {
    api.path("paths")
        .forEachEntry(
            (path, operations) ->
                operations.forEachEntry(
                    (method, operation) -> {
                      JsonNode answers = operation.path("responses");
                      assertThat(answers.propertyNames())
                          .as(method + " " + path)
                          .contains("400", "401", "403", "406", "429", "503")
                          .anyMatch(status -> status.startsWith("2"));
                      assertThat(
                              answers
                                  .at("/401/content/application~1problem+json/schema/$ref")
                                  .asString())
                          .isEqualTo("#/components/schemas/Problem");
                    }));
  }

  /** What a linter of OpenAPI documents asks for beyond the schema. */
  @Test
  void saysWhatEveryOperationDoesAndUnderWhichHeading() {
    Set<String> headings = new TreeSet<>();
    api.path("tags")
        .forEach(
            tag -> {
              assertThat(tag.path("description").asString()).isNotBlank();
              headings.add(tag.path("name").asString());
            });
    Set<String> ids = new TreeSet<>();
    api.path("paths")
        .forEachEntry(
            (path, operations) ->
                operations.forEachEntry(
                    (method, operation) -> {
                      String name = method + " " + path;
                      assertThat(operation.path("description").asString()).as(name).isNotBlank();
                      assertThat(ids.add(operation.path("operationId").asString())).isTrue();
                      assertThat(operation.path("tags").isEmpty()).as(name).isFalse();
                      operation
                          .path("tags")
                          .forEach(tag -> assertThat(headings).contains(tag.asString()));
                    }));
    for (String fact : List.of("title", "version", "description", "contact", "license")) {
      assertThat(api.path("info").has(fact)).as(fact).isTrue();
    }
  }

  @Test
  void describesHowChangesAreGuarded() {
    JsonNode edit = operation("/api/posts/{id}", "patch");
    JsonNode create = operation("/api/posts", "post");
    JsonNode read = operation("/api/posts/{id}", "get");

    assertThat(headers(edit)).containsExactly("If-Match");
    assertThat(edit.path("responses").propertyNames()).contains("200", "409", "412", "428");
    assertThat(edit.at("/responses/412/headers").has("ETag")).isTrue();
    assertThat(edit.at("/responses/200/headers").has("ETag")).isTrue();
    assertThat(headers(create)).containsExactly("Idempotency-Key");
    assertThat(create.path("responses").propertyNames()).contains("201").doesNotContain("200");
    assertThat(create.at("/responses/201/headers").propertyNames()).contains("Location", "ETag");
    assertThat(read.path("responses").propertyNames()).contains("304", "404");
  }

  @Test
  void namesOperationsByTheirAddressesAndParametersOnce() {
    assertThat(operation("/api/posts/{id}/publish", "post").path("operationId").asString())
        .isEqualTo("postPostsByIdPublish");
    assertThat(api.toString()).doesNotContainPattern("\"operationId\":\"[^\"]*_\\d");
    api.path("paths")
        .forEachEntry(
            (path, operations) ->
                operations.forEachEntry(
                    (method, operation) ->
                        assertThat(operation.path("parameters").values())
                            .as(method + " " + path)
                            .extracting(one -> one.path("in").asString() + one.path("name"))
                            .doesNotHaveDuplicates()));
  }

  @Test
  void aRedirectMayLeadToAPath() {
    assertThat(api.at("/components/schemas/UnpublishPost/properties/to/format").asString())
        .isEqualTo("uri-reference");
  }

  @Test
  void saysWhatMayBeNull() {
    JsonNode post = api.at("/components/schemas/PostView");

    assertThat(post.at("/properties/summary/type").toString()).contains("null");
    assertThat(post.at("/properties/live/anyOf").toString()).contains("null");
    assertThat(post.at("/properties/title/type").asString()).isEqualTo("string");
    assertThat(post.path("required").toString())
        .contains("\"id\"", "\"revision\"")
        .doesNotContain("summary", "body");
  }

  @Test
  void namesTheTypesOfBodiesThatAreNoJson() {
    assertThat(operation("/api/import", "post").at("/requestBody/content").propertyNames())
        .contains("application/zip", "multipart/form-data");
    assertThat(operation("/api/export", "get").at("/responses/200/content").propertyNames())
        .containsExactly("application/zip");
    assertThat(
            operation("/api/posts/{id}/deliveries", "get")
                .at("/responses/200/content")
                .propertyNames())
        .containsExactlyInAnyOrder("application/json", "text/event-stream");
    assertThat(api.toString()).doesNotContain("traceparent");
  }

  @Test
  void needsNoTokenToSignIn() {
    assertThat(operation("/api/session", "post").path("security").size()).isZero();
    assertThat(operation("/api/session", "post").has("security")).isTrue();
  }

  @Test
  void saysThatUnknownFieldsAreRefused() {
    assertThat(List.of("NewPost", "PublishPost", "UnpublishPost", "NewToken", "SignIn"))
        .allSatisfy(
            body ->
                assertThat(api.at("/components/schemas/" + body + "/additionalProperties"))
                    .hasToString("false"));
  }

  @Test
  void describesThePreview() {
    assertThat(
            operation("/api/preview", "post")
                .at("/responses/200/content/application~1json/schema/required")
                .values())
        .extracting(JsonNode::asString)
        .containsExactlyInAnyOrder("html", "page", "warnings", "findings");
  }
}
