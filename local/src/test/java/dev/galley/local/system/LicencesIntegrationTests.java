package dev.galley.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the jars hold may be given on under Apache-2.0. */
class LicencesIntegrationTests {

  /** Of a component with several, one is enough. */
  private static final Set<String> ACCEPTED =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          // The words of MIT.
          "Bouncy Castle Licence",
          "CC0-1.0",
          "EDL-1.0",
          "EPL-1.0",
          "EPL-2.0",
          // BSD's with three clauses.
          "Go License",
          "MIT",
          "MIT-0",
          "MPL-2.0",
          "Public Domain",
          "The (New) BSD License",
          "Unicode-3.0",
          "UPL-1.0");

  /** Our own, and the embedded store, whose "The BSD License" has three clauses in its own file. */
  private static final Set<String> UNREAD = Set.of("dev.galley", "de.bwaldvogel");

  @ParameterizedTest
  @ValueSource(strings = {"post-service", "render-service", "feed-service", "local"})
  void everyComponentHasAnAcceptedLicence(String module) throws IOException {
    Path bom = Path.of("..", module, "target/classes/META-INF/sbom/application.cdx.json");
    JsonNode components = JsonMapper.shared().readTree(Files.readAllBytes(bom)).path("components");
    List<String> others = new ArrayList<>();
    for (JsonNode component : components) {
      List<String> licences =
          component.path("licenses").valueStream().map(LicencesIntegrationTests::name).toList();
      if (!UNREAD.contains(component.path("group").asString(""))
          && licences.stream().noneMatch(ACCEPTED::contains)) {
        others.add(component.path("purl").asString() + " " + licences);
      }
    }

    assertThat(components.size()).isGreaterThan(50);
    assertThat(others).isEmpty();
  }

  private static String name(JsonNode choice) {
    JsonNode licence = choice.path("license");
    return choice.has("expression")
        ? choice.path("expression").asString()
        : licence.path("id").asString(licence.path("name").asString(""));
  }
}
