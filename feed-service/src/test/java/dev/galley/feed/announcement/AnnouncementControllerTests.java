package dev.galley.feed.announcement;

import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.galley.feed.FeedDatabase;
import dev.galley.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;

class AnnouncementControllerTests {

  private static final String PATH = "/api/announcements/" + Announcement.id(POST, 1);

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  @Test
  void listsWhomItDidNotTellAndTellsThemWhenAsked() throws Exception {
    ScriptedChannel people = ScriptedChannel.unnamed("q1", "q2", "q3", "q4");
    people.script =
        (person, attempt) ->
            person.equals("q1") || attempt > 1
                ? new Outcome.Delivered()
                : new Outcome.Rejected("has no such box");
    Machinery machinery = new Machinery(database.get(), new VirtualTime(Machinery.START), people);
    Machinery.Process process = machinery.first();
    MockMvc web =
        MockMvcBuilders.standaloneSetup(
                new AnnouncementController(process.announcements, process.deliveries, process.log))
            .build();
    machinery.live(published(1));
    machinery.pass(Duration.ofMinutes(1));

    web.perform(get(PATH))
        .andExpect(jsonPath("$.type").value("publication"))
        .andExpect(jsonPath("$.open").value(false))
        .andExpect(jsonPath("$.channels.email.total").value(4))
        .andExpect(jsonPath("$.channels.email.failed").value(3));
    var first =
        JsonMapper.shared()
            .readTree(
                web.perform(get(PATH + "/problems?channel=email&limit=2"))
                    .andReturn()
                    .getResponse()
                    .getContentAsString());
    assertThat(first.at("/items/1/recipient").asString()).isEqualTo("Label of q3");
    web.perform(get(PATH + "/problems?limit=2").param("cursor", first.path("next").asString()))
        .andExpect(jsonPath("$.items.length()").value(1))
        .andExpect(jsonPath("$.next").isEmpty());

    web.perform(get("/api/announcements/problems?channel=email&limit=2"))
        .andExpect(jsonPath("$.items.length()").value(2))
        .andExpect(jsonPath("$.items[0].recipientId").value("q4"))
        .andExpect(jsonPath("$.items[0].announcement").value(Announcement.id(POST, 1)))
        .andExpect(jsonPath("$.items[0].state").value("failed"))
        .andExpect(jsonPath("$.items[0].reason").value("has no such box"))
        .andExpect(jsonPath("$.next").value(Announcement.id(POST, 1) + ":email:q3"));
    web.perform(get("/api/announcements/problems?channel=chat"))
        .andExpect(jsonPath("$.items.length()").value(0));

    web.perform(post(PATH + "/problems/" + first.at("/items/0/id").asString() + "/resend"))
        .andExpect(status().isAccepted());
    machinery.pass(Duration.ofMinutes(1));
    assertThat(people.attempts).hasSize(5);

    web.perform(post(PATH + "/resend")).andExpect(status().isAccepted());
    machinery.pass(Duration.ofMinutes(1));
    assertThat(people.attempts).hasSize(7);
    web.perform(get(PATH)).andExpect(jsonPath("$.channels.email.delivered").value(4));
    for (String missing : List.of("/api/announcements/x", "/api/announcements/x/problems")) {
      web.perform(get(missing)).andExpect(status().is(missing.endsWith("problems") ? 200 : 404));
    }
  }
}
