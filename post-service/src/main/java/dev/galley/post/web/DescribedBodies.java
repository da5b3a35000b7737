package dev.galley.post.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.MediaType;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Says of request bodies that a field which does not exist is refused. */
final class DescribedBodies implements GlobalOpenApiCustomizer {

  private static final String SCHEMAS = "#/components/schemas/";

  @Override
  public void customise(OpenAPI api) {
    api.getPaths().values().stream()
        .map(PathItem::readOperations)
        .flatMap(Collection::stream)
        .flatMap(DescribedBodies::references)
        .map(reference -> reference.substring(SCHEMAS.length()))
        .map(name -> api.getComponents().getSchemas().get(name))
        .filter(Objects::nonNull)
        .forEach(schema -> schema.setAdditionalProperties(false));
  }

  private static Stream<String> references(Operation operation) {
    return operation.getRequestBody() == null
        ? Stream.empty()
        : operation.getRequestBody().getContent().values().stream()
            .map(MediaType::getSchema)
            .filter(Objects::nonNull)
            .map(schema -> schema.get$ref())
            .filter(Objects::nonNull);
  }
}
