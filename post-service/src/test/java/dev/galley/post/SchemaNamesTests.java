package dev.galley.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The description of the API names a schema after its class alone: of two classes with one name,
 * one would be described as the other.
 */
class SchemaNamesTests {

  private final Set<Class<?>> described = new LinkedHashSet<>();

  @Test
  void noTwoClassesOfTheApiHaveOneName() {
    controllers().flatMap(SchemaNamesTests::bodies).forEach(this::describe);

    assertThat(described).hasSizeGreaterThan(50);
    assertThat(described).extracting(Class::getSimpleName).doesNotHaveDuplicates();
  }

  private static Stream<Class<?>> controllers() {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
    return scanner.findCandidateComponents("dev.galley.post").stream()
        .map(found -> String.valueOf(found.getBeanClassName()))
        .filter(name -> !name.contains("Tests"))
        .map(name -> ClassUtils.resolveClassName(name, SchemaNamesTests.class.getClassLoader()));
  }

  /** What is read and what is answered. */
  private static Stream<Type> bodies(Class<?> controller) {
    return Arrays.stream(controller.getDeclaredMethods())
        .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
        .flatMap(
            (Method method) ->
                Stream.concat(
                    Stream.of(method.getGenericReturnType()),
                    Arrays.stream(method.getParameters())
                        .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                        .map(Parameter::getParameterizedType)));
  }

  private void describe(Type type) {
    if (type instanceof ParameterizedType generic) {
      describe(generic.getRawType());
      List.of(generic.getActualTypeArguments()).forEach(this::describe);
    } else if (type instanceof WildcardType wildcard) {
      List.of(wildcard.getUpperBounds()).forEach(this::describe);
    } else if (type instanceof GenericArrayType array) {
      describe(array.getGenericComponentType());
    } else if (type instanceof Class<?> one && one.isArray()) {
      describe(one.getComponentType());
    } else if (type instanceof Class<?> one && one.isRecord() && described.add(one)) {
      Arrays.stream(one.getRecordComponents())
          .map(RecordComponent::getGenericType)
          .forEach(this::describe);
    }
  }
}
