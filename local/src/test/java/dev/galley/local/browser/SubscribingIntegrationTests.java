package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** From the form on the site to the first mail, and out again. */
@NeedsChromium
class SubscribingIntegrationTests {

  @RegisterExtension static final Stage stage = new Stage();

  private final String address = "reader-" + UUID.randomUUID() + "@example.org";

  @Test
  void aReaderSubscribesGetsTheNextPostAndLeavesByOneClick() throws Exception {
    // The pages allow no script, so whatever works here works without.
    Editor reader = stage.stranger();
    reader.open("/");
    reader.open("/subscribe");
    reader.field("Your address").sendKeys(address);
    reader.press("Subscribe");
    reader.awaitHeading("Look into your mailbox");
    reader.visit(link(reader, "Confirm your subscription", "confirm"));
    reader.awaitHeading("Confirm your subscription");
    assertThat(state()).isEqualTo("pending");
    reader.press("Subscribe");
    reader.awaitHeading("You are subscribed");
    reader.keepPicture(getClass(), "subscribed");

    String title = "By mail " + UUID.randomUUID();
    JsonNode post =
        stage.api().create(Map.of("slug", "by-mail", "title", title, "body", "Good *morning*."));
    stage.api().publish(post, "first");

    String end = link(reader, title, "end");
    Editor author = stage.author();
    author.open("/editor/mail");
    author.awaitHeading("Mail");
    author.until("the mail", () -> author.one(".log").getText().contains(title));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(end))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(state()).isEqualTo("ended");
  }

  private String state() {
    return stage.api().read("/api/subscribers?q=" + address).at("/items/0/state").asString();
  }

  /** A link of the newest mail to the reader with such a subject. */
  private String link(Editor reader, String subject, String kind) {
    Pattern link = Pattern.compile("<(http\\S+/subscribe/" + kind + "/[^>]+)>");
    Matcher found =
        link.matcher(
            reader
                .until(
                    "a mail: " + subject, () -> stage.mail(address, subject), Optional::isPresent)
                .orElseThrow());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }
}
