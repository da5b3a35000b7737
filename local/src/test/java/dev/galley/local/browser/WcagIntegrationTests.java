package dev.galley.local.browser;

import static org.awaitility.Awaitility.await;

import dev.galley.local.system.WebhookSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** WCAG in every view and every dialog, on a phone and on a desk, by day and by night. */
@NeedsChromium
class WcagIntegrationTests {

  @RegisterExtension static final Stage stage = new Stage();

  private static final int HEIGHT = 800;
  private static final String LONG =
      "A title that is longer than any headline should be ".repeat(5);

  private static final Axe AXE = new Axe();

  private static String post = "";
  private static String decision = "";
  @TempDir private static Path folder;
  private static Path site = Path.of("");

  @BeforeAll
  static void fill() throws IOException {
    site = Files.write(folder.resolve("site.zip"), Site.zip("seen-", LONG));
    try (WebhookSink broken = new WebhookSink()) {
      broken.answer(500);
      stage.api().change("POST", "/api/webhooks", Map.of("url", broken.url(), "name", "Chat"), 0);
      JsonNode draft =
          stage
              .api()
              .create(Map.of("slug", "seen", "title", LONG, "body", "# One\n\n" + LONG.repeat(9)));
      stage
          .api()
          .publish(stage.api().edit(draft, Map.of("body", "# Two\n\n" + LONG.repeat(9))), "first");
      post = draft.get("id").asString();
      for (String words : new String[] {"Two", "Words that are gone since then"}) {
        stage
            .api()
            .change(
                "POST",
                "/api/posts/" + post + "/notes",
                Map.of("text", LONG, "anchor", Map.of("exact", words, "prefix", "# ")),
                0);
      }
      await()
          .until(
              () -> stage.api().read("/api/posts/" + post + "/deliveries").toString(),
              deliveries -> deliveries.contains("retrying"));
    }
    decision = owed();
    Editor asking = stage.person("Seen Asking", "author");
    asking.open("/editor/posts/" + decision + "#review");
    asking.press("Ask for consent…");
    asking.awaitDialog("Ask for consent");
    asking.press("Propose");
    asking.awaitNoDialog();
    asking.press("Proposals");
    asking.press("Propose…");
    asking.awaitDialog("Propose something");
    asking.field("Question").sendKeys(LONG);
    asking.press("Propose");
    asking.awaitNoDialog();
  }

  /** A post that was published without consent, and edited. */
  private static String owed() {
    JsonNode draft =
        stage
            .api()
            .create(
                Map.of("slug", "seen-owed", "title", LONG, "kind", "decision", "body", "Said."));
    String id = draft.get("id").asString();
    JsonNode live =
        stage
            .api()
            .change("POST", "/api/posts/" + id + "/publish", Map.of("withoutConsent", true), 1);
    stage.api().edit(live, Map.of("body", "word".repeat(100)));
    return id;
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1280})
  void nothingStandsInAnybodysWay(int width) {
    Editor author = stage.stranger();
    author.provokes("status of 401");
    author.provokes("status of 412");
    author.browser().show(width, HEIGHT);

    assertGood(author, "signing in", "/editor/", ".sign-in");
    author.visit(stage.signInLink());
    author.awaitHeading("Posts");
    AXE.assertGood("the list", author);
    author.press("Select");
    author.one(".selecting .pick");
    author.press("All shown");
    AXE.assertGood("selecting", author);
    dialog(author, "Publish…", "Cancel");
    dialog(author, "Tags…", "Cancel");
    author.press("Done");
    assertGood(author, "an empty list", "/editor/?q=nowhere", ".empty");
    channels(author);
    importing(author);
    files(author);
    assertGood(author, "the subscribers", "/editor/subscribers", ".records table");
    assertGood(author, "the audit", "/editor/audit", ".records td");
    assertGood(author, "who may come in", "/editor/access", ".records td");
    dialog(author, "End…", "Cancel");
    people(author);
    questionOfALink(author);
    post(author);
    review(author);
    twoVersions(author);
  }

  /** A view that is there when something of it is. */
  private static void assertGood(Editor author, String view, String address, String part) {
    author.open(address);
    author.one(part);
    AXE.assertGood(view, author);
  }

  private static void review(Editor author) {
    author.open("/editor/posts/" + decision + "#review");
    author.one(".review .choice");
    author.one(".review .debt");
    AXE.assertGood("a review", author);
    dialog(author, "As a page", "Close");
    assertGood(author, "the proposals", "/editor/proposals", ".proposal .choice");
    dialog(author, "Propose…", "Cancel");
  }

  private static void people(Editor author) {
    assertGood(author, "the people", "/editor/people", ".records td");
    dialog(author, "Invite…", "Cancel");
    dialog(author, "Change…", "Cancel");
    author.open("/editor/account");
    author.awaitHeading("Account");
    AXE.assertGood("the account", author);
    dialog(author, "Make a token…", "Cancel");
  }

  private static void questionOfALink(Editor author) {
    author.provokes("status of 409");
    author.visit("about:blank");
    author.visit(stage.signInLink());
    author.awaitHeading("Sign in by this link?");
    AXE.assertGood("the question of a link", author);
    author.press("Stay signed in");
    author.awaitHeading("Posts");
  }

  private static void importing(Editor author) {
    author.open("/editor/import");
    author.awaitHeading("Import");
    author.one("input[type=file]").sendKeys(site.toString());
    author.until("the plan", () -> author.one("h2").getText().startsWith("The plan"));
    author.click("section[aria-label^='The plan'] summary");
    author.one("section[aria-label^='The plan'] li");
    AXE.assertGood("the plan of an import", author);
    author.press("Import as drafts");
    author.until("the report", () -> author.one("h2").getText().startsWith("Imported"));
    author.until("what was imported before", () -> author.all(".plan").size() == 2);
    AXE.assertGood("the report of an import", author);
  }

  private static void files(Editor author) {
    author.provokes("status of 422");
    author.open("/editor/files");
    author.awaitHeading("Files");
    FilesIntegrationTests.drop(author, "Quay.png");
    author.one(".uploads .wrong");
    author.one(".file");
    AXE.assertGood("the files, one of them refused", author);
    author.press("Describe");
    author.one(".describe .input");
    AXE.assertGood("describing", author);
    author.press("Done");
    author.click(".file");
    author.one("dialog .asset");
    AXE.assertGood("a file", author);
    author.press("Remove…");
    author.awaitDialog("Remove " + author.one("dialog h2").getText() + "?");
    AXE.assertGood("what a removal means", author);
    author.type(Keys.ESCAPE);
    author.until("one dialog", () -> author.all("dialog").size() == 1);
    author.press("Cancel");
    author.awaitNoDialog();
  }

  private static void channels(Editor author) {
    author.open("/editor/channels");
    author.press("Log");
    author.click(".log summary");
    author.awaitText(".log pre", "post.published");
    AXE.assertGood("the channels with a log", author);
    dialog(author, "Add webhook", "Cancel");
    dialog(author, "Add chat room", "Cancel");
    dialog(author, "New secret…", "Cancel");
    dialog(author, "Delete…", "Cancel");
  }

  private static void post(Editor author) {
    assertGood(author, "writing", "/editor/posts/" + post, ".text");
    dialog(author, "Link", "Cancel");
    dialog(author, "Picture", "Cancel");
    author.press("Find");
    author.one(".find .input").sendKeys("title");
    author.one(".line .found");
    AXE.assertGood("finding", author);
    author.press("Done");
    author.press("Outline");
    author.one(".outline button");
    AXE.assertGood("the outline", author);
    author.press("Checks");
    author.one(".check-list li");
    AXE.assertGood("the checks", author);
    author.press("Preview");
    author.one("iframe.shown");
    AXE.assertGood("the preview", author);
    author.press("Details");
    AXE.assertGood("the details", author);
    dialog(author, "Unpublish…", "Cancel");
    dialog(author, "Preview links…", "Close");
    author.press("Notes (2)");
    author.one(".note");
    AXE.assertGood("the notes", author);
    author.press("Timeline");
    author.one(".step.retrying");
    AXE.assertGood("the timeline", author);
    dialog(author, author.one(".post-bar > .button").getText(), "Cancel");
    dialog(author, "Keys", "Close");
    author.press("History");
    author.one(".history li");
    AXE.assertGood("the history", author);
    dialog(author, "Compare", "Cancel");
  }

  private static void twoVersions(Editor author) {
    author.open("/editor/posts/" + post);
    author.one(".text");
    JsonNode newest = stage.api().read("/api/posts/" + post);
    stage.api().edit(newest, Map.of("title", "Theirs " + newest.get("revision").asLong()));
    author.title().sendKeys("Mine");
    author.awaitDialog("This post was changed elsewhere too");
    author.all("dialog label").get(2).click();
    AXE.assertGood("two versions", author);
    author.press("Save this version");
    author.awaitNoDialog();
    author.awaitSaved();
  }

  private static void dialog(Editor author, String opener, String closer) {
    author.press(opener);
    author.one("dialog[open]");
    AXE.assertGood("the dialog of " + opener, author);
    author.press(closer);
    author.awaitNoDialog();
  }
}
