package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Links that sign in, and pages of other sites that would use them. */
@NeedsChromium
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SigningInIntegrationTests {

  @RegisterExtension static final Stage stage = Stage.ofItsOwn();

  // Whoever comes first is asked who they are, once.
  @Order(1)
  @Test
  void thePrintedLinkSignsTheFirstOwnerInOnceAndLeavesNoTokenInTheAddress() throws IOException {
    Editor author = stage.stranger();
    author.visit(stage.printedLink());
    author.awaitHeading("Who are you?");
    assertThat(author.place()).isEqualTo("/editor/");
    author.keepPicture(getClass(), "first");
    author.field("Name").sendKeys("Chris Roos");
    author.field("Short name").sendKeys("chris-roos");
    author.press("Begin");
    author.awaitHeading("Posts");
    author.reload();
    author.awaitHeading("Posts");
    author.press("New post");
    author.press("Details");
    assertThat(author.field("Authors").getDomProperty("value")).isEqualTo("chris-roos");

    Editor second = stage.stranger();
    second.provokes("status of 401");
    second.visit(stage.printedLink());
    second.awaitText(".sign-in", "works once");
  }

  @Test
  void aLinkAsksBeforeItTakesThePlaceOfASession() throws IOException {
    Editor author = stage.stranger();
    author.open("/editor/");
    author.provokes("status of 401");
    author.field("Token").sendKeys(stage.token("editor") + Keys.ENTER);
    author.awaitHeading("Posts");
    Cookie session = session(author);
    String link = stage.signInLink();

    author.provokes("status of 409");
    leadFromAnotherSiteTo(author, link);
    author.awaitHeading("Sign in by this link?");
    author.keepPicture(getClass(), "question");
    author.press("Stay signed in");

    author.awaitHeading("Posts");
    assertThat(session(author)).isEqualTo(session);
    assertThat(author.shows("nav a[href='/editor/audit']")).isFalse();

    author.visit("about:blank");
    author.visit(link);
    author.awaitHeading("Sign in by this link?");
    author.press("Use the link");
    author.awaitHeading("Posts");
    assertThat(session(author).getValue()).isNotEqualTo(session.getValue());
    author.until("an owner's link", () -> author.shows("nav a[href='/editor/audit']"));
  }

  private static Cookie session(Editor author) {
    return author.driver().manage().getCookieNamed("galley_session");
  }

  /** To a browser, another port of this machine by another name is another site. */
  private static void leadFromAnotherSiteTo(Editor author, String link) throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page =
        ("<!doctype html><link rel=icon href=data:,><p><a href='" + link + "'>A cat picture</a>")
            .getBytes(StandardCharsets.UTF_8);
    other.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    other.start();
    try {
      author.visit("http://localhost:" + other.getAddress().getPort() + "/");
      author.press("A cat picture");
      author.one("main");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void anOwnerSeesWhoMayComeInAndEndsASession() {
    Editor reader = stage.stranger();
    reader.provokes("status of 401");
    reader.open("/editor/");
    reader.field("Token").sendKeys(stage.token("reader") + Keys.ENTER);
    reader.awaitHeading("Posts");
    Editor owner = stage.author();
    owner.press("Audit");
    owner.awaitHeading("Audit");
    owner.press("Access");
    owner.awaitHeading("Access");
    By readersBrowsers = By.xpath("//tr[td[2]='reader']//button[.='End…']");
    owner.until("a session", () -> !owner.driver().findElements(readersBrowsers).isEmpty());
    List<WebElement> before = owner.driver().findElements(readersBrowsers);

    before.get(before.size() - 1).click();
    owner.press("End it");

    owner.awaitNoDialog();
    owner.until(
        "the session is gone",
        () -> owner.driver().findElements(readersBrowsers).size() == before.size() - 1);
    owner.awaitText(".records tbody", "local", "with the process");
    reader.until(
        "the reader is out",
        () -> {
          reader.open("/editor/");
          return reader.shows(".sign-in");
        });
  }

  @Test
  void aReaderIsOfferedNothingThatWouldBeRefused() {
    String post =
        stage
            .api()
            .create(Map.of("slug", "only-read", "title", "Only read", "body", "It *stays*."))
            .get("id")
            .asString();
    Editor reader = stage.stranger();
    reader.provokes("status of 401");
    reader.open("/editor/");
    reader.field("Token").sendKeys(stage.token("reader") + Keys.ENTER);
    reader.awaitHeading("Posts");
    reader.open("/editor/posts/" + post);
    reader.write("No. ");
    reader.press("Details");

    assertThat(reader.words()).isEqualTo("It *stays*.");
    assertThat(reader.shows(".post-bar > .button, .save-mark, .leaving")).isFalse();
    assertThat(reader.all("[data-tab]"))
        .filteredOn(WebElement::isDisplayed)
        .extracting(WebElement::getText)
        .contains("Details", "Timeline", "History")
        .doesNotContain("Write", "Preview", "Checks");
  }

  @Test
  void anOwnerReadsWhoDidWhat() throws IOException {
    Editor owner = stage.author();
    owner.press("Audit");

    owner.awaitHeading("Audit");
    owner.keepPicture(getClass(), "audit");
    owner.awaitText(".records tbody", "Signed in", "Sign in link created", "local", "127.0.0.1");
    assertThat(owner.place()).isEqualTo("/editor/audit");
  }
}
