package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The site's files: stored, described, renamed, removed and back. */
@NeedsChromium
class FilesIntegrationTests {

  @RegisterExtension static final Stage stage = new Stage();

  private static final String DROP =
      """
      const canvas = Object.assign(document.createElement('canvas'), { width: 30, height: 20 });
      canvas.toBlob((blob) => {
        const data = new DataTransfer();
        for (const name of arguments[0]) {
          data.items.add(new File([blob], name, { type: 'image/png' }));
        }
        data.items.add(new File(['<svg onload="x"/>'], 'active.svg', { type: 'image/svg+xml' }));
        const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
        document.querySelector('.files-page').dispatchEvent(drop);
      });
      """;

  /** Drops pictures of these names, and one that is active, on the list of files. */
  static void drop(Editor author, String... names) {
    author.driver().executeScript(DROP, List.of(names));
  }

  @Test
  void filesAreStoredDescribedRenamedRemovedAndRestored() {
    Editor author = stage.author();
    author.provokes("status of 422");
    author.press("Files");
    author.awaitHeading("Files");
    drop(author, "Lighthouse.png", "Harbour.png");
    author.awaitText("[aria-label=Uploads]", "Not stored: Refused: an SVG");
    author.until("both", () -> stored("lighthouse") != null && stored("harbour") != null);
    author.press("Leave out");

    author.one("[type=search]").sendKeys("lighthouse");
    author.until("one file", () -> author.all(".files > li").size() == 1);
    author.awaitText(".files", "30 × 20 pixels", "not described");
    author.until(
        "its picture",
        () ->
            Long.valueOf(30)
                .equals(
                    author
                        .driver()
                        .executeScript(
                            "return document.querySelector('.files img').naturalWidth")));
    author.press("Describe");
    author.field("What does it show?").sendKeys("A lighthouse at night");
    author.press("Save descriptions");
    author.awaitText("[aria-label=Descriptions]", "1 description is saved");
    assertThat(stored("lighthouse").get("alt").asString()).isEqualTo("A lighthouse at night");
    author.press("Done");

    String path = stored("lighthouse").get("path").asString();
    stage.api().create(Map.of("title", "By the sea", "body", "![Light](/" + path + ")"));
    author.click(".file");
    author.awaitText("dialog", "By the sea");
    author.field("Name").clear();
    author.field("Name").sendKeys("images/lights/lighthouse.png");
    author.press("Save");
    author.awaitNoDialog();
    JsonNode renamed = stored("lighthouse");
    assertThat(renamed.get("path").asString()).isEqualTo("images/lights/lighthouse.png");
    assertThat(renamed.get("formerPaths").toString()).contains(path);

    author.click(".file");
    author.press("Remove…");
    author.awaitDialog("Remove lighthouse.png?");
    author.until("who uses it", () -> author.all("dialog").get(1).getText().contains("1 post"));
    author.press("Remove");
    author.awaitNoDialog();
    author.until("it is gone", () -> author.all(".files > li").isEmpty());
    author.press("Removed");
    author.until("what is removed", () -> author.all(".files > li").size() == 1);
    author.click(".file");
    author.press("Restore");
    author.awaitNoDialog();
    author.until("it is back", () -> stored("lighthouse") != null);
  }

  private static JsonNode stored(String words) {
    return stage.api().read("/api/assets?q=" + words).get("items").get(0);
  }
}
