package dev.galley.local.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * The scrapes of several registries as one Prometheus text: the lines of a measure stand together
 * under one {@code # TYPE}, and every series says which service it is of. Thread-safe.
 */
public final class MergedMetrics implements Supplier<String> {

  /** One measure; its description is that of the first service that has it. */
  private record Family(String describedBy, List<String> comments, Set<String> samples) {

    static Family of(String service) {
      return new Family(service, new ArrayList<>(), new LinkedHashSet<>());
    }
  }

  private final Map<String, Supplier<String>> scrapes = new ConcurrentSkipListMap<>();

  /** Makes an empty text. */
  public MergedMetrics() {}

  /**
   * Adds a service's scrape.
   *
   * @param service the value of the label {@code service} where a series has none
   * @param scrape gives Prometheus text
   */
  public void add(String service, Supplier<String> scrape) {
    scrapes.put(service, scrape);
  }

  @Override
  public String get() {
    Map<String, Family> families = new LinkedHashMap<>();
    scrapes.forEach((service, scrape) -> read(service, scrape.get(), families));
    StringBuilder text = new StringBuilder();
    for (Family family : families.values()) {
      family.comments().forEach(line -> text.append(line).append('\n'));
      family.samples().forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  private static void read(String service, String scrape, Map<String, Family> families) {
    Family current = Family.of(service);
    for (String line : scrape.split("\n")) {
      if (line.startsWith("# HELP ") || line.startsWith("# TYPE ")) {
        String name = line.split(" ", 4)[2];
        current = families.computeIfAbsent(name, n -> Family.of(service));
        if (current.describedBy().equals(service)) {
          current.comments().add(line);
        }
      } else if (!line.isBlank() && !line.startsWith("#")) {
        current.samples().add(withService(line, service));
      }
    }
  }

  /** Without the label, series of two services would be one and the same. */
  private static String withService(String sample, String service) {
    int brace = sample.indexOf('{');
    String label = "service=\"" + service + "\"";
    if (brace < 0) {
      int space = sample.indexOf(' ');
      return sample.substring(0, space) + "{" + label + "}" + sample.substring(space);
    }
    if (sample.startsWith("service=\"", brace + 1) || sample.contains(",service=\"")) {
      return sample;
    }
    return sample.substring(0, brace + 1) + label + "," + sample.substring(brace + 1);
  }
}
