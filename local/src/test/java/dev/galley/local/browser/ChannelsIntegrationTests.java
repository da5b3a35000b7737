package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.local.system.WebhookSink;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A chat room from its first test to the notice that it was given up. */
@NeedsChromium
class ChannelsIntegrationTests {

  @RegisterExtension static final Stage stage = new Stage();

  @Test
  void aChatRoomIsAddedToldAndGivenUpUntilSomebodyHasSeenThat() throws IOException {
    try (WebhookSink chat = new WebhookSink()) {
      Editor author = stage.author();
      author.press("Channels");
      author.awaitHeading("Channels");
      author.press("Add chat room");
      author.awaitDialog("Add a chat room");
      author.field("Address").sendKeys(chat.url());
      author.field("Name").sendKeys("#news");
      author.click("dialog .primary");
      author.awaitNoDialog();
      author.press("Send a test");
      author.awaitText(".log", "delivered");
      assertThat(chat.calls()).hasSize(1);
      assertThat(author.driver().getPageSource()).doesNotContain(chat.url());

      author.open("/editor/posts/" + draft("to-a-room"));
      author.press("Publish…");
      author.awaitText("dialog", "1 chat room.");
      author.click("dialog .primary");
      author.until("what was said", () -> chat.calls().size() == 2);
      assertThat(chat.calls().get(1).body().path("text").asString()).contains("/to-a-room|Said");

      chat.answer(410);
      stage.api().publish(stage.api().read("/api/posts/" + draft("to-nobody")), "first");
      author.until("the room is off", () -> room().at("/enabled").asString().equals("false"));
      author.open("/editor/channels");
      author.awaitText(".decisions", "#news was switched off", "410 Gone");
      author.one("nav .marked");
      author.press("Leave it off");
      author.until(
          "nothing to decide", () -> !author.shows(".decisions *") && !author.shows(".marked"));
      author.awaitText(".channels .state", "Off: It answered 410 Gone");
    }
  }

  private static String draft(String slug) {
    return stage
        .api()
        .create(Map.of("slug", slug, "title", "Said", "body", "x", "kind", "blog"))
        .path("id")
        .asString();
  }

  private static JsonNode room() {
    return stage.api().read("/api/channels").at("/items/0");
  }
}
