package dev.galley.post.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As Hugo 0.111 reads headings. */
class HeadingAttributesTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "## Install {#install} | ## Install",
        "## Install {#install .big} | ## Install",
        "## To install {#to-install} | ## To install",
        "## Install {#setup} | ## <a id=\"setup\"></a>Install",
        "### Install `it` ## {#it .big} | ### <a id=\"it\"></a>Install `it` ##",
        "## Über uns {#über-uns data-a=\"b c\"} | ## <a id=\"über-uns\"></a>Über uns",
        "## Styled {.big key=value} | ## Styled",
        "> ## Quoted {#q} | > ## <a id=\"q\"></a>Quoted",
        "- ## Item {#li} | - ## <a id=\"li\"></a>Item",
      })
  void keepTheirIdsAlone(String heading, String written) {
    assertThat(HeadingAttributes.written("A\n\n" + heading + "\n\nB\n", false))
        .isEqualTo("A\n\n" + written + "\n\nB\n");
  }

  @Test
  void standBehindUnderlinedHeadingsAsWell() {
    assertThat(HeadingAttributes.written("Set up {#setup-id .x}\r\n===\r\n\r\nB {#c}\r\n", false))
        .isEqualTo("<a id=\"setup-id\"></a>Set up\r\n===\r\n\r\nB {#c}\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "## Not one {curly}",
        "## Not{#one}",
        "## {#alone}",
        "## A set {1, 2}",
        "## Code `{#x}`",
        "Text {#x}",
        "```\n## Code {#x}\n```",
        "    ## Code {#x}",
        "#hash {#x}",
      })
  void areNoneElsewhere(String markdown) {
    assertThat(HeadingAttributes.written(markdown, false)).isEqualTo(markdown);
  }

  @Test
  void standBelowOtherBlocksWhereHugoIsToldSo() {
    String markdown =
        """
        Text
        {.lead}

        | a |
        |---|
        {#t .wide}

        {.no-block}

        Set
        {1, 2}

        ```
        code
        ```
        {.code}
        """;

    assertThat(HeadingAttributes.written(markdown, true))
        .isEqualTo(
            """
            Text

            | a |
            |---|

            <a id="t"></a>

            {.no-block}

            Set
            {1, 2}

            ```
            code
            ```
            """);
    assertThat(HeadingAttributes.written(markdown, false)).isEqualTo(markdown);
  }
}
