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
 * Looks at what a browser shows with axe-core, by day and by night. By day with all of its rules;
 * by night with those about colours, as long as nothing but colours differs. It does not look into
 * the preview: that is the site's page. It does not replace a person with a screen reader.
 */
final class Axe {

  private static final String RUN =
      """
      const [scheme, done] = arguments;
      const boxes = () => JSON.stringify([...document.querySelectorAll('*')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const { visibility, opacity } = getComputedStyle(element);
        return [x, y, width, height, visibility, opacity];
      }));
      const rules = () => scheme === 'light' || boxes() !== window.byDay.boxes
        ? {}
        : { runOnly: window.byDay.colours };
      const look = async () => {
        if (!matchMedia(`(prefers-color-scheme: ${scheme})`).matches) throw Error(`not ${scheme}`);
        const results = await axe.run(
          document, { iframes: false, resultTypes: ['violations'], ...rules() });
        if (scheme === 'light') {
          const all = [results.violations, results.passes, results.incomplete, results.inapplicable];
          const colours = all.flat().filter((rule) => rule.tags.includes('cat.color'));
          window.byDay = { boxes: boxes(), colours: [...new Set(colours.map((rule) => rule.id))] };
        }
        return results.violations.flatMap((violation) =>
          violation.nodes.map((node) => `${violation.id}: ${node.html}: ${node.failureSummary}`));
      };
      look().then(done, (failure) => done([String(failure)]));
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
    if (Boolean.FALSE.equals(driver.executeScript("return 'axe' in window"))) {
      // Through DevTools: the editor's own policy would let no foreign script in.
      driver.executeCdpCommand("Runtime.evaluate", Map.of("expression", script));
    }
    for (String scheme : List.of("light", "dark")) {
      editor.browser().prefer(scheme);
      Object violations = driver.executeAsyncScript(RUN, scheme);
      assertThat((List<?>) violations).as("%s, %s", view, scheme).isEmpty();
      assertThat(editor.isWiderThanItsWindow())
          .as("%s, %s, scrolls sideways", view, scheme)
          .isFalse();
    }
    editor.browser().prefer("light");
  }
}
