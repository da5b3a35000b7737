package dev.galley.post.snip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnipPathTests {

  @ParameterizedTest
  @CsvSource({
    "soups/blog/week-1.snip.markdown, week-1, markdown, true",
    "a.snip.html,                     a,      html,     true",
    "a.snip,                          a,      '',       true",
    "blog/a.markdown,                 a,      markdown, false",
    "a.md,                            a,      md,       false",
    "a.1.snip.html,                   a.1,    html,     true",
    "release-2.1.MD,                  release-2.1, md,  false",
    "posts/one/index.md,              one,    md,       false",
  })
  void readsNameAndFormat(String path, String name, String extension, boolean isSnip) {
    assertThat(SnipPath.of(path)).contains(new SnipPath(path, name, null, extension, isSnip));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "noextension", ".snip.markdown", "a.snip.exe"})
  void isEmptyForOtherFiles(String path) {
    assertThat(SnipPath.of(path)).isEmpty();
  }
}
