package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** What a team has around a text: notes, links for outsiders, comparisons and templates. */
@NeedsChromium
class WritingTogetherIntegrationTests {

  private static final String BODY = "We asked for consent.\n\nJames gave a talk in Bristol.";

  @RegisterExtension static final Stage stage = new Stage();

  private static String post(String slug, String title) {
    return stage
        .api()
        .create(Map.of("slug", slug, "title", title, "body", BODY))
        .get("id")
        .asString();
  }

  /** Somebody with a token of their own. */
  private static Editor somebody() {
    Editor editor = stage.stranger();
    editor.visit(stage.api().url() + "/editor/#token=" + stage.token("editor"));
    editor.awaitHeading("Posts");
    return editor;
  }

  @Test
  void twoPeopleTalkAboutAPassage() {
    String id = post("talked-about", "Talked about");
    Editor anna = somebody();
    anna.open("/editor/posts/" + id);
    anna.one(".text");
    Editor ben = somebody();
    ben.open("/editor/posts/" + id + "#notes");
    ben.until("Anna is seen", () -> ben.one(".present").getText().startsWith("Also here: Token"));
    anna.until("Ben is seen", () -> anna.one(".present").getText().startsWith("Also here: Token"));

    anna.driver()
        .executeScript(
            "const text = document.querySelector('.text'); text.focus();"
                + "const start = text.value.indexOf('Bristol');"
                + "text.setSelectionRange(start, start + 7)");
    anna.type(Keys.chord(Keys.CONTROL, "m"));
    anna.until("the passage", () -> anna.one("blockquote.passage").getText().equals("Bristol"));
    anna.type("Or Bath? <b>");
    anna.press("Add note");

    ben.until("the note", () -> ben.one(".note .words").getText().equals("Or Bath? <b>"));
    ben.until("its mark", () -> ben.one(".highlight .marked").getText().equals("Bristol"));
    ben.until("the count", () -> ben.one("[data-tab=notes]").getText().equals("Notes (1)"));
    ben.press("Reply");
    ben.one(".note textarea").sendKeys("Bristol.");
    ben.press("Save");
    anna.until("the reply", () -> anna.one(".note .replies .words").getText().equals("Bristol."));
    ben.text().sendKeys(Keys.chord(Keys.CONTROL, Keys.HOME), "New beginning. ");
    ben.awaitSaved();
    ben.click(".note button.passage");
    assertThat(
            ben.driver()
                .executeScript(
                    "const text = document.querySelector('.text');"
                        + "return text.value.slice(text.selectionStart, text.selectionEnd)"))
        .isEqualTo("Bristol");
    ben.press("Resolve");
    anna.until("that it is resolved", () -> anna.all("ol[aria-label=Notes] .note").isEmpty());
  }

  @Test
  void anOutsiderSeesTheWorkingCopyUntilTheLinkEnds() {
    String id = post("shown-before", "Shown before");
    Editor author = stage.author();
    author.open("/editor/posts/" + id + "#details");
    author.press("Preview links…");
    author.awaitDialog("Show it before it is published");
    author.field("For whom").sendKeys("Our lawyer");
    author.press("Make a link");
    String link = author.one("input[name=preview-link]").getDomProperty("value");
    Editor outsider = stage.stranger();
    outsider.visit(link);
    outsider.awaitText(".e-content", "Bristol");
    assertThat(outsider.one("h1").getCssValue("font-family"))
        .as("the site's stylesheet is there")
        .isNotEqualTo("\"Times New Roman\"");

    author.awaitText(".preview-links", "Our lawyer");
    author.press("End");
    author.awaitText(".preview-links", "Nobody");
    outsider.provokes("status of 404");
    outsider.reload();
    outsider.awaitHeading("There is no preview here");
  }

  @Test
  void whatChangedIsComparedAndTakenBack() {
    String id = post("taken-back", "Taken back");
    JsonNode live = stage.api().change("POST", "/api/posts/" + id + "/publish", Map.of(), 1);
    stage
        .api()
        .change(
            "PATCH",
            "/api/posts/" + id,
            Map.of("body", BODY.replace("Bristol", "Bath")),
            live.get("revision").asLong());
    Editor author = stage.author();
    author.open("/editor/posts/" + id + "#history");
    author.press("Compare both");
    author.awaitDialog("Compare");
    author.until(
        "Bristol.", () -> author.one("dialog .comparison del").getText().equals("Bristol."));
    author.until("Bath.", () -> author.one("dialog .comparison ins").getText().equals("Bath."));
    author.click("dialog summary");
    author.until("both pages", () -> author.all("dialog iframe").size() == 2);
    author.press("Close");
    author.awaitNoDialog();

    author.press("Reset to what is live…");
    author.press("Reset");
    author.awaitNoDialog();
    author.until("the text", () -> author.words().equals(BODY));
    assertThat(stage.api().read("/api/posts/" + id).get("unpublishedChanges").asBoolean())
        .isFalse();
  }

  @Test
  void aPostBeginsAsTheNextOfItsSeriesOrWithATemplate() {
    String template = post("sprint-template", "Sprint of {author}");
    stage.api().change("PUT", "/api/posts/" + template + "/template", null, 1);
    post("sprint-7", "Sprint 7");
    post("sprint-8", "Sprint 8");
    Editor author = stage.author();
    author.reload();
    author.press("Sprint 9");
    author.until("the title", () -> "Sprint 9".equals(author.title().getDomProperty("value")));
    author.open("/editor/");
    author.press("From a template…");
    author.one("dialog").findElement(By.xpath(".//button[contains(., 'Sprint of')]")).click();
    author.until("the text", () -> author.words().equals(BODY));
  }
}
