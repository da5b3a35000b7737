package dev.galley.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code docker-compose.yml} sets for a service. */
final class ComposeFile {

  /** {@code ${NAME}}, {@code ${NAME:-default}} or {@code ${NAME:?message}}. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::([-?])([^}]*))?}");

  private final Map<?, ?> services;

  private ComposeFile(Map<?, ?> services) {
    this.services = services;
  }

  static ComposeFile read(Path file) throws IOException {
    Object root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    return new ComposeFile((Map<?, ?>) ((Map<?, ?>) root).get("services"));
  }

  /**
   * The environment of a service.
   *
   * @param required values of the variables that have no default
   */
  Map<String, String> environment(String service, Map<String, String> required) {
    Map<?, ?> declared = (Map<?, ?>) ((Map<?, ?>) services.get(service)).get("environment");
    return environment(declared, required);
  }

  private static Map<String, String> environment(Map<?, ?> declared, Map<String, String> required) {
    Map<String, String> environment = new LinkedHashMap<>();
    declared.forEach(
        (name, value) -> {
          // A merge key brings what several services share.
          if (value instanceof Map<?, ?> shared) {
            environment.putAll(environment(shared, required));
          } else {
            environment.put((String) name, interpolate((String) value, required));
          }
        });
    return environment;
  }

  /** The image of a service that is not built here. */
  String image(String service) {
    return (String) ((Map<?, ?>) services.get(service)).get("image");
  }

  private static String interpolate(String value, Map<String, String> required) {
    return VARIABLE
        .matcher(value)
        .replaceAll(
            found ->
                required.getOrDefault(
                    found.group(1), "-".equals(found.group(2)) ? found.group(3) : ""));
  }
}
