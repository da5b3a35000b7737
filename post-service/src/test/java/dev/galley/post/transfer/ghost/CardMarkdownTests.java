package dev.galley.post.transfer.ghost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As markdown-it renders it with the options and extensions that Ghost has. */
class CardMarkdownTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Water is H~2~O | Water is H<sub>2</sub>O",
        "x^2^ and e^-iπ^. | x<sup>2</sup> and e<sup>-iπ</sup>.",
        "==two words== here | <mark>two words</mark> here",
        "~~gone~~ H~2~O | ~~gone~~ H<sub>2</sub>O",
      })
  void becomesGfm(String markdown, String written) {
    assertThat(CardMarkdown.asGfm(markdown)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "~~gone~~",
        "`H~2~O` and ``==x==``",
        "```\nH~2~O\nx^2^\n```\n",
        "[a](https://example.org/~a/b~c) <img alt=\"x^2^\"> https://example.org/~a~/",
        "H\\~2\\~O",
        "about ~ 5 ~ or a == b, c == d",
        "one[^1] two[^2]",
        "a === b === c",
      })
  void leavesAloneWhatMeansSomethingElse(String markdown) {
    assertThat(CardMarkdown.asGfm(markdown)).isEqualTo(markdown);
  }

  @Test
  void breaksLinesWhereTheyAreBroken() {
    assertThat(
            CardMarkdown.asGfm(
                """
                # Verse
                Roses are red
                *violets* are blue

                - one
                - two
                  three

                > said
                > she

                | a | b |
                |---|---|
                | 1 | 2 |

                Underlined
                ===

                    code
                    code

                [a]: /b
                [c]: /d
                """))
        .isEqualTo(
            """
            # Verse
            Roses are red  \n\
            *violets* are blue

            - one
            - two  \n\
              three

            > said  \n\
            > she

            | a | b |
            |---|---|
            | 1 | 2 |

            Underlined
            ===

                code
                code

            [a]: /b
            [c]: /d
            """);
  }
}
