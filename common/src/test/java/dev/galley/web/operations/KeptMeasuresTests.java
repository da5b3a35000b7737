package dev.galley.web.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeptMeasuresTests {

  private static final Path DEPLOY = Path.of("../deploy");
  private static final Pattern FOREIGN =
      Pattern.compile("\\b(http|jvm|process|system|disk|mongodb|kafka|tomcat|spring)_[a-z0-9_]+");

  private static final String[] MODULES = {
    "common", "post-service", "render-service", "feed-service", "local"
  };

  /** The name in a call that makes a measure. */
  private static final Pattern OURS =
      Pattern.compile(
          "(?:(?:Gauge|Counter|Timer|Summary)\\s*\\.builder|gauges\\s*\\.add)\\(\\s*\"(galley[^\"]*)\"");

  /** What is asked of a scrape, as Prometheus spells it. */
  private static Set<String> asked() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String folder : new String[] {"grafana/dashboards", "prometheus/rules"}) {
      try (Stream<Path> files = Files.list(DEPLOY.resolve(folder))) {
        for (Path file : files.toList()) {
          Matcher name = FOREIGN.matcher(Files.readString(file));
          while (name.find()) {
            names.add(name.group());
          }
        }
      }
    }
    return names;
  }

  @Test
  void keepsWhatDashboardsAndRulesAskFor() throws IOException {
    assertThat(asked())
        .hasSizeGreaterThan(15)
        .allSatisfy(
            name ->
                assertThat(KeptMeasures.NAMES.stream().map(kept -> kept.replace('.', '_')))
                    .anySatisfy(kept -> assertThat(name).startsWith(kept)));
  }

  /** Micrometer's spelling: dots, and no unit; Prometheus' names are made of it. */
  @Test
  void spellsOurMeasuresInOneWay() throws IOException {
    List<String> names = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          OURS.matcher(Files.readString(file))
              .results()
              .map(found -> found.group(1))
              .forEach(names::add);
        }
      }
    }

    assertThat(names)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            name -> assertThat(name).matches("galley(\\.[a-z]+)+").doesNotEndWith(".seconds"));
  }

  @Test
  void leavesOutWhatNobodyAsksFor() {
    MeterRegistry meters = new SimpleMeterRegistry();
    meters.config().meterFilter(new KeptMeasures());

    meters.counter("kafka.consumer.coordinator.commit.total").increment();
    meters.counter("jvm.classes.loaded").increment();
    meters.counter("galley.stale.events").increment();
    meters.timer("http.server.requests", "uri", "/events", "exception", "none", "error", "none");
    meters.timer("http.server.requests", "uri", "/events", "exception", "A", "error", "A");
    meters.counter("mongodb.driver.commands", "command", "find", "cluster.id", "1").increment();
    meters.counter("mongodb.driver.commands", "command", "find", "cluster.id", "2").increment();

    assertThat(meters.getMeters())
        .extracting(meter -> meter.getId().getName())
        .containsExactlyInAnyOrder(
            "galley.stale.events", "http.server.requests", "mongodb.driver.commands");
    assertThat(meters.get("mongodb.driver.commands").counter().count()).isEqualTo(2);
    assertThat(meters.get("http.server.requests").timers())
        .singleElement()
        .satisfies(timer -> assertThat(timer.getId().getTag("uri")).isEqualTo("/events"));
  }
}
