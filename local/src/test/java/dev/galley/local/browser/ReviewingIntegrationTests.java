package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Four people decide by consent what is published. */
@NeedsChromium
class ReviewingIntegrationTests {

  private static final List<String> ASKED = List.of("Ben Asked", "Lowis Asked", "James Asked");

  private static final Pattern LINK = Pattern.compile("http\\S+/editor/proposals#[\\w-]+");

  @RegisterExtension static final Stage stage = new Stage();

  @Test
  void anObjectionIsIntegratedAndTheNextRoundPublishesByItself() throws IOException {
    String id =
        stage
            .api()
            .create(
                Map.of(
                    "slug", "where-we-meet",
                    "title", "Where we meet",
                    "body", "We meet in Bath.",
                    "kind", "decision"))
            .get("id")
            .asString();
    String review = "/editor/posts/" + id + "#review";
    Editor chris = stage.person("Chris Asks", "author");
    Editor ben = stage.person(ASKED.get(0), "author");
    Editor lowis = stage.person(ASKED.get(1), "author");
    Editor james = stage.person(ASKED.get(2), "author");
    String question = "Shall we meet in the afternoon?";
    chris.open(review);
    askUntilTomorrow(chris, question, ASKED.get(1));
    propose(chris, "Ask for consent…");

    ben.reload();
    ben.press("Waits for you");
    ben.press("Where we meet");
    ben.press("Review");
    ben.press("As a page");
    WebElement page = ben.one("dialog .round-page");
    ben.driver().switchTo().frame(page);
    ben.awaitText(".e-content", "Bath");
    ben.driver().switchTo().defaultContent();
    ben.keepPicture(getClass(), "page");
    ben.press("Close");
    ben.awaitNoDialog();
    choose(ben, "Objection");
    ben.field("Reason").sendKeys("Bristol is <b>nearer</b>");
    // Whoever looks something up meanwhile finds the words again.
    ben.press("Preview");
    ben.press("Review");
    ben.press("Answer");
    awaitAnswer(ben, "Ben Asked objects\nBristol is <b>nearer</b>");
    lowis.open(review);
    answer(lowis, "Consent");
    awaitAnswer(lowis, "Lowis Asked consents");

    chris.reload();
    awaitAnswer(chris, "Ben Asked objects\nBristol is <b>nearer</b>");
    chris.keepPicture(getClass(), "objection");
    chris.write(" Or in Bristol.");
    chris.awaitSaved();
    awaitState(chris, "Void: the text was edited");
    propose(chris, "Propose a new round…");

    for (Editor each : List.of(ben, lowis)) {
      each.reload();
      answer(each, "Consent");
    }
    awaitAnswer(ben, "Ben Asked consents");
    awaitAnswer(lowis, "Lowis Asked consents");
    james.open(review);
    choose(james, "Objection");
    james.field("Reason").sendKeys("Which pub?");
    james.press("Answer");
    awaitAnswer(james, "James Asked objects\nWhich pub?");
    assertThat(stage.api().get("/where-we-meet").statusCode()).isEqualTo(404);
    answer(james, "Consent");

    awaitState(james, "Published by consent");
    assertThat(james.one(".review").getText()).doesNotContain("What would change");
    james.keepPicture(getClass(), "published");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> stage.api().get("/where-we-meet").body().contains("Or in Bristol."));

    chris.reload();
    chris.write(" Or in Wells.");
    chris.awaitSaved();
    propose(chris, "Propose a new round…");
    ben.reload();
    ben.press("What would change");
    ben.awaitDialog("What readers see, and what is asked about");
    ben.awaitText("dialog .comparison ins", "Or in Wells.");
    assertThat(ben.all("dialog .comparison del")).isEmpty();
    ben.click("dialog summary");
    ben.until("both pages", () -> ben.all("dialog .pages iframe").size() == 2);
    keepPictures(ben, "change");
    ben.press("Close");

    lowis.visit(reminder(lowis, question));
    lowis.awaitHeading("Proposals");
    answer(lowis, "Consent");
    awaitAnswer(lowis, "Lowis Asked consents");
    keepPictures(lowis, "proposal");
    lowis.press("Make a post of it");
    lowis.until("the post", () -> question.equals(lowis.title().getDomProperty("value")));
    assertThat(lowis.words()).contains("It is *dark* in winter.", "- Lowis Asked consents");
    keepPictures(lowis, "post");
  }

  /** Asks one person, who is reminded some seconds later: no field for a time has seconds. */
  private static void askUntilTomorrow(Editor asking, String question, String person) {
    String id =
        stage
            .api()
            .read("/api/people")
            .get("items")
            .valueStream()
            .filter(each -> each.get("name").asString().equals(person))
            .findFirst()
            .orElseThrow()
            .get("id")
            .asString();
    Instant deadline = Instant.now().plus(Duration.ofDays(1)).plusSeconds(5);
    assertThat(
            asking
                .driver()
                .executeScript(
                    """
                    return fetch('/api/proposals', {
                      method: 'POST',
                      headers: { 'Content-Type': 'application/json', 'X-Galley-Editor': '1' },
                      body: JSON.stringify({ question: arguments[0], text: 'It is *dark* in winter.',
                        participants: [arguments[1]], deadline: arguments[2] }),
                    }).then(({ status }) => status);
                    """,
                    question,
                    id,
                    deadline.toString()))
        .isEqualTo(201L);
  }

  /** The address to which the reminder leads whoever gets it. */
  private static String reminder(Editor editor, String question) {
    String text =
        editor
            .until(
                "the reminder",
                () ->
                    stage.mail(
                        Stage.addressOf(ASKED.get(1)), "Your answer is awaited: " + question),
                Optional::isPresent)
            .orElseThrow();
    Matcher link = LINK.matcher(text);
    assertThat(link.find()).as(text).isTrue();
    return link.group();
  }

  private static void keepPictures(Editor editor, String name) throws IOException {
    for (String scheme : List.of("light", "dark")) {
      editor.browser().prefer(scheme);
      editor.keepPicture(ReviewingIntegrationTests.class, name + " " + scheme);
    }
  }

  /** Asks those whom this test knows, and has it published by itself. */
  private static void propose(Editor editor, String opener) {
    editor.press(opener);
    editor.awaitDialog("Ask for consent");
    for (WebElement label : editor.all("dialog label.check")) {
      boolean wanted =
          ASKED.contains(label.getText().strip()) || label.getText().contains("by itself");
      WebElement box = label.findElement(By.tagName("input"));
      if (box.isSelected() != wanted) {
        box.click();
      }
    }
    editor.press("Propose");
    editor.awaitNoDialog();
    awaitState(editor, "Answers are awaited");
  }

  private static void answer(Editor editor, String kind) {
    choose(editor, kind);
    editor.press("Answer");
  }

  private static void choose(Editor editor, String kind) {
    editor.until(
        kind,
        () ->
            editor.all(".choice").stream()
                .filter(each -> each.isDisplayed() && each.getText().startsWith(kind))
                .peek(WebElement::click)
                .findFirst()
                .isPresent());
  }

  private static void awaitAnswer(Editor editor, String answer) {
    editor.until(
        answer,
        () -> editor.all(".answers li").stream().anyMatch(each -> each.getText().equals(answer)));
  }

  private static void awaitState(Editor editor, String state) {
    editor.until(state, () -> editor.one(".review .round-state").getText().equals(state));
  }
}
