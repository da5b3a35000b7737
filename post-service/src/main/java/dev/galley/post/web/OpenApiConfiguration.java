package dev.galley.post.web;

import dev.galley.post.content.Actor;
import dev.galley.post.draft.Expected;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;

/** The description of the API: what the controllers' signatures do not say. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  private static final String TOKEN = "token";

  @Bean
  OpenAPI editorialApi() {
    return new OpenAPI()
        // Else it would be what the Host of the request says.
        .addServersItem(new Server().url("/"))
        .info(
            new Info()
                .title("Galley's editorial API")
                .version("1")
                .description(
                    "Errors are problem details, RFC 9457. Webhooks are feed-service's, below"
                        + " /api/webhooks; the events are described at /events/schema.")
                .contact(new Contact().name("Galley's maintainers"))
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")))
        .components(
            new Components()
                .addSchemas(DescribedAnswers.PROBLEM, problem())
                .addSecuritySchemes(
                    TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")))
        .addSecurityItem(new SecurityRequirement().addList(TOKEN));
  }

  private static Schema<?> problem() {
    JsonSchema error = objectWith("field", "message");
    error.addProperty("field", new StringSchema());
    error.addProperty("message", new StringSchema());
    JsonSchema problem = objectWith("type", "title", "status", "detail");
    problem.setDescription("RFC 9457; more members may be there.");
    problem.addProperty("type", new StringSchema().example("/problems/slug-taken"));
    problem.addProperty("title", new StringSchema());
    problem.addProperty("status", new IntegerSchema());
    problem.addProperty("detail", new StringSchema());
    problem.addProperty("instance", new StringSchema());
    problem.addProperty("errors", new ArraySchema().items(error));
    return problem;
  }

  private static JsonSchema objectWith(String... required) {
    JsonSchema object = new JsonSchema();
    object.setTypes(Set.of("object"));
    object.setRequired(List.of(required));
    return object;
  }

  @Bean
  DescribedNulls describedNulls() {
    return new DescribedNulls();
  }

  @Bean
  DescribedAnswers describedAnswers() {
    return new DescribedAnswers();
  }

  @Bean
  DescribedOperations describedOperations() {
    return new DescribedOperations();
  }

  @Bean
  DescribedBodies describedBodies() {
    return new DescribedBodies();
  }

  /** Bodies of which no signature tells what they hold. */
  @Bean
  GlobalOpenApiCustomizer bytes() {
    return api -> {
      PathItem imports = path(api, "/api/import");
      imports.getPost().getRequestBody().getContent().addMediaType("application/zip", binary());
      ok(path(api, "/api/export").getGet())
          .content(new Content().addMediaType("application/zip", binary()));
      ok(path(api, "/api/preview").getPost())
          .content(
              new Content().addMediaType("application/json", new MediaType().schema(preview())));
      for (String stream : List.of("deliveries", "presence")) {
        ok(path(api, "/api/posts/{id}/" + stream).getGet())
            .getContent()
            .addMediaType("text/event-stream", text());
      }
    };
  }

  /** Comes from render-service as it is. */
  private static Schema<?> preview() {
    JsonSchema preview = objectWith("html", "page", "warnings", "findings");
    preview.addProperty("html", new StringSchema().description("The sanitised fragment."));
    preview.addProperty("page", new StringSchema().description("The whole page around it."));
    preview.addProperty("warnings", new ArraySchema().items(new StringSchema()));
    JsonSchema finding = objectWith("code", "message", "about");
    Stream.of("code", "message", "about")
        .forEach(name -> finding.addProperty(name, new StringSchema()));
    preview.addProperty("findings", new ArraySchema().items(finding));
    return preview;
  }

  private static PathItem path(OpenAPI api, String path) {
    return Objects.requireNonNull(api.getPaths().get(path), path);
  }

  private static ApiResponse ok(Operation operation) {
    return Objects.requireNonNull(operation.getResponses().get("200"), "200");
  }

  private static MediaType binary() {
    return new MediaType().schema(new StringSchema().format("binary"));
  }

  private static MediaType text() {
    return new MediaType().schema(new StringSchema());
  }

  /** One argument comes with the token, the other with {@code If-Match}. */
  @Bean
  OperationCustomizer ifMatch() {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class, Expected.class);
    return (operation, handler) -> {
      if (Arrays.asList(handler.getMethod().getParameterTypes()).contains(Expected.class)) {
        operation.addParametersItem(
            new Parameter()
                .in("header")
                .name(HttpHeaders.IF_MATCH)
                .required(true)
                .description("The ETag of what is changed.")
                .schema(new StringSchema().example("\"7\"")));
      }
      return operation;
    };
  }
}
