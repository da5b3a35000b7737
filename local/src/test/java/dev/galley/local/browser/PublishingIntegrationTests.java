package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.local.system.Api;
import dev.galley.local.system.WebhookSink;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

/** From the webhook that an author adds to the post that is taken off the site again. */
@NeedsChromium
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PublishingIntegrationTests {

  @RegisterExtension static final Stage stage = new Stage();

  private static final String DONE = "\\d+ ms|\\d+\\.\\d s";

  private static WebhookSink subscriber;

  @BeforeAll
  static void subscribe() throws IOException {
    subscriber = new WebhookSink();
  }

  @AfterAll
  static void stop() {
    if (subscriber != null) {
      subscriber.close();
    }
  }

  @Test
  @Order(1)
  void aWebhookIsAddedItsSecretShownOnceAndTested() {
    Editor author = stage.author();
    author.press("Channels");
    author.awaitText(".channels .empty", "Add one");
    author.press("Add webhook");
    author.awaitDialog("Add a webhook");
    author.field("Address").sendKeys(subscriber.url());
    author.field("Name").sendKeys("Chat");
    author.click("dialog .primary");

    author.awaitDialog("The signing secret");
    author.awaitText(".secret", "whsec_");
    author.press("I have it");
    author.awaitNoDialog();
    author.press("Send a test");
    author.awaitText(".log", "delivered");
    assertThat(author.driver().getPageSource()).doesNotContain("whsec_");
  }

  @Test
  @Order(2)
  void aPublicationTurnsGreenStepByStep() {
    Editor author = begin("Good news");
    author.press("Publish…");
    author.awaitDialog("Publish “Good news”");
    author.awaitText(
        "dialog", "/good-news", "every subscriber is told", "without a word to anybody");
    author.click("dialog .primary");

    awaitStep(author, "Page", DONE);
    awaitStep(author, "Feeds", DONE);
    awaitStep(author, "Chat", DONE);
    assertThat(author.all(".step.succeeded")).hasSize(3);
    assertThat(stage.api().get("/good-news").body()).contains("All is well.");
    assertThat(stage.api().get("/feed.xml").body()).contains("/good-news");
  }

  @Test
  @Order(3)
  void aChangeIsMajorMinorOrSilent() {
    Editor author = stage.author();
    author.press("Good news");
    author.write(" And more.");
    author.awaitSaved();
    int told = subscriber.calls().size();
    author.press("Publish changes…");
    author.awaitDialog("Publish “Good news”");
    author.awaitText(
        "dialog",
        "Major change",
        "subscribers are told again",
        "Minor change",
        "nobody is told",
        "Silent");
    author.click("dialog .primary");

    author.awaitText(".publications", "Minor change");
    awaitStep(author, "Feeds", DONE);
    assertThat(stage.api().get("/good-news").body()).contains("And more.");
    assertThat(subscriber.calls()).hasSize(told);
    author.until(
        "Publish again…",
        () -> author.one(".post-bar > .button").getText().equals("Publish again…"));
  }

  @Test
  @Order(4)
  void aFailingWebhookIsRedWithItsReasonUntilItIsRepairedAndTriedAgain() {
    subscriber.answer(500);
    Editor author = begin("Bad luck");
    publish(author);
    awaitStep(author, "Chat", "(attempt \\d failed, will try again|will be tried later)");
    WebElement failed = author.one(".step.retrying");
    assertThat(failed.getText()).contains("500");
    assertThat(failed.findElement(By.cssSelector(".outcome")).getCssValue("color"))
        .isEqualTo("rgba(179, 38, 30, 1)");

    subscriber.answer(204);
    author.press("Retry");

    awaitStep(author, "Chat", DONE);
    assertThat(author.all(".step.retrying, .step.failed")).isEmpty();
  }

  @Test
  @Order(5)
  void anUnpublishedPostLeavesTheSiteAndSaysSo() {
    Editor author = stage.author();
    author.press("Good news");
    author.press("Details");
    author.press("Unpublish…");
    author.awaitDialog("Unpublish “Good news”?");
    author.click("dialog .danger");

    author.awaitText(".publications", "Unpublished");
    awaitStep(author, "Page", DONE);
    assertThat(stage.api().get("/good-news").statusCode()).isEqualTo(410);
    author.until(
        "Unpublished", () -> author.one(".post-bar .state").getText().equals("Unpublished"));
    author.press("Publish…");
    author.awaitDialog("Publish “Good news”");
    assertThat(author.one("dialog input[name=update]:checked").getDomAttribute("value"))
        .as("who was told that it went hears that it is back")
        .isEqualTo("major");
  }

  @Test
  @Order(6)
  void theKeyboardAloneGoesAllTheWay() {
    Editor author = stage.author();
    // This week's note, if another test began it.
    author.provokes("status of 409");
    author.type("n");
    author.until("the text has the caret", () -> author.text().equals(focused(author)));
    author.type(Keys.chord(Keys.CONTROL, Keys.END), "Done without a mouse.");
    author.type(Keys.chord(Keys.CONTROL, Keys.ENTER));
    author.until(
        "the choice has the focus", () -> "radio".equals(focused(author).getDomAttribute("type")));
    // The checklist comes in its time, and has places to go to.
    author.until(
        "the button that publishes has the focus",
        () -> {
          author.type(Keys.TAB);
          return String.valueOf(focused(author).getDomAttribute("class")).contains("primary");
        });
    author.type(Keys.ENTER);

    awaitStep(author, "Page", DONE);
    awaitStep(author, "Feeds", DONE);
    author.until("the text again", () -> author.text().equals(focused(author)));
    author.type(Keys.F6);
    author.until("the tab", () -> focused(author).getText().equals("Timeline"));
    author.type(Keys.ARROW_RIGHT);
    author.until("the history", () -> author.shows(".history li"));
    await().until(() -> stage.api().get("/feed.xml").body().contains("Done without a mouse."));

    // Another test begins it anew.
    String path = "/api/posts/" + author.place().replaceAll(".*/posts/|#.*", "");
    JsonNode note = stage.api().read(path);
    note =
        stage.api().change("POST", path + "/unpublish", Map.of("how", "gone"), Api.revision(note));
    stage.api().change("DELETE", path, null, Api.revision(note));
  }

  @Test
  @Order(7)
  void aScheduleIsChosenShownAndSeenToHappen() {
    Editor author = begin("On Friday at five");
    author.press("Publish…");
    author.awaitDialog("Publish “On Friday at five”");
    author.click("dialog input[value=later]");
    author
        .driver()
        .executeScript(
            "const time = document.querySelector('dialog [name=at]');"
                + "time.value = '2040-01-06T17:00';"
                + "time.dispatchEvent(new Event('input', { bubbles: true }))");
    author.until("Schedule", () -> author.one("dialog .primary").getText().equals("Schedule"));
    author.awaitText("dialog .when-details", "2040");
    author.provokes("status of 422");
    author.click("dialog .primary");
    author.awaitText("dialog .problem", "ten years");
    author.press("Cancel");
    author.awaitNoDialog();

    String path = "/api/posts/" + author.place().replaceAll(".*/posts/|#.*", "");
    JsonNode post = stage.api().read(path);
    stage
        .api()
        .change(
            "POST",
            path + "/schedule",
            Map.of("at", Instant.now().plusSeconds(20).toString(), "zone", "Europe/Amsterdam"),
            post.get("revision").asLong());
    author.open("/editor/?state=SCHEDULED");
    author.awaitText(".posts .day", "20");
    author.press("On Friday at five");
    author.awaitText(".post-bar .schedule", "live");

    // Nobody touches anything.
    author.until("it is live", () -> author.one(".post-bar .state").getText().equals("Published"));
    author.press("Timeline");
    author.awaitText(".publications", "scheduled for");
    assertThat(stage.api().get("/on-friday-at-five").body()).contains("All is well.");
  }

  private static WebElement focused(Editor author) {
    return author.driver().switchTo().activeElement();
  }

  private static Editor begin(String title) {
    Editor author = stage.author();
    author.press("New post");
    author.title().sendKeys(title);
    author.write("All is well.");
    author.awaitSaved();
    return author;
  }

  private static void publish(Editor author) {
    author.press("Publish…");
    author.click("dialog .primary");
    author.awaitNoDialog();
  }

  /** In the newest publication; names and outcomes stand on lines of their own. */
  private static void awaitStep(Editor author, String name, String outcome) {
    author.until(
        name + " " + outcome,
        () ->
            author
                .one(".publications > li")
                .getText()
                .matches("(?s).*\n" + name + "\n(" + outcome + ")(\n.*)?"));
  }
}
