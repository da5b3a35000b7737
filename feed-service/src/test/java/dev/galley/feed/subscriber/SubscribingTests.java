package dev.galley.feed.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.galley.feed.FeedDatabase;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailAddress;
import dev.galley.feed.mail.MailFixtures;
import dev.galley.feed.mail.MailboxStatus;
import dev.galley.feed.mail.Mailer.Result;
import dev.galley.feed.subscriber.Subscriber.State;
import dev.galley.web.SignedLinks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Subscribing, changing and ending it as a person, a scanner and a mailbox provider do it. */
class SubscribingTests {

  private static final MailAddress ADA = MailAddress.of("ada@example.org").orElseThrow();
  private static final Pattern LINK = Pattern.compile("https://site\\.example(/subscribe/\\S+?)>");

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private Instant now = Instant.parse("2026-11-27T10:00:00.123456Z");
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public java.time.ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }
      };
  private final MailFixtures.Sink sink = new MailFixtures.Sink();
  private final Links links = new Links(new SignedLinks(new byte[32]), MailFixtures.SITE);
  private Subscribers subscribers;
  private AnsweringLetters letters;
  private MockMvc web;

  @BeforeEach
  void start() {
    subscribers = new Subscribers(database.get());
    letters =
        new Unwoken(
            subscribers,
            links,
            MailFixtures.bodies(),
            MailFixtures.writing(clock),
            sink,
            MailFixtures.SITE,
            Duration.ofDays(7),
            clock);
    LiveEntries entries =
        EntryFixtures.liveEntries(
            MailFixtures.SITE, clock, Map.of(EntryFixtures.published(1), "<p>x</p>"));
    web =
        MockMvcBuilders.standaloneSetup(
                new SubscriptionController(
                    subscribers,
                    links,
                    new SubscriptionPages(MailFixtures.SITE, entries),
                    entries,
                    letters,
                    new SubscriberProperties(5, 8, Duration.ofDays(7), Duration.ofDays(365)),
                    clock))
            .build();
  }

  @Test
  void takesTwoStepsThatThePersonDoes() throws Exception {
    web.perform(get("/subscribe?tag=asset-manager"))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    org.hamcrest.Matchers.containsString(
                        "<option value=\"tag:asset-manager\" selected>")))
        .andExpect(header().string("Cache-Control", "no-store"))
        .andExpect(header().string("Referrer-Policy", "no-referrer"));
    ask("Ada@Example.org", "tag:asset-manager", "weekly");
    letters.send();

    assertThat(sink.mails).hasSize(1);
    assertThat(sink.mails.get(0).to()).isEqualTo(MailAddress.of("Ada@example.org").orElseThrow());
    String confirm = link();
    // What looks into mails follows each link, and changes nothing.
    web.perform(get(confirm)).andExpect(status().isOk());
    assertThat(subscribers.find(ADA)).map(Subscriber::state).contains(State.PENDING);

    now = now.plusSeconds(60);
    for (int i = 0; i < 2; i++) {
      web.perform(post(confirm)).andExpect(status().isOk());
    }
    Subscriber ada = subscribers.find(ADA).orElseThrow();
    assertThat(ada.state()).isEqualTo(State.ACTIVE);
    assertThat(ada.choice()).isEqualTo(Selection.tag("asset-manager"));
    assertThat(ada.pace()).isEqualTo(Pace.WEEKLY);
    assertThat(ada.since()).isEqualTo(Instant.parse("2026-11-27T10:01:00.123Z"));
    assertThat(ada.confirmedAt()).isEqualTo(ada.since());
    assertThat(ada.source()).isEqualTo("form");
  }

  @Test
  void aQuestionOfWhoHadEndedItIsAnsweredForAsLongAsItsMailSays() throws Exception {
    active();
    subscribers.end(subscribers.find(ADA).orElseThrow().id(), now);
    now = now.plus(Duration.ofHours(2));
    ask("ada@example.org", "all", "daily");
    letters.send();
    String confirm = link();

    now = now.plus(Duration.ofDays(7)).minusMillis(1);
    web.perform(get(confirm)).andExpect(status().isOk());
    now = now.plusMillis(2);
    web.perform(get(confirm)).andExpect(status().isNotFound());
    web.perform(post(confirm)).andExpect(status().isNotFound());

    assertThat(subscribers.find(ADA)).map(Subscriber::state).contains(State.ENDED);
  }

  @Test
  void saysTheSameToBothRequestsOfADoubleClick() {
    subscribers.ask(ADA, Selection.ALL, Pace.DAILY, now);
    Subscriber asked = subscribers.find(ADA).orElseThrow();
    Instant at = asked.asked().at();
    Subscribers overtaken =
        new Subscribers(
            database.listenedTo(
                command -> {
                  if (command.equals("findAndModify")) {
                    subscribers.confirm(asked.id(), at, now);
                  }
                }));

    assertThat(overtaken.confirm(asked.id(), at, now))
        .map(Subscriber::state)
        .contains(State.ACTIVE);
  }

  @Test
  void answersTheSameWhoeverIsKnown() throws Exception {
    active();
    Subscriber before = subscribers.find(ADA).orElseThrow();
    now = now.plus(Duration.ofHours(2));
    sink.mails.clear();

    String known = ask("ada@example.org", "all", "daily");
    String unknown = ask("eve@example.org", "all", "daily");
    letters.send();

    assertThat(known).isEqualTo(unknown);
    // Whoever knows the address changes nothing with it, and its owner gets the link that can.
    assertThat(subscribers.find(ADA)).contains(before);
    assertThat(sink.mails).hasSize(2);
    assertThat(ReadTexts.of(sink.mails))
        .anyMatch(text -> text.contains("/subscribe/settings/"))
        .anyMatch(text -> text.contains("/subscribe/confirm/"));
  }

  @Test
  void writesToAnAddressOnceAnHourWhoeverAsks() throws Exception {
    for (int i = 0; i < 4; i++) {
      ask("ada@example.org", i == 0 ? "tag:asset-manager" : "all", "at-once");
      letters.send();
    }
    assertThat(sink.mails).hasSize(1);
    // The question that was not written is not the one that is answered.
    assertThat(subscribers.find(ADA).orElseThrow().asked().choice())
        .isEqualTo(Selection.tag("asset-manager"));

    now = now.plus(Duration.ofHours(1));
    ask("ada@example.org", "all", "at-once");
    letters.send();
    assertThat(sink.mails).hasSize(2);
  }

  @Test
  void limitsOneClientAndAllOfThem() throws Exception {
    for (int i = 0; i < 5; i++) {
      web.perform(form("a" + i + "@example.org", "192.0.2.1")).andExpect(status().isOk());
    }
    web.perform(form("b@example.org", "192.0.2.1"))
        .andExpect(status().isTooManyRequests())
        .andExpect(header().exists("Retry-After"));
    for (int i = 0; i < 3; i++) {
      web.perform(form("c" + i + "@example.org", "192.0.2.2")).andExpect(status().isOk());
    }
    web.perform(form("d@example.org", "192.0.2.3")).andExpect(status().isTooManyRequests());
    assertThat(subscribers.counts().get(State.PENDING)).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ada", "ada@example.org\r\nBcc: eve@evil.example", "<script>@x.example"})
  void refusesWhatIsNoAddressAndRepeatsItHarmlessly(String address) throws Exception {
    String page =
        web.perform(form(address, "192.0.2.1"))
            .andExpect(status().is(422))
            .andReturn()
            .getResponse()
            .getContentAsString();

    assertThat(page).contains("role=\"alert\"").doesNotContain("<script");
    assertThat(subscribers.counts().get(State.PENDING)).isZero();
  }

  @Test
  void endsByOnePostAsMailboxProvidersSendIt() throws Exception {
    active();
    String end = links.end(subscribers.find(ADA).orElseThrow().id()).getPath();

    web.perform(get(end)).andExpect(status().isOk());
    assertThat(subscribers.find(ADA)).map(Subscriber::state).contains(State.ACTIVE);
    for (int i = 0; i < 2; i++) {
      // RFC 8058, 3.2, and without a cookie or an origin.
      web.perform(
              post(end)
                  .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                  .content("List-Unsubscribe=One-Click"))
          .andExpect(status().isOk());
    }
    assertThat(subscribers.find(ADA)).map(Subscriber::state).contains(State.ENDED);
  }

  @Test
  void changesWhatIsSentByTheLinkAndNothingByAnyOther() throws Exception {
    active();
    Subscriber ada = subscribers.find(ADA).orElseThrow();
    String settings = links.settings(ada.id()).getPath();
    String token = settings.substring(Links.SETTINGS.length());

    web.perform(get(settings)).andExpect(status().isOk());
    for (String forged :
        List.of(
            Links.END + token,
            Links.CONFIRM + token,
            settings + "x",
            settings.replace('-', '_'),
            Links.SETTINGS + ada.id() + ".",
            Links.SETTINGS + "..")) {
      web.perform(post(forged).param("pace", "weekly")).andExpect(status().isNotFound());
      web.perform(get(forged)).andExpect(status().isNotFound());
    }
    assertThat(subscribers.find(ADA)).contains(ada);

    now = now.plus(Duration.ofDays(1));
    web.perform(post(settings).param("choice", "author:nobody").param("pace", "weekly"))
        .andExpect(status().isOk());
    assertThat(subscribers.find(ADA).orElseThrow())
        .satisfies(
            changed -> {
              assertThat(changed.pace()).isEqualTo(Pace.WEEKLY);
              assertThat(changed.choice()).isEqualTo(Selection.ALL);
              assertThat(changed.since()).isAfter(ada.since());
            });
    Instant since = subscribers.find(ADA).orElseThrow().since();
    now = now.plus(Duration.ofDays(1));
    web.perform(post(settings).param("choice", "all").param("pace", "weekly"));
    assertThat(subscribers.find(ADA).orElseThrow().since()).isEqualTo(since);
  }

  @Test
  void comesBackByANewQuestionOnly() throws Exception {
    ask("ada@example.org", "all", "at-once");
    letters.send();
    String first = link();
    web.perform(post(first)).andExpect(status().isOk());
    Subscriber ada = subscribers.find(ADA).orElseThrow();
    subscribers.end(ada.id(), now);

    web.perform(post(first)).andExpect(status().isNotFound());
    assertThat(subscribers.find(ADA)).map(Subscriber::state).contains(State.ENDED);

    now = now.plus(Duration.ofHours(1));
    ask("ada@example.org", "all", "at-once");
    letters.send();
    web.perform(post(link())).andExpect(status().isOk());
    assertThat(subscribers.find(ADA)).map(Subscriber::state).contains(State.ACTIVE);
  }

  @Test
  void neverWritesAgainToWhoCalledAMailUnwanted() throws Exception {
    active();
    Subscriber ada = subscribers.find(ADA).orElseThrow();
    sink.mails.clear();
    subscribers.stop(ada.id(), State.COMPLAINED, "complaint", now);

    now = now.plus(Duration.ofDays(1));
    ask("ada@example.org", "all", "at-once");
    letters.send();

    assertThat(sink.mails).isEmpty();
    assertThat(subscribers.find(ADA)).map(Subscriber::state).contains(State.COMPLAINED);
  }

  @Test
  void keepsALetterForAServerThatIsAwayAndStopsAtAMailboxThatIsNone() throws Exception {
    ask("ada@example.org", "all", "at-once");
    sink.answer = new Result.Away("away");
    letters.send();
    letters.send();
    assertThat(sink.mails).hasSize(1);

    now = now.plus(Duration.ofMinutes(3));
    sink.answer = new Result.Refused("550", MailboxStatus.GONE);
    letters.send();
    letters.send();
    assertThat(sink.mails).hasSize(2);
    assertThat(subscribers.find(ADA)).map(Subscriber::state).contains(State.BOUNCED);
  }

  @ParameterizedTest
  @EnumSource(Pace.class)
  void findsWhoTakesAPostInPagesOrderedById(Pace pace) {
    Instant before = now.minusSeconds(1);
    subscribers.add(addresses("a", 5), Selection.ALL, pace, "import: x", before);
    subscribers.add(addresses("b", 5), Selection.tag("java"), pace, "import: x", before);
    subscribers.add(addresses("c", 5), Selection.author("eve"), pace, "import: x", before);
    subscribers.add(addresses("d", 5), Selection.ALL, pace, "import: x", now);
    subscribers.add(
        addresses("e", 5),
        Selection.ALL,
        Pace.values()[(pace.ordinal() + 1) % 3],
        "import: x",
        before);
    List<Selection> choices = List.of(Selection.ALL, Selection.tag("java"));

    List<Subscriber> first = new Recipients(subscribers).page(pace, choices, now, now, null, 7);
    List<Subscriber> second =
        new Recipients(subscribers).page(pace, choices, now, now, first.get(6).id(), 7);

    assertThat(first).hasSize(7).extracting(Subscriber::id).isSorted();
    assertThat(second).hasSize(3);
    assertThat(new Recipients(subscribers).count(pace, choices, now)).isEqualTo(10);
    assertThat(subscribers.add(addresses("a", 6), Selection.ALL, pace, "again", now)).isEqualTo(1);
  }

  @Test
  void stopsAnAddressAfterMailsThatWereGivenUpOnFiveDays() {
    subscribers.add(addresses("a", 1), Selection.ALL, Pace.AT_ONCE, "import: x", now);
    String id = subscribers.list(null, null, null, 1).get(0).id();
    for (int day = 0; day < 4; day++) {
      for (int mail = 0; mail < 5; mail++) {
        subscribers.refused(id, "early-" + day + mail, "full", now);
      }
      now = now.plus(Duration.ofDays(1));
    }
    now = now.plus(Duration.ofDays(30));
    for (int day = 0; day < 5; day++) {
      subscribers.refused(id, "one", "full", now);
      now = now.plus(Duration.ofDays(7));
    }
    for (int day = 0; day < 3; day++) {
      subscribers.reported(id, "late-" + day, "full", now);
      now = now.plus(Duration.ofDays(1));
    }
    assertThat(subscribers.find(id)).map(Subscriber::state).contains(State.ACTIVE);

    subscribers.taken(id);
    for (int day = 0; day < 2; day++) {
      assertThat(subscribers.find(id)).map(Subscriber::state).contains(State.ACTIVE);
      subscribers.refused(id, "last-" + day, "full", now);
      now = now.plus(Duration.ofDays(1));
    }

    assertThat(subscribers.find(id)).map(Subscriber::state).contains(State.BOUNCED);
    assertThat(subscribers.find(id)).map(Subscriber::reason).contains("full");
  }

  @Test
  void anImportBringsBackWhomAFullMailboxHadStoppedAndNobodyElse() {
    subscribers.add(addresses("a", 5), Selection.ALL, Pace.AT_ONCE, "import: x", now);
    List<String> ids =
        subscribers.list(null, null, null, 5).stream().map(Subscriber::id).sorted().toList();
    for (int day = 0; day < 5; day++) {
      subscribers.refused(ids.get(0), "mail-" + day, "full", now);
      subscribers.refused(ids.get(1), "mail-" + day, "full", now);
      now = now.plus(Duration.ofDays(1));
    }
    subscribers.refused(ids.get(2), "mail", "full", now);
    subscribers.stop(ids.get(2), State.BOUNCED, "550", now);
    subscribers.end(ids.get(3), now);
    subscribers.stop(ids.get(3), State.BOUNCED, "550", now);
    subscribers.stop(ids.get(1), State.COMPLAINED, "unwanted", now);

    assertThat(
            subscribers.add(addresses("a", 5), Selection.tag("x"), Pace.WEEKLY, "import: y", now))
        .isEqualTo(1);

    assertThat(ids.stream().map(id -> subscribers.find(id).orElseThrow().state()))
        .containsExactly(State.ACTIVE, State.COMPLAINED, State.BOUNCED, State.ENDED, State.ACTIVE);
    Subscriber back = subscribers.find(ids.get(0)).orElseThrow();
    assertThat(back.choice()).isEqualTo(Selection.tag("x"));
    assertThat(back.since()).isEqualTo(now.truncatedTo(ChronoUnit.MILLIS));
    assertThat(back.source()).isEqualTo("import: y");
    assertThat(back.reason()).isNull();
  }

  @Test
  void forgetsWhoNeverConfirmedAndWhoEndedItLongAgo() throws Exception {
    active();
    subscribers.end(subscribers.find(ADA).orElseThrow().id(), now);
    ask("eve@example.org", "all", "at-once");

    assertThat(subscribers.forget(now.minusSeconds(1), now.minusSeconds(1))).isZero();
    assertThat(subscribers.forget(now.plusSeconds(1), now.minusSeconds(1))).isEqualTo(1);
    assertThat(subscribers.forget(now.plusSeconds(1), now.plusSeconds(1))).isEqualTo(1);
    assertThat(subscribers.list(null, null, null, 10)).isEmpty();
  }

  private static List<Consent> addresses(String prefix, int count) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(i -> MailAddress.of(prefix + i + "@example.org").orElseThrow())
        .map(address -> new Consent(address, null, null))
        .toList();
  }

  private void active() throws Exception {
    ask("ada@example.org", "all", "at-once");
    letters.send();
    web.perform(post(link())).andExpect(status().isOk());
  }

  private String ask(String address, String choice, String pace) throws Exception {
    return web.perform(form(address, "192.0.2.1").param("choice", choice).param("pace", pace))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  private static MockHttpServletRequestBuilder form(String address, String client) {
    return post("/subscribe")
        .param("email", address)
        .param("website", "")
        .with(
            request -> {
              request.setRemoteAddr(client);
              return request;
            });
  }

  private String link() {
    Matcher link = LINK.matcher(sink.lastText());
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  /** Sends when the test says so. */
  private static final class Unwoken extends AnsweringLetters {

    Unwoken(
        Subscribers subscribers,
        Links links,
        dev.galley.feed.mail.Bodies bodies,
        dev.galley.feed.mail.WritingMails writing,
        dev.galley.feed.mail.Mailer mailer,
        dev.galley.feed.SiteProperties site,
        Duration keepPending,
        Clock clock) {
      super(subscribers, links, bodies, writing, mailer, site, keepPending, clock);
    }

    @Override
    void wake() {}
  }

  private static final class ReadTexts {

    static List<String> of(List<dev.galley.feed.mail.Mail> mails) {
      return mails.stream()
          .map(mail -> dev.galley.feed.mail.ReadMail.of(mail.content()).text())
          .toList();
    }
  }
}
