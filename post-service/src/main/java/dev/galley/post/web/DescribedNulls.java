package dev.galley.post.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says in the schemas of records which members may be null, and that the others are always there:
 * JSpecify's annotations, which springdoc does not read.
 */
@SuppressWarnings("rawtypes") // the interface has it so
final class DescribedNulls implements ModelConverter {

  @Override
  public @Nullable Schema resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema resolved = chain.next().resolve(type, context, chain);
    Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
    Schema model = resolved == null ? null : context.getDefinedModels().get(raw.getSimpleName());
    if (raw.isRecord() && model != null && model.getProperties() != null) {
      for (RecordComponent component : raw.getRecordComponents()) {
        describe(model, component);
      }
    }
    return resolved;
  }

  @SuppressWarnings("unchecked")
  private static void describe(Schema model, RecordComponent component) {
    if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
      return;
    }
    String name = component.getName();
    Schema property = (Schema) model.getProperties().get(name);
    if (property == null) {
      return;
    }
    if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      model.getProperties().put(name, orNull(property));
    } else if (model.getRequired() == null || !model.getRequired().contains(name)) {
      model.addRequiredItem(name);
    }
  }

  @SuppressWarnings("unchecked")
  private static Schema orNull(Schema property) {
    if (property.get$ref() == null) {
      property.addType("null");
      if (property.getEnum() != null && !property.getEnum().contains(null)) {
        property.getEnum().add(null);
      }
      return property;
    }
    if (property.getAnyOf() != null) {
      return property;
    }
    return new JsonSchema().anyOf(List.of(property, new JsonSchema().types(Set.of("null"))));
  }
}
