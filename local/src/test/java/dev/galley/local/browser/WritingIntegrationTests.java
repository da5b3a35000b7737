package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

/** Writing, as a demanding author does it. */
@NeedsChromium
class WritingIntegrationTests {

  @RegisterExtension static final Stage stage = new Stage();

  @Test
  void aWeekNoteBeginsFromTheTemplateAndIsBegunOnce() {
    long week = ChronoUnit.WEEKS.between(LocalDate.of(2009, 1, 12), LocalDate.now());
    Editor author = stage.author();
    author.press("New week note");

    author.until("the number", () -> title(author).equals("Week " + week));
    assertThat(author.words()).startsWith("Week " + week);

    Editor colleague = stage.author();
    colleague.provokes("status of 409");
    colleague.press("New week note");
    colleague.until("the same post", () -> colleague.place().equals(author.place()));
    colleague.awaitText(".notice", "was begun before");
  }

  @Test
  void thePreviewComesFromTheProductionPipelineInAFrameThatMayDoNothing() {
    Editor author = begin("Preview");
    author.write("Some *words* -- with \"quotes\". <script>alert(1)</script>");

    author.until("the preview", () -> author.preview().contains("<em>words</em>"));
    assertThat(author.preview()).contains("-- with", "e-content").doesNotContain("alert");
    assertThat(author.one("iframe.shown").getDomAttribute("sandbox")).isEmpty();
  }

  @Test
  void thePreviewLooksAsThePublishedPageDoes() {
    String body = "Some [words](https://example.org/).\n\n> Said before.\n\n    code\n\n* one\n";
    JsonNode post =
        stage.api().create(Map.of("slug", "looks", "title", "How it looks", "body", body));
    stage.api().publish(post, "first");
    Editor author = stage.author();
    author.open("/editor/posts/" + post.get("id").asString());
    author.until("the preview", () -> author.preview().contains("Said before"));
    WebElement frame = author.one("iframe.shown");
    int width = Integer.parseInt(String.valueOf(frame.getDomProperty("clientWidth")));
    author.driver().switchTo().frame(frame);
    Map<String, Map<String, String>> preview = looks(author);

    Editor reader = stage.stranger();
    reader.provokes("status of 404");
    reader.until(
        "the page",
        () -> {
          reader.open("/looks");
          return reader.shows(".e-content");
        });
    reader.browser().show(width, 900);

    assertThat(preview.get("body").get("font-family")).isNotEmpty();
    assertThat(preview).isEqualTo(looks(reader));
  }

  private static Map<String, Map<String, String>> looks(Editor browser) {
    Map<String, Map<String, String>> looks = new TreeMap<>();
    for (String element :
        List.of("body", "h1", ".e-content p", ".e-content a", "blockquote", "pre")) {
      Map<String, String> styles = new TreeMap<>();
      for (String style :
          List.of("font-family", "font-size", "line-height", "color", "width", "margin-left")) {
        styles.put(style, browser.one(element).getCssValue(style));
      }
      looks.put(element, styles);
    }
    return looks;
  }

  @Test
  void theLineAtTheTopSaysWhatIsSaved() {
    Editor author = begin("Saving");
    author.write("A");
    author.until("editing", () -> author.saved().matches("Editing…|Saving…"));

    author.awaitSaved();
    assertThat(author.saved()).matches("Saved \\d\\d:\\d\\d.*");
    assertThat(stored(author).get("body").asString()).isEqualTo("A");
  }

  @Test
  void aReloadInTheMiddleOfASentenceLosesNothing() {
    Editor author = begin("Reload");
    author.write("The middle of a");
    author.reload();

    author.awaitSaved();
    assertThat(author.words()).isEqualTo("The middle of a");
    assertThat(stored(author).get("body").asString()).isEqualTo("The middle of a");
  }

  @Test
  void signingOutSavesFirst() {
    Editor author = begin("Sign out");
    author.awaitSaved();
    String path = api(author);
    author.provokes("status of 401");
    author.write("Said at the door.");
    author.press("Sign out");

    author.one(".sign-in");
    assertThat(stage.api().read(path).get("body").asString()).isEqualTo("Said at the door.");
  }

  @Test
  void anEndedSessionKeepsTheWordsUntilTheAuthorIsBack() {
    Editor author = begin("Session");
    author.awaitSaved();
    author.provokes("status of 401");
    author.driver().manage().deleteAllCookies();
    author.write("Nobody knows me.");
    author.until("the reason", () -> author.saved().contains("your session has ended"));
    author.press("Sign in");
    author.field("Token").sendKeys(stage.token("owner") + Keys.ENTER);

    author.until("the words", () -> author.words().equals("Nobody knows me."));
    author.awaitSaved();
    assertThat(stored(author).get("body").asString()).isEqualTo("Nobody knows me.");
  }

  @Test
  void aTakenAddressKeepsNothingElseFromBeingSaved() {
    stage.api().create(Map.of("slug", "taken", "title", "Taken", "body", ""));
    Editor author = begin("Address");
    author.awaitSaved();
    author.provokes("status of 409");
    author.press("Details");
    author.field("Address").sendKeys(Keys.chord(Keys.CONTROL, "a"), "taken");
    author.write("The words.");

    author.until("the refusal", () -> author.saved().contains("except the address"));
    assertThat(stored(author).get("body").asString()).isEqualTo("The words.");
    author.awaitText(".details", "belongs to another post");
    author.field("Address").sendKeys(Keys.chord(Keys.CONTROL, "a"), "not-taken");
    author.awaitSaved();
    assertThat(stored(author).get("slug").asString()).isEqualTo("not-taken");
  }

  @Test
  void showsWhatAnotherFormatChangesBeforeItDoes() {
    JsonNode post =
        stage
            .api()
            .create(
                Map.of(
                    "slug", "format", "title", "Format", "body", "a -- b", "format", "kramdown"));
    Editor author = stage.author();
    author.open("/editor/posts/" + post.get("id").asString());
    author.press("Details");
    WebElement format = author.field("Format");
    assertThat(format.getDomProperty("value")).isEqualTo("kramdown");

    format.findElement(By.cssSelector("[value=gfm]")).click();
    author.awaitDialog("Read the text as Markdown (GitHub’s)?");
    author.awaitText("dialog .comparison", "a – b", "a -- b");
    author.press("Cancel");
    author.awaitNoDialog();
    assertThat(format.getDomProperty("value")).isEqualTo("kramdown");

    format.findElement(By.cssSelector("[value=gfm]")).click();
    author.awaitDialog("Read the text as Markdown (GitHub’s)?");
    author.press("Change the format");
    author.until("the stored format", () -> stored(author).get("format").asString().equals("gfm"));
  }

  @Test
  void theAddressFollowsATitleInAnyLanguage() {
    Editor author = begin("Größe & Überfluß: 50 Jahre Ærø");
    author.write("Grüße 👋🏽 aus Köln.");
    author.awaitSaved();

    assertThat(stored(author).get("slug").asString()).isEqualTo("grosse-uberfluss-50-jahre-aero");
    assertThat(stored(author).get("body").asString()).isEqualTo("Grüße 👋🏽 aus Köln.");
    assertThat(author.driver().getTitle()).startsWith("Größe & Überfluß");

    stage.api().create(Map.of("title", "Привет, мир", "body", ""));
    Editor other = begin("Привет, мир");
    other.write("Текст.");
    other.awaitSaved();
    assertThat(stored(other).get("slug").asString()).isEqualTo("privet-mir-2");
    other.press("Details");
    assertThat(other.field("Address").getAttribute("value")).isEqualTo("privet-mir-2");
  }

  @Test
  void formattingKeysCanBeTakenBack() {
    Editor author = begin("Keys");
    author.write("plain bold");
    for (int letter = 0; letter < "bold".length(); letter++) {
      author.type(Keys.chord(Keys.SHIFT, Keys.ARROW_LEFT));
    }
    author.type(Keys.chord(Keys.CONTROL, "b"));
    assertThat(author.words()).isEqualTo("plain **bold**");
    author.type(Keys.chord(Keys.CONTROL, "i"));
    assertThat(author.words()).isEqualTo("plain ***bold***");
    author.type(Keys.chord(Keys.CONTROL, "b"));
    assertThat(author.words()).isEqualTo("plain *bold*");
    author.type(Keys.chord(Keys.CONTROL, "z"));
    author.type(Keys.chord(Keys.CONTROL, "z"));
    author.type(Keys.chord(Keys.CONTROL, "z"));
    assertThat(author.words()).isEqualTo("plain bold");
  }

  @Test
  void pastingAnAddressOverWordsMakesALink() {
    Editor author = begin("Links");
    author.write("https://example.org/");
    author.type(Keys.chord(Keys.CONTROL, "a"), Keys.chord(Keys.CONTROL, "x"));
    author.write("here");
    author.type(Keys.chord(Keys.CONTROL, "a"), Keys.chord(Keys.CONTROL, "v"));

    assertThat(author.words()).isEqualTo("[here](https://example.org/)");
  }

  @Test
  void backLeadsToThePostThatTheAuthorCameFrom() {
    for (int number = 0; number < 40; number++) {
      stage.api().create(Map.of("slug", "many-" + number, "title", "Many " + number, "body", ""));
    }
    Editor author = stage.author();
    author.press("Show more");
    author.until("more posts", () -> author.all(".posts a").size() > 30);
    String left = author.all(".posts a").get(33).getText();
    author.press(left);
    author.one(".text");
    author.driver().navigate().back();

    author.until(
        "the same post", () -> author.driver().switchTo().activeElement().getText().equals(left));
  }

  @Test
  void aLinkToAPlaceInAPostWorksBeforeAndAfterSigningIn() {
    JsonNode post = stage.api().create(Map.of("slug", "deep", "title", "Deep", "body", "Deep."));
    String place = "/editor/posts/" + post.get("id").asString() + "#timeline";
    Editor stranger = stage.stranger();
    stranger.provokes("status of 401");
    stranger.open(place);
    stranger.field("Token").sendKeys(stage.token("owner") + Keys.ENTER);

    stranger.until("the timeline", () -> stranger.shows(".timeline"));
    stranger.reload();
    stranger.until("the timeline again", () -> stranger.shows(".timeline"));
    assertThat(stranger.place()).isEqualTo(place);
  }

  private static Editor begin(String title) {
    Editor author = stage.author();
    author.press("New post");
    author.title().sendKeys(title);
    return author;
  }

  private static String title(Editor author) {
    return String.valueOf(author.title().getDomProperty("value"));
  }

  private static String api(Editor author) {
    return author.place().replace("/editor/", "/api/").replaceAll("#.*", "");
  }

  private static JsonNode stored(Editor author) {
    return stage.api().read(api(author));
  }
}
