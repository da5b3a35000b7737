package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** Pictures in a text, what is checked before it is published, and writing without a network. */
@NeedsChromium
class PicturesIntegrationTests {

  @RegisterExtension static final Stage stage = new Stage();

  /** Drops a picture that is one, 3 pixels wide, and one that is active. */
  private static final String DROP =
      """
      const canvas = Object.assign(document.createElement('canvas'), { width: 3, height: 2 });
      canvas.toBlob((blob) => {
        const data = new DataTransfer();
        data.items.add(new File([blob], 'Grüße vom Meer.png', { type: 'image/png' }));
        data.items.add(new File(['<svg onload="x"/>'], 'active.svg', { type: 'image/svg+xml' }));
        const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
        document.querySelector('.sheet').dispatchEvent(drop);
      });
      """;

  @Test
  void aDroppedPictureIsStoredAndDescribedBeforeItIsInTheText() {
    Editor author = open(Map.of("slug", "sea", "title", "Sea", "body", "Before."));
    author.provokes("status of 422");
    author.write("\n\n");
    author.driver().executeScript(DROP);
    author.awaitDialog("Pictures");
    author.awaitText(".picture", "3 × 2 pixels");
    author.awaitText(".pictures", "Not stored: Refused: an SVG with a script");
    assertThat(author.words()).as("nothing is in the text yet").isEqualTo("Before.\n\n");

    author.click("[aria-label='Leave out active.svg']");
    author.press("Insert");
    author.awaitText("dialog .problem", "what it shows");
    author.field("What does it show?").sendKeys("Waves [at] night");
    author.press("Insert");
    author.awaitNoDialog();

    assertThat(author.words())
        .matches(
            "Before\\.\\n\\n!\\[Waves \\\\\\[at\\\\\\] night\\]\\(/images/grusse-vom-meer-[0-9a-f]{10}\\.png\\)\\n");
    author.until("the preview", () -> author.preview().contains("alt=\"Waves [at] night\""));
    JsonNode stored = stage.api().read("/api/assets?q=vom-meer").get("items").get(0);
    assertThat(stored.get("alt").asString()).isEqualTo("Waves [at] night");
    assertThat(stored.get("width").asInt()).isEqualTo(3);

    author.click("[aria-keyshortcuts='Control+Shift+5']");
    author.awaitDialog("Pictures");
    author.field("From what is there").sendKeys("waves");
    author.until("the picture that is there", () -> author.all(".options li").size() == 1);
    author.type(Keys.ARROW_DOWN, Keys.ENTER);
    author.until(
        "its words",
        () ->
            "Waves [at] night".equals(author.field("What does it show?").getDomProperty("value")));
    author.press("Cancel");
    author.awaitNoDialog();
  }

  @Test
  void theChecklistLeadsToThePlace() {
    String far = "A paragraph that fills the window.\n\n".repeat(60);
    Editor author =
        open(
            Map.of(
                "slug",
                "checked",
                "title",
                "Checked",
                "body",
                far + "A [way](/to-nothing).\n\n" + far));
    author.press("Publish…");
    author.awaitText("dialog .check-list", "/to-nothing");
    author.awaitText("dialog .check-list", "no summary");
    author.click("dialog [aria-label^='Show: A link leads to nothing']");

    author.awaitNoDialog();
    author.until("the place is selected", () -> selected(author).equals("/to-nothing"));
    assertThat(author.driver().executeScript("return document.querySelector('.sheet').scrollTop"))
        .isNotEqualTo(0L);

    author.press("Checks");
    author.until("the passage is marked", () -> author.all(".line .checked").size() == 1);
    author.click("[aria-label^='Go to summary']");
    author.until(
        "the field",
        () -> author.driver().switchTo().activeElement().equals(author.field("Summary")));
  }

  @Test
  void aBannerSaysThatNothingIsLostWithoutANetwork() {
    Editor author = open(Map.of("slug", "offline", "title", "Offline", "body", ""));
    author.provokes("net::ERR_INTERNET_DISCONNECTED");
    offline(author, true);
    author.write("In a tunnel.");
    author.until(
        "the banner", () -> author.one(".offline").getText().startsWith("You are offline"));
    author.until("the reason", () -> author.saved().startsWith("Not saved"));
    offline(author, false);

    author.awaitSaved();
    author.until("no banner", () -> !author.shows(".offline"));
    assertThat(stage.api().read(author.place().replace("/editor/", "/api/")).get("body").asString())
        .isEqualTo("In a tunnel.");
  }

  private static Editor open(Map<String, ?> fields) {
    JsonNode post = stage.api().create(fields);
    Editor author = stage.author();
    author.open("/editor/posts/" + post.get("id").asString());
    author.one(".text");
    author.awaitSaved();
    return author;
  }

  private static String selected(Editor author) {
    return String.valueOf(
        author
            .driver()
            .executeScript(
                "const t = document.querySelector('.text');"
                    + "return t.value.slice(t.selectionStart, t.selectionEnd)"));
  }

  private static void offline(Editor author, boolean offline) {
    author
        .driver()
        .executeCdpCommand(
            "Network.emulateNetworkConditions",
            Map.of(
                "offline",
                offline,
                "latency",
                0,
                "downloadThroughput",
                -1,
                "uploadThroughput",
                -1));
  }
}
