package dev.galley.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The one table of routes and of the least that each asks for, which is in {@code
 * docs/security.md}. Each service's tests walk their part of it.
 */
public final class RouteRules {

  /** What asks for more comes later. */
  public static final List<String> ROLES = List.of("reader", "author", "editor", "owner");

  private static final Path TABLE = Path.of("../docs/security.md");
  private static final Pattern ROW = Pattern.compile("\\| `([A-Z]+ /[^`]*)` \\| (\\w+) \\|");

  private RouteRules() {}

  /** The rules of some routes, such as {@code GET /api/posts}. */
  public static Map<String, String> of(Predicate<String> path) {
    try (Stream<String> lines = Files.lines(TABLE)) {
      return lines
          .map(ROW::matcher)
          .filter(Matcher::matches)
          .filter(row -> path.test(path(row.group(1))))
          .collect(
              Collectors.toMap(
                  row -> row.group(1),
                  row -> row.group(2),
                  (one, other) -> {
                    throw new IllegalStateException("A route has two rules");
                  },
                  LinkedHashMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path of a route. */
  public static String path(String route) {
    return route.substring(route.indexOf(' ') + 1);
  }

  /** Whether a role is let in by a rule. */
  public static boolean lets(String role, String rule) {
    return rule.equals("anybody") || ROLES.indexOf(role) >= ROLES.indexOf(rule);
  }

  /** The routes of all controllers below a package, tests' own left out. */
  public static Set<String> served(String basePackage) {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
    Mapping mapping = new Mapping();
    return scanner.findCandidateComponents(basePackage).stream()
        .map(found -> String.valueOf(found.getBeanClassName()))
        .filter(name -> !name.contains("Tests"))
        .map(name -> ClassUtils.resolveClassName(name, RouteRules.class.getClassLoader()))
        .flatMap(mapping::routes)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The routes of a mapping. */
  public static Stream<String> routes(RequestMappingInfo mapping) {
    return mapping.getPatternValues().stream()
        .flatMap(
            path ->
                mapping.getMethodsCondition().getMethods().stream()
                    .map(method -> method + " " + path));
  }

  private static final class Mapping extends RequestMappingHandlerMapping {

    Mapping() {
      setApplicationContext(new StaticApplicationContext());
      afterPropertiesSet();
    }

    Stream<String> routes(Class<?> controller) {
      return Arrays.stream(controller.getDeclaredMethods())
          .map((Method method) -> getMappingForMethod(method, controller))
          .filter(mapping -> mapping != null)
          .flatMap(RouteRules::routes);
    }
  }
}
