package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Writing while Galley is away. */
@NeedsChromium
class OutageIntegrationTests {

  @RegisterExtension static final Stage stage = Stage.ofItsOwn();

  @Test
  void whatIsWrittenWhileGalleyIsAwayIsSavedWhenItIsBack() {
    Editor author = stage.author();
    author.press("New post");
    author.title().sendKeys("Outage");
    author.awaitSaved();
    author.provokes("net::ERR_CONNECTION");
    author.provokes("net::ERR_EMPTY_RESPONSE");
    // While it starts again.
    author.provokes("status of 503");

    stage.stopGalley();
    author.write("Written in the dark. ");
    author.until("the reason", () -> author.saved().contains("cannot be reached"));
    author.write("And on.");
    author.awaitText(".preview-status", "No preview");
    stage.startGalley();

    author.awaitSaved();
    String path = author.place().replace("/editor/", "/api/");
    assertThat(stage.api().read(path).get("body").asString())
        .isEqualTo("Written in the dark. And on.");
    author.until("the preview", () -> author.preview().contains("Written in the dark. And on."));
  }
}
