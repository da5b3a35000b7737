package dev.galley.post.snip;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML that wants to cost time or memory, to create objects, or to mean two things. */
@Timeout(value = 2, unit = TimeUnit.SECONDS)
class HostileMetadataTests {

  @ParameterizedTest
  @MethodSource("refused")
  void refuses(String name, String yaml) {
    assertThatThrownBy(() -> MetadataParser.parse(yaml, 0))
        .isInstanceOf(BrokenSnip.class)
        .hasMessageMatching("(?s)line \\d+: .+");
  }

  static Stream<Arguments> refused() {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("alias bomb", aliasBomb());
    inputs.put("101 aliases", ":a: &a x\n:b: [" + "*a, ".repeat(101) + "]\n");
    inputs.put("aliases nested more than 20 deep", nestedAliases(21));
    inputs.put("merged bomb", mergedBomb());
    inputs.put("alias to itself", ":a: &a [*a]\n");
    inputs.put("alias to nothing", ":a: *b\n");
    inputs.put("flow lists 10 000 deep", ":a: " + "[".repeat(10_000) + "]".repeat(10_000));
    inputs.put("flow maps 10 000 deep", ":a: " + "{b: ".repeat(10_000) + "}".repeat(10_000));
    inputs.put("block lists 10 000 deep", ":a:\n  " + "- ".repeat(10_000) + "x");
    inputs.put("lists 21 deep", ":a: " + "[".repeat(20) + "]".repeat(20));
    inputs.put("unclosed lists", "[".repeat(60_000));
    inputs.put("unclosed maps", "{".repeat(60_000));
    inputs.put("5 MB scalar", ":a: " + "x".repeat(5 * 1024 * 1024));
    inputs.put("5 MB quoted scalar", ":a: \"" + "x".repeat(5 * 1024 * 1024) + "\"");
    inputs.put("just over 64 KB", ":a: " + "x".repeat(64 * 1024 - 3));
    inputs.put("script engine", ":a: !!javax.script.ScriptEngineManager [x]\n");
    inputs.put("class loader", ":a: !!java.net.URLClassLoader [[!!java.net.URL [\"http://x\"]]]\n");
    inputs.put("url", ":a: !!java.net.URL [\"http://127.0.0.1/\"]\n");
    inputs.put("ruby object", ":a: !ruby/object:Gem::Installer {i: x}\n");
    inputs.put("python object", ":a: !!python/object/apply:os.system [id]\n");
    inputs.put("local tag", ":a: !x y\n");
    inputs.put("verbatim tag", ":a: !<tag:yaml.org,2002:java.lang.Runtime> y\n");
    inputs.put("tag directive", "%TAG ! tag:x,2000:\n---\n:a: !y z\n");
    inputs.put("set", ":a: !!set {b, c}\n");
    inputs.put("binary", ":a: !!binary aGk=\n");
    inputs.put("float", ":a: !!float .inf\n");
    inputs.put("map tag on a name", "!!java.net.URL :a: b\n");
    inputs.put("merge of a text", ":a: &a b\n:d:\n  <<: *a\n");
    inputs.put("merge of a list of texts", ":d:\n  <<: [a]\n");
    inputs.put("merge into itself", ":a: &a\n  <<: *a\n");
    inputs.put("name that looks like a merge", ":a:\n  '<<': {b: c}\n");
    inputs.put("name twice", ":a: b\n:a: c\n");
    inputs.put("name twice, with and without colon", ":a: b\na: c\n");
    inputs.put("name twice inside", ":a: {b: c, b: d}\n");
    inputs.put("name twice by alias", ":a: &x k\n:b: {*x : 1, k: 2}\n");
    inputs.put("list as name", "? [a, b]\n: c\n");
    inputs.put("map as name", "? {a: b}\n: c\n");
    inputs.put("no name", ": a\n");
    inputs.put("only a colon", ":\n");
    inputs.put("colon as name", "':': a\n");
    inputs.put("a text", "just text\n");
    inputs.put("a list", "- a\n- b\n");
    inputs.put("tab as indentation", ":a:\n\t- b\n");
    inputs.put("tab inside a map", ":a:\n  b: c\n\td: e\n");
    inputs.put("unclosed quote", ":a: \"b\n");
    inputs.put("unclosed single quote", ":a: 'b\n:c: d\n");
    inputs.put("unclosed list", ":a: [b, c\n");
    inputs.put("unclosed map", ":a: {b: c\n");
    inputs.put("value after a quote", ":a: \"b\" c\n");
    inputs.put("two values in a line", ":a: b: c\n");
    inputs.put("bad escape", ":a: \"\\x\"\n");
    inputs.put("control character", ":a: \u0001\n");
    inputs.put("escape character", ":a: \u001b[31m\n");
    inputs.put("no character", ":a: \uFFFE\n");
    inputs.put("lone surrogate", ":a: \uD800\n");
    inputs.put("second document", ":a: b\n---\n:c: d\n");
    inputs.put("second document after an end", ":a: b\n...\n---\n:c: d\n");
    inputs.put("wrong version", "%YAML 9.9\n---\n:a: b\n");
    inputs.put("reserved character", ":a: @b\n");
    inputs.put("backtick", ":a: `b`\n");
    inputs.put("percent", ":a: %b\n");
    inputs.put("less indented", ":a:\n    b: c\n  d: e\n");
    inputs.put("100 KB of commas", ":a: [" + ",".repeat(60_000) + "]");
    inputs.put("many anchors", ":a: " + "&a ".repeat(20_000) + "b");
    inputs.put("many question marks", "? ".repeat(30_000));
    inputs.put("very long name", "x".repeat(60_000) + ": y\n");
    return inputs.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "---\n", "---", "# only a comment\n", "~\n"})
  void findsNothingWhereNothingIs(String yaml) {
    assertThat(MetadataParser.parse(yaml, 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "no",
        "on",
        "off",
        "True",
        "NO",
        "012",
        "0o14",
        "0x1F",
        "1e3",
        "1_000",
        "1.50",
        ".inf",
        "NaN",
        "-0",
        "+1",
        "2024-01-01",
        "12:30:45",
        "9223372036854775808",
        "=",
        "<<",
        "1.0000000000000001",
        "4c482e75",
        "Null"
      })
  void leavesTextAsItWasWritten(String text) {
    assertThat(MetadataParser.parse(":a: " + text + "\n", 0)).containsExactly(entry("a", text));
  }

  @Test
  void followsAFewAliases() {
    assertThat(MetadataParser.parse(":a: &a [x]\n:b: *a\n", 0)).containsEntry("b", List.of("x"));
  }

  /** YAML 1.1's merge: a map's own names count, and then those of the first map. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nd:\n  <<: [*a, *b]\n  x: own\n",
        "a: &a {x: 1, y: 2}\nb: &b {<<: *a, z: 4}\nd: {x: own, <<: *b}\n",
        "a: &a {z: 4, x: 1}\nd:\n  x: own\n  <<: *a\n  <<: {y: 2}\n"
      })
  void mergesMaps(String yaml) {
    assertThat(MetadataParser.parse(yaml, 0).get("d"))
        .isEqualTo(Map.of("x", "own", "y", 2L, "z", 4L));
  }

  @Test
  void mergesAtTheTop() {
    assertThat(MetadataParser.parse("a: &a {draft: true}\n<<: *a\n", 0))
        .containsEntry("draft", true);
  }

  private static String nestedAliases(int levels) {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < levels; i++) {
      yaml.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    return yaml.toString();
  }

  private static String mergedBomb() {
    StringBuilder yaml = new StringBuilder("a0: &a0 {k0: [x, x, x, x, x, x, x, x, x]}\n");
    for (int i = 1; i < 10; i++) {
      String merges = ("*a" + (i - 1) + ", ").repeat(9);
      yaml.append("a%d: &a%d {<<: [%s], k: [%s]}\n".formatted(i, i, merges, merges));
    }
    return yaml.toString();
  }

  private static String aliasBomb() {
    StringBuilder yaml = new StringBuilder(":a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String items = ("*a" + (i - 1) + ", ").repeat(9);
      yaml.append(":a%d: &a%d [%s]\n".formatted(i, i, items));
    }
    return yaml.toString();
  }
}
