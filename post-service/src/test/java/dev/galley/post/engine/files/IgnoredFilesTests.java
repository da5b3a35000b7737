package dev.galley.post.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.engine.rules.Configuration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoredFilesTests {

  private static final String PATH = "content/posts/a-" + "a".repeat(200) + ".md";

  @ParameterizedTest
  @ValueSource(strings = {"\\.md$", "/posts/", "^content/posts", "^posts/", "(?i)\\.(MD|html)$"})
  void leavesOutWhatAnExpressionFinds(String expression) {
    assertThat(reason(List.of("x$", expression))).contains("the site's ignoreFiles leave it out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\.Rmd$", "^a", "drafts/.*\\.md$", "\\.(bak|tmp)$"})
  void leavesTheOthers(String expression) {
    assertThat(reason(List.of(expression))).isEmpty();
    assertThat(reason(expression)).isEmpty();
  }

  @ParameterizedTest
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
  @ValueSource(
      strings = {
        "(",
        "[[:alpha:]]x",
        "(?=x)",
        "(a+)+b",
        "^?^?^?^?x",
        "a{99999}x",
        "(^|^)(^|^)(^|^)(^|^)x"
      })
  void keepsAllWhereOneIsNotUnderstood(String expression) {
    assertThat(reason(List.of("x$", expression)))
        .contains("the site's ignoreFiles are not understood");
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
  void comparesForALimitedTime() {
    assertThat(reason(List.of("a*".repeat(90) + "b")))
        .contains("the site's ignoreFiles take too long to compare with it");
    assertThat(reason(List.of("x".repeat(201)))).isPresent();
    assertThat(reason(Map.of("a", "b"))).isPresent();
    assertThat(IgnoredFiles.of(Configuration.NONE).reason(PATH)).isEmpty();
  }

  private static Optional<String> reason(Object said) {
    return IgnoredFiles.of(new Configuration(Map.of("ignorefiles", said), null)).reason(PATH);
  }
}
