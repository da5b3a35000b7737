package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    group(author, "Addresses that are taken", "brought-taken.md", "the slug belongs to");
    assertThat(group(author, "Go on the site, if you publish", "brought-live.md", "/brought-live"))
        .doesNotContain("taken", "draft");
    group(author, "Stay drafts", "brought-draft.md", "the file says published: false");
    group(author, "Cannot be imported", "brought-broken.md", "line 3");
    group(author, "Names in metadata that nothing here reads", "mood");
    assertThat(stage.api().read("/api/posts?slug=brought-live").at("/items")).isEmpty();

    author.press("Import and publish 1");
    author.until(
        "the page", () -> author.one("progress + [role=status]").getText().startsWith("Done: 1 "));
    inSection(author, "Earlier imports", "old.zip", "Published", "by ");
    author.open("/brought-live");
    author.awaitHeading("Brought along");
    assertThat(stage.api().read("/api/posts?slug=brought-draft").at("/items/0/state").asString())
        .isEqualTo("DRAFT");
  }

  private static String group(Editor author, String title, String... words) {
    return inSection(author, "", title, words);
  }

  /** What is under a line that opens, once it says all of this: it is made as it opens. */
  private static String inSection(Editor author, String section, String title, String... words) {
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
    return author.until(
        title + " " + List.of(words),
        line::getText,
        text -> Stream.of(words).allMatch(text::contains));
  }
}
