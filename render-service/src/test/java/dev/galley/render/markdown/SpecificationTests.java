package dev.galley.render.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.render.markdown.dialect.Findings;
import dev.galley.render.markdown.gfm.Gfm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.commonmark.testutil.example.Example;
import org.commonmark.testutil.example.ExampleReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples of CommonMark 0.31.2 and GFM 0.29, before the sanitiser. Those that differ are
 * listed in {@code render/deviations.properties} by number, each with its reason, and no others.
 */
class SpecificationTests {

  private final Gfm gfm = new Gfm();

  @ParameterizedTest
  @CsvSource({"commonmark, /spec.txt, 652, 640", "gfm, /gfm-spec.txt, 672, 650"})
  void areKept(String name, String resource, int examples, int enough) throws IOException {
    List<Example> all =
        ExampleReader.readExamples(
            Objects.requireNonNull(ExampleReader.class.getResource(resource)));
    Map<Integer, String> deviations = deviations(name);
    List<String> unexpected = new ArrayList<>();

    for (int number = 1; number <= all.size(); number++) {
      Example example = all.get(number - 1);
      // The specifications show tabs as arrows.
      String expected = comparable(example.getHtml().replace('→', '\t'));
      String actual = comparable(render(example.getSource().replace('→', '\t')));
      if (actual.equals(expected) == deviations.containsKey(number)) {
        unexpected.add(
            "%s %d: expected%n%s%nbut got%n%s".formatted(name, number, expected, actual));
      }
    }

    System.out.printf("%s: %d of %d examples%n", name, all.size() - deviations.size(), all.size());
    assertThat(unexpected).isEmpty();
    assertThat(all).hasSize(examples);
    assertThat(all.size() - deviations.size()).isGreaterThanOrEqualTo(enough);
  }

  private String render(String text) {
    StringBuilder html = new StringBuilder();
    gfm.render(text, steps -> {}, html, new Findings());
    return html.toString();
  }

  /** Without what the specifications do not say: ids of headings, and the order of attributes. */
  private static String comparable(String html) {
    return html.replaceAll("<(h[1-6]) id=\"[^\"]*\"", "<$1")
        .replace(
            "<input checked=\"\" disabled=\"\" type=\"checkbox\">",
            "<input type=\"checkbox\" disabled=\"\" checked=\"\">")
        .replace(
            "<input disabled=\"\" type=\"checkbox\">", "<input type=\"checkbox\" disabled=\"\">")
        .strip();
  }

  private static Map<Integer, String> deviations(String name) throws IOException {
    URL list =
        Objects.requireNonNull(
            SpecificationTests.class.getResource("/render/deviations.properties"));
    Properties all = new Properties();
    try (InputStream in = list.openStream()) {
      all.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
    }
    Map<Integer, String> deviations = new TreeMap<>();
    for (String key : all.stringPropertyNames()) {
      if (key.startsWith(name + ".")) {
        deviations.put(Integer.valueOf(key.substring(name.length() + 1)), all.getProperty(key));
      }
    }
    assertThat(deviations.values()).noneMatch(String::isBlank);
    return deviations;
  }
}
