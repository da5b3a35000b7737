package dev.galley.post.web;

import dev.galley.post.draft.Actor;
import dev.galley.post.draft.Expected;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;

/** The description of the API: what the controllers' signatures do not say. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  private static final String TOKEN = "token";

  @Bean
  OpenAPI editorialApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Galley's editorial API")
                .version("1")
                .description("Errors are problem details, RFC 9457."))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")))
        .addSecurityItem(new SecurityRequirement().addList(TOKEN));
  }

  /** Arguments that come from headers: one is the token's, the other is {@code If-Match}. */
  @Bean
  OperationCustomizer headersInsteadOfArguments() {
    return (operation, handler) -> {
      Arrays.stream(handler.getMethodParameters())
          .forEach(argument -> replace(argument, operation));
      return operation;
    };
  }

  private static void replace(MethodParameter argument, Operation operation) {
    Class<?> type = argument.getParameterType();
    if (operation.getParameters() == null || (type != Actor.class && type != Expected.class)) {
      return;
    }
    operation
        .getParameters()
        .removeIf(parameter -> parameter.getName().equals(argument.getParameter().getName()));
    if (type == Expected.class) {
      operation.addParametersItem(
          new Parameter()
              .in("header")
              .name(HttpHeaders.IF_MATCH)
              .required(true)
              .description("The ETag of the post that is changed.")
              .schema(new StringSchema().example("\"7\"")));
    }
  }
}
