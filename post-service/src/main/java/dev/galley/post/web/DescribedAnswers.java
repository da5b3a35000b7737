package dev.galley.post.web;

import dev.galley.post.draft.Expected;
import dev.galley.post.draft.PostView;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

/** The answers that follow from how every operation works: problems, tags, and not modified. */
final class DescribedAnswers implements OperationCustomizer {

  static final String PROBLEM = "Problem";

  private static final String INVALID = "The request is not valid; see errors.";

  private static final Map<Integer, String> EVERYWHERE =
      Map.of(
          400, "A parameter or the body cannot be read.",
          401, "A token is required.",
          403, "The token, or the page that the request came from, does not allow this.",
          404, "There is no such thing.",
          406, "Accept names nothing that there is.",
          429, "Too often; Retry-After says when to try again.",
          503, "The store or the broker is away; nothing is known to have changed.");

  private static final Map<Integer, String> WITH_BODY =
      Map.of(
          413, "The body is too large.",
          415, "The Content-Type is not supported.",
          422, INVALID);

  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    Map<Integer, String> problems = new TreeMap<>(EVERYWHERE);
    problems.put(422, INVALID);
    if (operation.getRequestBody() != null) {
      problems.putAll(WITH_BODY);
    }
    if (takes(handler, Expected.class)) {
      problems.put(412, "If-Match names no current revision; ETag has it.");
      problems.put(428, "If-Match is required.");
    }
    if (!handler.getMethod().getName().startsWith("list")) {
      problems.put(409, "The state of things, or another's slug, does not allow this.");
    }
    ApiResponses answers = operation.getResponses();
    problems.forEach(
        (status, description) ->
            answers.computeIfAbsent(String.valueOf(status), absent -> problem(description)));
    describeTags(operation, handler);
    return operation;
  }

  private static boolean takes(HandlerMethod handler, Class<?> type) {
    return Arrays.asList(handler.getMethod().getParameterTypes()).contains(type);
  }

  private static void describeTags(Operation operation, HandlerMethod handler) {
    ApiResponses answers = operation.getResponses();
    ApiResponse stale = answers.get("412");
    if (stale != null) {
      stale.addHeaderObject(HttpHeaders.ETAG, tag());
    }
    if (ResolvableType.forMethodReturnType(handler.getMethod()).resolveGeneric(0)
        != PostView.class) {
      return;
    }
    answers.forEach(
        (status, answer) -> {
          if (status.startsWith("2")) {
            answer.addHeaderObject(HttpHeaders.ETAG, tag());
          }
        });
    ApiResponse created = answers.get("201");
    if (created != null) {
      created.addHeaderObject(
          HttpHeaders.LOCATION,
          new Header().description("The post's path.").schema(new StringSchema()));
    }
    if (operation.getParameters() != null
        && operation.getParameters().stream()
            .anyMatch(parameter -> HttpHeaders.IF_NONE_MATCH.equals(parameter.getName()))) {
      answers.addApiResponse(
          String.valueOf(HttpStatus.NOT_MODIFIED.value()),
          new ApiResponse()
              .description("The client has the current revision.")
              .addHeaderObject(HttpHeaders.ETAG, tag()));
    }
  }

  private static Header tag() {
    return new Header()
        .description("The post's revision, to send in If-Match.")
        .schema(new StringSchema().example("\"7\""));
  }

  private static ApiResponse problem(String description) {
    return new ApiResponse()
        .description(description)
        .content(
            new Content()
                .addMediaType(
                    org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                    new MediaType()
                        .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
  }
}
