package dev.galley.post.snip.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkCheckTests {

  @Test
  void findsReferencesThatNothingDefines() {
    String markdown =
        "[a][] [b][B] [c] [d] [e][f] `[x][y]`\n\n    [code][z]\n\n[A]: /a\n[b]: /b\n[d]: /d\n";

    assertThat(LinkCheck.warnings(LinkCheck.prose(markdown)))
        .containsExactly("undefined reference [f]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http:/example.org",
        "http//example.org",
        "htttp://example.org",
        "http://",
        "ttp://example.org",
        "www.example.org",
        "https://http://example.org"
      })
  void findsMalformedLinks(String address) {
    assertThat(LinkCheck.warnings("[a](" + address + ")"))
        .containsExactly("malformed link " + address);
    assertThat(LinkCheck.warnings("[a]: " + address + "\n")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org",
        "https://example.org:8080/x?y#z",
        "//example.org/x",
        "/week-1",
        "#top",
        "mailto:a@example.org",
        "http-basics",
        "https://example.org/a,b:c"
      })
  void findsNothingWrongWithGoodLinks(String address) {
    assertThat(LinkCheck.warnings("[a](" + address + ")")).isEmpty();
  }
}
