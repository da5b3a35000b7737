package dev.galley.feed.newsletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailFixtures;
import dev.galley.feed.mail.ReadMail;
import dev.galley.feed.subscriber.Pace;
import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class NewsletterControllerTests {

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private final List<String> audit = new ArrayList<>();
  private NewsletterFixtures list;
  private LiveEntries live;
  private MockMvc web;

  @BeforeEach
  void start() {
    list = new NewsletterFixtures(database.get());
    live =
        EntryFixtures.liveEntries(
            MailFixtures.SITE,
            list.clock,
            Map.of(EntryFixtures.published(1), "<p>See <a href=\"/x\">x</a></p>"));
    web =
        MockMvcBuilders.standaloneSetup(
                new NewsletterController(
                    list.recipients,
                    (kind, choices, now) -> kind.equals("blog") ? choices.size() : 0,
                    list.announcements,
                    live,
                    list.digests,
                    new DigestCalendar(ZoneOffset.UTC, 8, DayOfWeek.FRIDAY),
                    list.composing,
                    MailFixtures.writing(list.clock),
                    list.sink,
                    new Bounces(list.subscribers, list.links, "site.example", list.clock),
                    MailFixtures.SITE,
                    new NewsletterProperties(
                        ZoneOffset.UTC, 8, DayOfWeek.FRIDAY, Set.of("page"), 2_000),
                    (action, subject, detail) -> audit.add(action + " " + subject + " " + detail),
                    list.clock))
            .build();
  }

  @Test
  void saysWhomAPostWouldReach() throws Exception {
    list.subscriber("a", Selection.ALL, Pace.AT_ONCE);
    list.subscriber("b", Selection.tag("java"), Pace.AT_ONCE);
    list.subscriber("c", Selection.author("ada"), Pace.DAILY);
    list.subscriber("d", Selection.tag("ruby"), Pace.WEEKLY);
    list.now = list.now.plusSeconds(1);

    web.perform(get("/api/audience?tag=java&tag=kafka&author=ada&kind=blog"))
        .andExpect(jsonPath("$.atOnce").value(2))
        .andExpect(jsonPath("$.daily.subscribers").value(1))
        .andExpect(jsonPath("$.daily.at").value("2026-11-26T08:00:00Z"))
        .andExpect(jsonPath("$.weekly.subscribers").value(0))
        .andExpect(jsonPath("$.weekly.at").value("2026-11-27T08:00:00Z"))
        .andExpect(jsonPath("$.websub").value(4));
    web.perform(get("/api/audience?kind=page"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.atOnce").value(0));
  }

  @Test
  void saysWhatTheNextDigestsWillHold() throws Exception {
    list.subscriber("a", Selection.ALL, Pace.DAILY);
    list.subscriber("b", Selection.ALL, Pace.WEEKLY);
    list.now = list.now.plusSeconds(1);
    list.announcement("p1", "One", "<p>1</p>");
    list.now = java.time.Instant.parse("2026-11-26T08:01:00Z");
    list.digests.announce(
        Pace.DAILY, "digest:daily:2026-11-26", java.time.Instant.parse("2026-11-26T08:00:00Z"));
    list.announcement("p2", "Two", "<p>2</p>");
    list.now = list.now.plusSeconds(1);

    web.perform(get("/api/digests"))
        .andExpect(jsonPath("$.daily.at").value("2026-11-27T08:00:00Z"))
        .andExpect(jsonPath("$.daily.titles.length()").value(1))
        .andExpect(jsonPath("$.daily.titles[0]").value("Two"))
        .andExpect(jsonPath("$.weekly.titles.length()").value(2));
  }

  @Test
  void doesNotSayThatADigestWillHoldWhatNobodyGets() throws Exception {
    list.announcement("p1", "One", "<p>1</p>", "java");
    list.now = list.now.plusSeconds(1);
    list.subscriber("late", Selection.ALL, Pace.DAILY);
    list.subscriber("other", Selection.tag("ruby"), Pace.DAILY);
    list.now = list.now.plusSeconds(1);
    list.announcement("p2", "Two", "<p>2</p>", "java");
    list.now = list.now.plusSeconds(1);

    web.perform(get("/api/digests"))
        .andExpect(jsonPath("$.daily.titles.length()").value(1))
        .andExpect(jsonPath("$.daily.titles[0]").value("Two"))
        .andExpect(jsonPath("$.weekly.titles.length()").value(0));
  }

  @Test
  void doesNotSayThatADigestWillHoldWhatHasLeftTheSite() throws Exception {
    list.subscriber("a", Selection.ALL, Pace.DAILY);
    list.now = list.now.plusSeconds(1);
    list.announcement(EntryFixtures.POST, "Gone", "<p>1</p>");
    list.announcement("p2", "Two", "<p>2</p>");
    list.now = list.now.plusSeconds(1);
    EntryFixtures.follow(live, EntryFixtures.unpublished(4));

    web.perform(get("/api/digests"))
        .andExpect(jsonPath("$.daily.titles.length()").value(1))
        .andExpect(jsonPath("$.daily.titles[0]").value("Two"));
  }

  @Test
  void sendsAPostToOneAddressToSeeItself() throws Exception {
    test(EntryFixtures.POST, "editor@example.org").andExpect(status().isNoContent());

    assertThat(list.sink.mails.get(0).to().text()).isEqualTo("editor@example.org");
    ReadMail mail = ReadMail.of(list.sink.mails.get(0).content());
    assertThat(mail.text()).contains("See x <https://site.example/x>");
    assertThat(mail.header("List-Unsubscribe")).isEmpty();
    test(UUID.randomUUID().toString(), "editor@example.org").andExpect(status().isConflict());
    test(EntryFixtures.POST, "nobody").andExpect(status().is(422));
  }

  @Test
  void announcesACorrectionThatAnEditorAsksFor() throws Exception {
    String postId = EntryFixtures.POST;
    list.announcement(postId, "Week 1", "<p>x</p>");

    correct(postId, 3, "It was 5.").andExpect(status().isAccepted());

    Announcement correction =
        list.announcements.all.values().stream()
            .filter(one -> one.type() == Type.CORRECTION)
            .findFirst()
            .orElseThrow();
    assertThat(correction.id()).startsWith(postId + ":3:correction:");
    assertThat(correction.content().reason()).isEqualTo("It was 5.");
    assertThat(audit).containsExactly("correction-sent " + postId + " of revision 3");
    correct(postId, 2, "It was 5.").andExpect(status().isNotFound());
    correct(postId, 3, " ").andExpect(status().isBadRequest());
  }

  /** What is asked for again after an answer that was lost must not be told again. */
  @Test
  void announcesOneCorrectionHoweverOftenItIsAskedFor() throws Exception {
    list.announcement(EntryFixtures.POST, "Week 1", "<p>x</p>");
    String id = correctionId("It was 5.");
    list.now = list.now.plusSeconds(60);

    assertThat(correctionId(" It was 5. ")).isEqualTo(id);
    assertThat(correctionId("It was 6.")).isNotEqualTo(id);

    assertThat(list.announcements.all.values())
        .filteredOn(one -> one.type() == Type.CORRECTION)
        .hasSize(2);
    assertThat(audit).hasSize(2);
  }

  private String correctionId(String text) throws Exception {
    return JsonPath.read(
        correct(EntryFixtures.POST, 3, text)
            .andExpect(status().isAccepted())
            .andReturn()
            .getResponse()
            .getContentAsString(),
        "$.announcement");
  }

  @Test
  void takesReportsOfMailServers() throws Exception {
    web.perform(
            post("/api/bounces")
                .contentType("message/rfc822")
                .accept(MediaType.APPLICATION_JSON)
                .content("Subject: hello\r\n\r\n"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.effect").value("ignored"));
    web.perform(post("/api/bounces").contentType("message/rfc822"))
        .andExpect(status().isBadRequest())
        .andExpect(
            result ->
                assertThat(result.getResolvedException())
                    .hasMessageContaining("Send the mail that the mail server sent back"));
  }

  private ResultActions test(String postId, String to) throws Exception {
    return web.perform(
        post("/api/mail/test")
            .contentType(MediaType.APPLICATION_JSON)
            .content("{\"postId\":\"%s\",\"to\":\"%s\"}".formatted(postId, to)));
  }

  private ResultActions correct(String postId, long revision, String text) throws Exception {
    return web.perform(
        post("/api/corrections")
            .contentType(MediaType.APPLICATION_JSON)
            .content(
                "{\"postId\":\"%s\",\"revision\":%d,\"text\":\"%s\"}"
                    .formatted(postId, revision, text)));
  }
}
