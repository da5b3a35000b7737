package dev.galley.feed.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.galley.feed.FeedDatabase;
import dev.galley.feed.mail.MailFixtures;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class SubscriberControllerTests {

  private static final String LIST =
      """
      name,E-Mail
      "Lovelace, Ada",ada@example.org
      Eve,EVE@example.org
      Eve again,eve@Example.org
      Nobody,not an address

      Formula,=1+1@example.org
      """;

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private final Clock clock = Clock.fixed(Instant.parse("2026-11-27T10:00:00Z"), ZoneOffset.UTC);
  private final List<String> audit = new ArrayList<>();
  private SubscriberController controller;
  private MockMvc web;

  @BeforeEach
  void start() {
    Subscribers subscribers = new Subscribers(database.get());
    controller =
        new SubscriberController(
            subscribers,
            new ExchangingLists(subscribers, clock),
            (action, subject, detail) -> audit.add(action + " " + detail),
            new MailFixtures.Sink());
    web = MockMvcBuilders.standaloneSetup(controller).build();
  }

  @Test
  void takesAListInAndGivesItBack() throws Exception {
    bring(LIST, "the old list, 2019")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.added").value(2))
        .andExpect(jsonPath("$.known").value(0))
        .andExpect(jsonPath("$.refusedLines").value(2))
        .andExpect(jsonPath("$.refused[0].line").value(5));
    bring("ada@example.org\nnew@example.org\n", "=again")
        .andExpect(jsonPath("$.added").value(1))
        .andExpect(jsonPath("$.known").value(1));

    assertThat(audit)
        .containsExactly(
            "subscribers-imported 2 addresses, the old list, 2019",
            "subscribers-imported 2 addresses, =again");
    assertThat(audit).noneMatch(entry -> entry.contains("@"));
    String csv =
        web.perform(get("/api/subscribers/export"))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(csv.lines())
        .hasSize(4)
        .contains(
            "new@example.org,active,all,at-once,import: =again,2026-11-27T10:00:00Z,,,",
            "ada@example.org,active,all,at-once,\"import: the old list, 2019\",2026-11-27T10:00:00Z,,,");
    assertThat(audit).last().isEqualTo("subscribers-exported ");
    web.perform(get("/api/subscribers/counts"))
        .andExpect(jsonPath("$.states.active").value(3))
        .andExpect(jsonPath("$.paces.at-once").value(3));
  }

  /** As Ghost 5.130 exports them. */
  @Test
  void takesThoseOfGhostsMembersWhoGetMailsWithTheTimeOfTheirConsent() throws Exception {
    bring(
            """
            id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers
            6b0ba0d910d9da30f33f31fd,ann@example.org,"Ann, A.",,true,,,2022-03-04T05:06:07.000Z,,,
            6b0ba0d910d9da30f33f3204,bob@example.org,,,false,,,2022-03-04T05:06:07.000Z,,,
            6b0ba0d910d9da30f33f3205,dan@example.org,,,true,,,2022-03-04T05:06:07.000Z,2023-01-01T00:00:00.000Z,,
            6b0ba0d910d9da30f33f3209,cid@example.org,Cid,"hi ""there\""",true,,,tomorrow,,VIP,
            """,
            "Ghost")
        .andExpect(jsonPath("$.added").value(2))
        .andExpect(jsonPath("$.refusedLines").value(2))
        .andExpect(jsonPath("$.refused[0].reason").value("gets no mails"))
        .andExpect(jsonPath("$.refused[1].reason").value("was deleted"));

    web.perform(get("/api/subscribers?q=ann@"))
        .andExpect(jsonPath("$.items[0].state").value("active"))
        .andExpect(jsonPath("$.items[0].source").value("import: Ghost"))
        .andExpect(jsonPath("$.items[0].confirmedAt").value("2022-03-04T05:06:07Z"))
        .andExpect(jsonPath("$.items[0].since").value("2026-11-27T10:00:00Z"));
    web.perform(get("/api/subscribers?q=cid@"))
        .andExpect(jsonPath("$.items[0].confirmedAt").doesNotExist());
  }

  @Test
  void takesItsOwnListBackWithWhatEachWants() throws Exception {
    bring(
            """
            email,state,choice,pace,source
            all@example.org,active,all,weekly,form
            tag@example.org,active,tag:kafka,daily,'=the old list
            usual@example.org,active,,,
            odd@example.org,active,kind:blog,daily,form
            ended@example.org,ended,all,at-once,form
            """,
            "our own list")
        .andExpect(jsonPath("$.added").value(3))
        .andExpect(jsonPath("$.refusedLines").value(2))
        .andExpect(
            jsonPath("$.refused[0].reason").value("has a choice or a pace that does not exist"));
    // Other programs' columns may mean anything.
    bring("email,choice\nother@example.org,chocolate\n", "theirs")
        .andExpect(jsonPath("$.added").value(1));

    String csv =
        web.perform(get("/api/subscribers/export")).andReturn().getResponse().getContentAsString();
    assertThat(csv)
        .contains(
            "all@example.org,active,all,weekly,form,",
            "tag@example.org,active,tag:kafka,daily,'=the old list,",
            "usual@example.org,active,all,at-once,import: our own list,",
            "other@example.org,active,all,at-once,import: theirs,");
    assertThat(audit).first().isEqualTo("subscribers-imported 3 addresses, our own list");
  }

  @Test
  void findsOneShowsAllThatIsKeptAndErasesIt() throws Exception {
    bring(LIST, "the old list");
    String found =
        web.perform(get("/api/subscribers?q=ADA@&limit=1"))
            .andExpect(jsonPath("$.items.length()").value(1))
            .andExpect(jsonPath("$.items[0].address").value("ada@example.org"))
            .andExpect(jsonPath("$.next").doesNotExist())
            .andReturn()
            .getResponse()
            .getContentAsString();
    String id = found.replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    web.perform(get("/api/subscribers/" + id))
        .andExpect(jsonPath("$.source").value("import: the old list"))
        .andExpect(jsonPath("$.state").value("active"));
    web.perform(get("/api/subscribers?q=.*")).andExpect(jsonPath("$.items.length()").value(0));
    web.perform(get("/api/subscribers").param("q", "ada\0"))
        .andExpect(jsonPath("$.items.length()").value(0));
    web.perform(get("/api/subscribers?limit=1")).andExpect(jsonPath("$.next").exists());

    web.perform(delete("/api/subscribers/" + id)).andExpect(status().isNoContent());

    web.perform(get("/api/subscribers/" + id)).andExpect(status().isNotFound());
    assertThat(audit).last().isEqualTo("subscriber-erased ");
  }

  @Test
  void saysWhatIsWrongWithAnImport() throws Exception {
    bring(LIST, " ").andExpect(status().isBadRequest());
    web.perform(
            post("/api/subscribers/import?source=x&pace=hourly")
                .contentType("text/csv")
                .content(LIST))
        .andExpect(status().is(422));
    web.perform(
            post("/api/subscribers/import?source=x&choice=kind:blog")
                .contentType("text/csv")
                .content(LIST))
        .andExpect(status().is(422));
    bring("\"never closed\n", "x").andExpect(status().isOk());
    web.perform(get("/api/subscribers/counts"))
        .andExpect(content().string(org.hamcrest.Matchers.containsString("\"active\":0")));
  }

  @Test
  void anOwnListBringsNobodyBackWhoHasEndedIt() throws Exception {
    String list =
        """
        email,state,choice
        ada@example.org,active,all
        ended@example.org,ended,all
        never@example.org,pending,all
        angry@example.org,complained,all
        short@example.org
        """;

    bring(list, "a backup")
        .andExpect(jsonPath("$.added").value(1))
        .andExpect(jsonPath("$.refusedLines").value(4))
        .andExpect(jsonPath("$.refused[0].reason").value("is not active"));
  }

  @Test
  void readsTheColumnThatIsSurelyAnAddress() throws Exception {
    bring("address,Email\n1 High Street,ada@example.org\n", "x")
        .andExpect(jsonPath("$.added").value(1));
  }

  @Test
  void saysThatAFileIsNoCsvOrInAnotherEncoding() throws Exception {
    bring("\"ada@example.org\"x\n", "x").andExpect(status().is(422));
    byte[] latin = "Grüße,ada@example.org".getBytes(StandardCharsets.ISO_8859_1);
    bring(latin, "text/csv").andExpect(status().is(422));
    bring("ada@example.org".getBytes(StandardCharsets.UTF_16), "text/csv")
        .andExpect(status().is(422));
  }

  @Test
  void readsWhatTableProgramsWrite() throws Exception {
    byte[] excel =
        "Name;E-Mail\nGrüße, Ada;ada@example.org\n".getBytes(StandardCharsets.ISO_8859_1);

    bring(excel, "text/csv;charset=windows-1252").andExpect(jsonPath("$.added").value(1));
    bring("Name\tEmail\nBob; Ada\tbob@example.org\n", "x").andExpect(jsonPath("$.added").value(1));
  }

  @Test
  void takesNothingThatNoListHas() throws Exception {
    bring("ada@example.org\n", "a\r\nb").andExpect(status().isBadRequest());
    bring(
            """
            email,state,choice,source,confirmed
            ada@example.org,active,,"one
            two",+999999999-01-01T00:00:00Z
            bob@example.org,active,,,-999999999-01-01T00:00:00Z
            eve@example.org,active,tag:%s,,
            """
                .formatted("x".repeat(300)),
            "a list")
        .andExpect(jsonPath("$.added").value(2))
        .andExpect(jsonPath("$.refusedLines").value(1));
    web.perform(get("/api/subscribers?q=ada"))
        .andExpect(jsonPath("$.items[0].source").value("one two"))
        .andExpect(jsonPath("$.items[0].confirmedAt").isEmpty());
  }

  private org.springframework.test.web.servlet.ResultActions bring(String csv, String source)
      throws Exception {
    return web.perform(
        post("/api/subscribers/import")
            .param("source", source)
            .contentType("text/csv;charset=UTF-8")
            .content(csv));
  }

  private org.springframework.test.web.servlet.ResultActions bring(byte[] csv, String type)
      throws Exception {
    return web.perform(
        post("/api/subscribers/import").param("source", "x").contentType(type).content(csv));
  }
}
