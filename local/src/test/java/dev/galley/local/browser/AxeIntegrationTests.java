package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That nothing is overlooked by asking fewer rules at night. */
@NeedsChromium
class AxeIntegrationTests {

  private static final String PAGE =
      """
      <!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>A page</title>
      <style>
        button { color: black; background: white }
        @media (%s) { %s }
      </style>
      <main><h1>A page</h1><p>Some <a href=/>words</a>.</p>
      <button><span>One</span></button></main>
      """;

  private static final Axe AXE = new Axe();
  @AutoClose private static Editor browser;

  @BeforeAll
  static void open() {
    browser = new Editor(Chromium.open(), "data:");
  }

  @ParameterizedTest
  @CsvSource({
    "min-width: 1px,             button { color: #bbb },         light, color-contrast",
    "max-width: 400px,           button { color: #bbb },         light, color-contrast",
    "max-width: 400px,           span { display: none },         light, button-name",
    "prefers-color-scheme: dark, button { color: #bbb },         dark,  color-contrast",
    "prefers-color-scheme: dark, a { text-decoration: none },    dark,  link-in-text-block",
    "prefers-color-scheme: dark, span { display: none },         dark,  button-name",
    "prefers-color-scheme: dark, span { visibility: hidden },    dark,  button-name",
    "prefers-color-scheme: dark, button { translate: 200vw },    dark,  scrolls sideways",
  })
  void findsWhatStandsInSomebodysWay(String when, String fault, String scheme, String found) {
    browser.browser().show(360, 800);
    show(PAGE.formatted(when, fault));

    assertThatThrownBy(() -> AXE.assertGood("seen", browser))
        .hasMessageContainingAll("seen, " + scheme, found);
  }

  @Test
  void takesWhatIsFaultlessAtEachWidth() {
    for (int width : new int[] {360, 1280}) {
      browser.browser().show(width, 800);
      show(PAGE.formatted("max-width: 1px", ""));

      assertThatNoException().isThrownBy(() -> AXE.assertGood("seen", browser));
    }
  }

  private static void show(String page) {
    browser.visit(
        "data:text/html," + URLEncoder.encode(page, StandardCharsets.UTF_8).replace("+", "%20"));
  }
}
