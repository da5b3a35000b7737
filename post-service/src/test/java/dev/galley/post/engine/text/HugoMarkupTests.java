package dev.galley.post.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.engine.rules.Configuration;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HugoMarkupTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config.toml | title = 'A' | true",
        "hugo.toml | [markup.goldmark.renderer];unsafe = true | false",
        "hugo.yaml | markup: {goldmark: {renderer: {unsafe: false}}} | true",
        "hugo.yaml | Markup: {Goldmark: {Renderer: {Unsafe: true}}} | false",
        "config.toml | [markup];defaultMarkdownHandler = 'blackfriday' | false",
        "config.toml | [blackfriday];fractions = false | false",
      })
  void omitsHtmlUnlessTheConfigurationAllowsIt(String name, String text, boolean isOmitted) {
    byte[] bytes = text.replace(';', '\n').getBytes(StandardCharsets.UTF_8);

    assertThat(HugoMarkup.omitsHtml(Configuration.read(name, bytes))).isEqualTo(isOmitted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config.toml | title = 'A' | false",
        "hugo.toml | [markup.goldmark.parser.attribute];block = true | true",
      })
  void hasAttributesOfBlocksWhereTheConfigurationSaysSo(String name, String text, boolean has) {
    byte[] bytes = text.replace(';', '\n').getBytes(StandardCharsets.UTF_8);

    assertThat(HugoMarkup.hasBlockAttributes(Configuration.read(name, bytes))).isEqualTo(has);
  }
}
