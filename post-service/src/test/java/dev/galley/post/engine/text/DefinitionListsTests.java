package dev.galley.post.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As Hugo 0.111 reads them. */
class DefinitionListsTests {

  @Test
  void becomeHtmlWithMarkdownInIt() {
    assertThat(
            DefinitionLists.written(
                """
                Before

                Term
                : one **meaning**
                going on
                : another

                Term two
                Term three

                :   a paragraph

                    and one more

                    ```
                    code
                    ```

                after
                """))
        .isEqualTo(
            """
            Before

            <dl>
            <dt>

            Term

            </dt>
            <dd>

            one **meaning**
            going on

            </dd>
            <dd>

            another

            </dd>
            <dt>

            Term two

            </dt>
            <dt>

            Term three

            </dt>
            <dd>

            a paragraph

            and one more

            ```
            code
            ```

            </dd>
            </dl>


            after
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A line\nand: one\n",
        "# Heading\n: text\n",
        "- item\n: text\n",
        "a\n\n\n: text\n",
        "```\na\n: b\n```\n",
        "    a\n: b\n",
        ": a\n",
        "a\n:b\n",
      })
  void areNoneElsewhere(String markdown) {
    assertThat(DefinitionLists.written(markdown)).isEqualTo(markdown);
  }

  @Test
  @Timeout(20)
  void passesBlankLinesOnce() {
    String list = "Term\n: meaning\n" + "\n".repeat(200_000);

    assertThat(DefinitionLists.written(list + "  more"))
        .startsWith("<dl>\n<dt>\n\nTerm\n")
        .contains("more\n\n</dd>");
    assertThat(DefinitionLists.written(list + "more"))
        .endsWith("</dl>\n" + "\n".repeat(200_001) + "more\n");
  }
}
