package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Many posts at once, from the list. */
@NeedsChromium
class SelectingIntegrationTests {

  @RegisterExtension static final Stage stage = new Stage();

  @Test
  void whatASearchFoundIsPublishedTaggedAndTaggedAsBefore() {
    for (String number : List.of("One", "Two", "Three")) {
      stage.api().create(Map.of("title", number, "body", "Heaped words.", "tags", List.of("kept")));
    }
    stage.api().create(Map.of("title", "Heaped without a text", "body", ""));
    Editor author = stage.author();
    author.open("/editor/?q=heaped");
    author.until("what is found", () -> author.all(".posts li").size() == 4);

    author.type("x");
    author.one(".selecting .pick");
    assertThat(author.driver().switchTo().activeElement().getAttribute("aria-label"))
        .startsWith("Select ");
    author.type(Keys.SPACE);
    author.awaitText(".selection", "1 post selected");
    author.press("All found");
    author.awaitText(".selection", "4 posts selected");
    author.press("Publish…");
    author.awaitDialog("Publish 4 posts?");
    author.awaitText("dialog", "4 appear for the first time, and every subscriber is told.");
    author.press("Publish 4 posts");

    author.awaitDialog("3 published, 1 not");
    author.awaitText("dialog .outcomes", "Heaped without a text", "must not be empty");
    author.awaitText("dialog", "3 pages are live.");
    author.press("Close");
    author.awaitNoDialog();
    author.awaitText(".selection", "1 post");
    assertThat(states(author)).containsOnlyOnce("Draft").contains("Published");

    author.press("All found");
    author.awaitText(".selection", "4 posts selected");
    author.press("Tags…");
    author.awaitDialog("Tags of 4 posts");
    author.field("Add").sendKeys("heap");
    author.press("Change");
    author.awaitDialog("4 posts changed");
    assertThat(tagged("heap")).isEqualTo(4);
    author.press("Undo");
    author.awaitNoDialog();
    assertThat(tagged("heap")).isZero();
    assertThat(tagged("kept")).isEqualTo(3);
  }

  private static String states(Editor author) {
    return author.one(".posts").findElements(By.cssSelector(".state")).stream()
        .map(state -> state.getText() + "\n")
        .reduce("", String::concat);
  }

  private static int tagged(String tag) {
    return stage.api().read("/api/posts?q=heaped&tag=" + tag).get("items").size();
  }
}
