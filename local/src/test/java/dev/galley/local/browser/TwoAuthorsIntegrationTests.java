package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** Two authors, each with a browser, in one post: no word of either is lost. */
@NeedsChromium
class TwoAuthorsIntegrationTests {

  @RegisterExtension static final Stage stage = new Stage();

  private static final String TWO_VERSIONS = "This post was changed elsewhere too";

  private String id = "";
  private Editor anna;
  private Editor ben;

  @BeforeEach
  void openBoth(TestInfo test) {
    String slug = test.getTestMethod().orElseThrow().getName().toLowerCase();
    JsonNode post =
        stage.api().create(Map.of("slug", slug, "title", "Two", "body", "First.\n\nSecond."));
    id = post.get("id").asString();
    anna = stage.author();
    ben = stage.author();
    for (Editor author : new Editor[] {anna, ben}) {
      author.provokes("status of 412");
      author.open("/editor/posts/" + id);
      author.one(".text");
    }
  }

  @Test
  void changesOfDifferentParagraphsAreMergedByThemselves() {
    anna.write(" Anna was here.");
    anna.awaitSaved();
    ben.text().sendKeys(Keys.chord(Keys.CONTROL, Keys.HOME), "Ben begins. ");

    ben.until(
        "both changes", () -> ben.words().equals("Ben begins. First.\n\nSecond. Anna was here."));
    ben.awaitSaved();
    assertThat(body()).isEqualTo("Ben begins. First.\n\nSecond. Anna was here.");
    assertThat(ben.all("dialog")).isEmpty();
  }

  @Test
  void aMergeByHandStartsFromBothVersions() {
    bothChangeTheSecondParagraph();
    choose("Merge by hand");
    ben.field("Text").sendKeys(Keys.chord(Keys.CONTROL, Keys.END), " Agreed.");
    ben.press("Save this version");

    ben.awaitNoDialog();
    ben.awaitSaved();
    assertThat(body()).contains("Second. Ben.", "Second. Anna.", "Agreed.");
  }

  @Test
  void keepingMineLeavesTheOtherInTheHistory() {
    bothChangeTheSecondParagraph();
    ben.press("Save this version");

    ben.awaitNoDialog();
    ben.awaitSaved();
    assertThat(body()).isEqualTo("First.\n\nSecond. Ben.");
    assertThat(bodiesInHistory()).contains("First.\\n\\nSecond. Anna.");
  }

  @Test
  void takingTheOtherKeepsMineInTheHistory() {
    bothChangeTheSecondParagraph();
    choose("Take the other");
    ben.press("Save this version");

    ben.awaitNoDialog();
    ben.awaitSaved();
    assertThat(ben.words()).isEqualTo("First.\n\nSecond. Anna.");
    assertThat(body()).isEqualTo("First.\n\nSecond. Anna.");
    assertThat(bodiesInHistory()).contains("First.\\n\\nSecond. Ben.");
  }

  @Test
  void decidingLaterLosesNothing() {
    bothChangeTheSecondParagraph();
    ben.press("Decide later");
    ben.until("the reason", () -> ben.saved().contains("two versions"));
    ben.reload();

    ben.awaitDialog(TWO_VERSIONS);
    ben.press("Save this version");
    ben.awaitSaved();
    assertThat(body()).isEqualTo("First.\n\nSecond. Ben.");
  }

  private void bothChangeTheSecondParagraph() {
    anna.write(" Anna.");
    anna.awaitSaved();
    ben.write(" Ben.");
    ben.awaitDialog(TWO_VERSIONS);
    ben.awaitText("dialog .comparison", "Second. Ben.", "Second. Anna.");
  }

  private void choose(String label) {
    ben.one("dialog").findElement(By.xpath(".//label[contains(., '" + label + "')]")).click();
  }

  private String body() {
    return stage.api().read("/api/posts/" + id).get("body").asString();
  }

  private String bodiesInHistory() {
    StringBuilder bodies = new StringBuilder();
    String revisions = "/api/posts/" + id + "/revisions";
    for (JsonNode revision : stage.api().read(revisions).get("items")) {
      bodies.append(stage.api().read(revisions + "/" + revision.get("revision").asLong()));
    }
    return bodies.toString();
  }
}
