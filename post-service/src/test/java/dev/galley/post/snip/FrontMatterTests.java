package dev.galley.post.snip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontMatterTests {

  @Test
  void readsToml() {
    String text =
        """
        +++
        title = "TOML post"
        date = 2013-03-27T16:36:00+01:00
        tags = ["a", "b"]
        weight = 3
        draft = true

        [params]
        colour = 'red'
        +++

        Hello
        """;

    Snip snip = FrontMatter.split(text).orElseThrow();

    assertThat(snip.content()).isEqualTo("\nHello\n");
    assertThat(snip.metadata())
        .containsExactly(
            Map.entry("title", "TOML post"),
            Map.entry("date", "2013-03-27T16:36:00+01:00"),
            Map.entry("tags", List.of("a", "b")),
            Map.entry("weight", 3L),
            Map.entry("draft", true),
            Map.entry("params", Map.of("colour", "red")));
  }

  @Test
  void readsJson() {
    Snip snip =
        FrontMatter.split("{\n  \"title\": \"A {brace}\",\n  \"draft\": true\n}\n\nHello\n")
            .orElseThrow();

    assertThat(snip.content()).isEqualTo("\n\nHello\n");
    assertThat(snip.metadata())
        .containsExactly(Map.entry("title", "A {brace}"), Map.entry("draft", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "---\ntitle: A\n---\nHello",
        "\n \n---\ntitle: A\n---\nHello",
        "--- \r\ntitle: A\r\n---\r\nHello",
        "---yaml\ntitle: A\n---\nHello",
        "---toml\ntitle = \"A\"\n---\nHello",
        "---json\n{\"title\": \"A\"}\n---\nHello",
        "+++\ntitle = \"A\"\n+++\nHello"
      })
  void readsTheFenceAndWhatItNames(String text) {
    assertThat(FrontMatter.split(text)).contains(new Snip("Hello", Map.of("title", "A")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hello",
        "{{< figure >}}",
        "{% include a.html %}",
        "{: .wide}",
        "{::options toc_levels=\"2\" /}",
        "{#id}",
        "---- \nHello",
        "--- and more",
        "++++\nHello",
        "* * *"
      })
  void leavesTextAlone(String text) {
    assertThat(FrontMatter.split(text)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+++\ntitle = \n+++\nHello",
        "+++\ntitle = \"A\"\nHello",
        "+++\ntitle = \"A\"\ntitle = \"B\"\n+++\n",
        "{\"title\": \"A\", \"title\": \"B\"}\nHello",
        "{\"title\": \"A\"",
        "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":"
            + "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}}}}}}}}}}}}}",
        "---js\n{title: eval()}\n---\n",
        "---\n- a\n---\n"
      })
  void refusesWhatItCannotRead(String text) {
    assertThatThrownBy(() -> FrontMatter.split(text))
        .isInstanceOf(BrokenSnip.class)
        .hasMessageMatching("line \\d+: [\\s\\S]{5,300}");
  }

  @Test
  void refusesLargeMetadataInEachForm() {
    String large = "x".repeat(70_000);

    assertThatThrownBy(() -> FrontMatter.split("+++\na = \"" + large + "\"\n+++\n"))
        .isInstanceOf(BrokenSnip.class);
    assertThatThrownBy(() -> FrontMatter.split("{\"a\": \"" + large + "\"}\n"))
        .isInstanceOf(BrokenSnip.class);
    assertThatThrownBy(() -> FrontMatter.split("---\na: " + large + "\n---\n"))
        .isInstanceOf(BrokenSnip.class);
  }
}
