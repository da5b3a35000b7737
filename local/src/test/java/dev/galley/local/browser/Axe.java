package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Looks at what a browser shows with axe-core, with all of its rules. It does not look into the
 * preview: that is the site's page. It does not replace a person with a screen reader.
 */
final class Axe {

  private static final String RUN =
      """
      const done = arguments[0];
      axe.run(document, { iframes: false }).then(
        (results) => done(results.violations.flatMap((violation) =>
          violation.nodes.map((node) => `${violation.id}: ${node.html}: ${node.failureSummary}`))),
        (failure) => done([String(failure)]));
      """;

  private final String script;

  Axe() {
    try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
      script = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails on each violation in the view, and when the view is wider than the window. */
  void assertGood(String view, Editor editor) {
    ChromeDriver driver = editor.driver();
    // Through DevTools: the editor's own policy would let no foreign script in.
    driver.executeCdpCommand("Runtime.evaluate", Map.of("expression", script));
    Object violations = driver.executeAsyncScript(RUN);
    assertThat((List<?>) violations).as(view).isEmpty();
    assertThat(editor.isWiderThanItsWindow()).as(view + " scrolls sideways").isFalse();
  }
}
