package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** A site is brought in the editor: a file, the plan, the pages. */
@NeedsChromium
class ImportingIntegrationTests {

  @RegisterExtension static final Stage stage = new Stage();

  @TempDir private Path folder;

  @Test
  void anEditorReadsThePlanImportsAndSeesThePageLive() throws IOException {
    stage.api().create(Map.of("slug", "brought-taken", "title", "Here before", "body", "Here."));
    Path site = Files.write(folder.resolve("old.zip"), Site.zip("brought-", "Brought along"));
    Editor author = stage.author();

    author.press("Import");
    author.awaitHeading("Import");
    author.one("input[type=file]").sendKeys(site.toString());

    author.until("the plan", () -> author.one("h2").getText().equals("The plan for old.zip"));
    assertThat(group(author, "Addresses that are taken"))
        .contains("brought-taken.md", "the slug belongs to");
    assertThat(group(author, "Go on the site, if you publish"))
        .contains("brought-live.md", "/brought-live")
        .doesNotContain("taken", "draft");
    assertThat(group(author, "Stay drafts"))
        .contains("brought-draft.md", "the file says published: false");
    assertThat(group(author, "Cannot be imported")).contains("brought-broken.md", "line 3");
    assertThat(group(author, "Names in metadata that nothing here reads")).contains("mood");
    assertThat(stage.api().read("/api/posts?slug=brought-live").at("/items")).isEmpty();

    author.press("Import and publish 1");
    author.until(
        "the page", () -> author.one("progress + [role=status]").getText().startsWith("Done: 1 "));
    assertThat(group(author, "Earlier imports", "old.zip", "Published")).contains("by ");
    author.open("/brought-live");
    author.awaitHeading("Brought along");
    assertThat(stage.api().read("/api/posts?slug=brought-draft").at("/items/0/state").asString())
        .isEqualTo("DRAFT");
  }

  private static String group(Editor author, String title) {
    return group(author, "", title, "\n");
  }

  /** What is under a line that opens, once it has what is waited for. */
  private static String group(Editor author, String section, String title, String awaited) {
    WebElement line =
        author.until(
            title,
            () ->
                author.all("section").stream()
                    .filter(each -> each.getText().startsWith(section))
                    .flatMap(each -> each.findElements(By.tagName("details")).stream())
                    .filter(each -> each.getText().startsWith(title))
                    .findFirst()
                    .orElse(null),
            found -> found != null);
    line.findElement(By.tagName("summary")).click();
    return author.until(title, line::getText, text -> text.contains(awaited));
  }
}
