package dev.galley.feed.chat;

import static dev.galley.feed.entry.EntryFixtures.ACCEPTED;
import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.WRITTEN;
import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.galley.event.Announcement;
import dev.galley.event.Receipt;
import dev.galley.event.Receipt.Outcome;
import dev.galley.event.Update;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Delivery.State;
import dev.galley.feed.announcement.Machinery;
import dev.galley.feed.channel.Circuit;
import dev.galley.feed.chat.Room.Account;
import dev.galley.feed.chat.Room.Visibility;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.http.Answer;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.secret.SecretBox;
import dev.galley.feed.store.VersionedRecords;
import dev.galley.testing.VirtualTime;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatTests {

  private static final String URL = "https://chat.example/hooks/T0/secret";
  private static final String HOSTILE = "<!channel> @all *loud* [x](http://evil.example) & `co";

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private final VirtualTime time = new VirtualTime(Machinery.START);
  private final SecretBox box = new SecretBox(new byte[32]);
  private final List<URI> urls = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private final List<String> recorded = new ArrayList<>();
  private final List<Map<String, String>> sentHeaders = new ArrayList<>();
  private IntFunction<Answer> script = call -> new Answer.Accepted(200, "ok");
  private VersionedRecords<Room> rooms;
  private ChatChannel channel;
  private Machinery machinery;
  private MockMvc web;

  @BeforeEach
  void start() {
    rooms = new VersionedRecords<>(database.get().getCollection("rooms"), Room.class);
    channel =
        new ChatChannel(
            rooms,
            (url, headers, body) -> {
              urls.add(url);
              sentHeaders.add(headers);
              bodies.add(new String(body, StandardCharsets.UTF_8));
              return script.apply(urls.size());
            },
            new TargetPolicy(false, List.of()),
            box,
            new SiteProperties(URI.create("https://example.org"), "Site", "en"),
            time);
    machinery = new Machinery(database.get(), time, channel);
    web =
        MockMvcBuilders.standaloneSetup(
                new ChatController(
                    rooms,
                    channel,
                    machinery.first().log,
                    new TargetPolicy(false, List.of()),
                    box,
                    (action, subject, detail) ->
                        recorded.add(action + " " + subject + " " + detail),
                    time))
            .build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          SLACK ¦ /text ¦ <https://example.org/week-0191|&lt;!channel&gt; @all *loud* [x](http://evil.example) &amp; `co>
          MATTERMOST ¦ /text ¦ [\\<\\!channel\\> @\u200ball \\*loud\\* \\[x\\]\\(http://evil\\.example\\) & \\`co](https://example.org/week-0191)
          DISCORD ¦ /content ¦ [\\<\\!channel\\> @all \\*loud\\* \\[x\\]\\(http://evil\\.example\\) & \\`co](https://example.org/week-0191)
          MATRIX ¦ /text ¦ [\\<\\!channel\\> @all \\*loud\\* \\[x\\]\\(http://evil\\.example\\) & \\`co](https://example.org/week-0191)
          """)
  void callsNobodyAndFormatsNothingThatAnAuthorWrote(ChatForm form, String field, String line) {
    rooms.add(room("a", form));

    machinery.live(
        published(
            POST,
            1,
            Update.FIRST,
            HOSTILE,
            WRITTEN,
            "blog",
            List.of("kafka"),
            new Announcement(1, Update.FIRST, ACCEPTED)));

    JsonNode body = JsonMapper.shared().readTree(bodies.get(0));
    assertThat(body.at(field).asString().lines().findFirst()).contains(line.strip());
    assertThat(body.at("/allowed_mentions/parse").isArray()).isEqualTo(form == ChatForm.DISCORD);
  }

  @Test
  void tellsEachRoomOnceAndKeepsItsAddressSealed() {
    rooms.add(room("a", ChatForm.SLACK));
    rooms.add(room("b", ChatForm.DISCORD));

    machinery.live(published(1));
    machinery.live(published(1));
    machinery.pass(Duration.ofDays(1));

    assertThat(urls).containsExactly(URI.create(URL), URI.create(URL));
    assertThat(machinery.receipts())
        .extracting(Receipt::step, Receipt::targetName, Receipt::outcome)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("chat", "Room a", Outcome.SUCCEEDED),
            org.assertj.core.groups.Tuple.tuple("chat", "Room b", Outcome.SUCCEEDED));
    for (String collection : List.of("rooms", "deliveries", "announcements")) {
      assertThat(database.get().getCollection(collection).find())
          .allSatisfy(document -> assertThat(document.toJson()).doesNotContain("T0/secret"));
    }
  }

  @Test
  void leavesARoomAloneThatIsGone() {
    rooms.add(room("a", ChatForm.SLACK));
    script = call -> new Answer.Gone("channel_is_archived");

    machinery.live(published(1));
    machinery.live(published("other", 1, Update.FIRST));

    assertThat(urls).hasSize(1);
    assertThat(rooms.find("a").orElseThrow().circuit().enabled()).isFalse();
  }

  @Test
  void saysThatItGaveARoomUpUntilSomebodyHasSeenIt() throws Exception {
    rooms.add(room("a", ChatForm.SLACK));
    script = call -> new Answer.Gone("channel_is_archived");
    machinery.live(published(1));

    web.perform(get("/api/channels/a"))
        .andExpect(jsonPath("$.enabled").value(false))
        .andExpect(jsonPath("$.gaveUpAt").value(time.instant().toString()));
    change("a", "{\"enabled\":false}")
        .andExpect(jsonPath("$.enabled").value(false))
        .andExpect(jsonPath("$.gaveUpAt").isEmpty())
        .andExpect(jsonPath("$.disabledReason").value(startsWith("It answered 410")));
    change("a", "{\"enabled\":true}").andExpect(jsonPath("$.enabled").value(true));
    change("a", "{\"enabled\":false}")
        .andExpect(jsonPath("$.disabledReason").value("Somebody switched it off"))
        .andExpect(jsonPath("$.gaveUpAt").isEmpty());
  }

  @Test
  void changesARoomWhichHearsOfWhatItWantsNowFromThenOn() throws Exception {
    rooms.add(room("a", ChatForm.SLACK));
    time.pass(Duration.ofHours(1));

    change("a", "{\"name\":\"#news\",\"url\":\"https://other.example/secret\"}")
        .andExpect(jsonPath("$.name").value("#news"))
        .andExpect(jsonPath("$.host").value("other.example"))
        .andExpect(content().string(not(containsString("secret"))));
    assertThat(rooms.find("a").orElseThrow().since()).isEqualTo(Machinery.START);
    change("a", "{\"tags\":[\"kafka\"]}").andExpect(jsonPath("$.tags[0]").value("kafka"));
    assertThat(rooms.find("a").orElseThrow().since()).isEqualTo(time.instant());
    change("a", "{}").andExpect(jsonPath("$.name").value("#news"));
    web.perform(post("/api/channels/a/test")).andExpect(jsonPath("$.state").value("delivered"));

    assertThat(urls).containsExactly(URI.create("https://other.example/secret"));
    assertThat(recorded).contains("webhook-changed a #news, a room at other.example");
  }

  @Test
  void takesAnAccountWithItsTokenAndSendsThatNowhereElse() throws Exception {
    String account =
        "{\"form\":\"mastodon\",\"name\":\"@news\",\"url\":\"https://social.example/@news\"%s}";
    add(account.formatted("")).andExpect(status().isUnprocessableContent());
    add("{\"form\":\"slack\",\"name\":\"x\",\"url\":\"https://chat.example/\",\"token\":\"x\"}")
        .andExpect(status().isUnprocessableContent());
    add(account.formatted(",\"token\":\"a\\nX-Y: b\"")).andExpect(status().is4xxClientError());
    add(account.formatted(",\"token\":\"t0ken\",\"visibility\":\"direct\""))
        .andExpect(status().isUnprocessableContent());
    add(account.formatted(",\"token\":\"t0ken\""))
        .andExpect(status().isCreated())
        .andExpect(content().string(not(containsString("t0ken"))));
    String id = rooms.all().get(0).id();

    change(id, "{\"url\":\"https://evil.example/\"}").andExpect(status().isUnprocessableContent());
    change(id, "{\"name\":\"@more\"}").andExpect(jsonPath("$.host").value("social.example"));
    change(id, "{\"url\":\"https://new.example\",\"token\":\"n3w\"}").andExpect(status().isOk());
    web.perform(post("/api/channels/" + id + "/test"));

    assertThat(urls).containsExactly(URI.create("https://new.example/api/v1/statuses"));
    assertThat(sentHeaders.get(0)).containsEntry("Authorization", "Bearer n3w");
  }

  private ResultActions add(String room) throws Exception {
    return web.perform(post("/api/channels").contentType(MediaType.APPLICATION_JSON).content(room));
  }

  private ResultActions change(String id, String patch) throws Exception {
    return web.perform(
        patch("/api/channels/" + id).contentType(MediaType.APPLICATION_JSON).content(patch));
  }

  @Test
  void repeatsNothingOfWhichItIsNotKnownWhetherItWasSaid() {
    rooms.add(room("a", ChatForm.SLACK));
    script =
        call -> {
          throw new IllegalStateException("Killed");
        };
    machinery.live(published(1));

    machinery.restart();
    script = call -> new Answer.Accepted(200, "ok");
    machinery.pass(Duration.ofDays(1));

    assertThat(urls).hasSize(1);
    assertThat(machinery.deliveries().get(0).state()).isEqualTo(State.UNCLEAR);
    assertThat(machinery.receipts())
        .singleElement()
        .satisfies(receipt -> assertThat(receipt.outcome()).isEqualTo(Outcome.FAILED));
  }

  @Test
  void doesNotSayAgainWhatWasSentAndNotAnswered() {
    rooms.add(room("a", ChatForm.SLACK));
    script = call -> new Answer.Lost("did not answer within 15 s");
    machinery.live(published(1));
    machinery.pass(Duration.ofDays(1));

    assertThat(urls).hasSize(1);
    assertThat(machinery.deliveries().get(0).state()).isEqualTo(State.UNCLEAR);
    assertThat(machinery.deliveries().get(0).reason()).contains("did not answer within 15 s");
    assertThat(rooms.find("a").orElseThrow().circuit().failures()).isEqualTo(1);
  }

  @Test
  void writesAStatusThatARepetitionDoesNotWriteTwice() {
    rooms.add(room("a", ChatForm.MASTODON));
    script =
        call ->
            switch (call) {
              case 1 -> new Answer.Failed(429, "answered 429", "", Duration.ofMinutes(2));
              case 2 -> new Answer.Lost("did not answer within 15 s");
              default -> new Answer.Accepted(200, "{}");
            };

    machinery.live(published(1));
    machinery.pass(Duration.ofSeconds(119));
    assertThat(bodies).hasSize(1);
    machinery.pass(Duration.ofDays(1));

    assertThat(bodies).hasSize(3).containsOnly(bodies.get(0));
    assertThat(JsonMapper.shared().readTree(bodies.get(0)))
        .isEqualTo(
            JsonMapper.shared()
                .valueToTree(
                    Map.of(
                        "status",
                        "Week 459\n\nWhat we did & why: <3.\n\nhttps://example.org/week-0191",
                        "visibility",
                        "unlisted",
                        "language",
                        "en")));
    assertThat(sentHeaders)
        .containsOnly(
            Map.of("Authorization", "Bearer t0ken", "Idempotency-Key", POST + ":1:chat:a"));
    assertThat(database.get().getCollection("rooms").find())
        .allSatisfy(document -> assertThat(document.toJson()).doesNotContain("t0ken"));

    machinery.gone(EntryFixtures.unpublished(2), published(1));
    machinery.pass(Duration.ofDays(1));
    assertThat(bodies).hasSize(3);
  }

  @Test
  void repeatsNoStatusWhoseKeyIsForgotten() {
    rooms.add(room("a", ChatForm.MASTODON));
    script = call -> new Answer.Lost("did not answer within 15 s");

    machinery.live(published(1));
    machinery.pass(Duration.ofDays(1));

    assertThat(bodies).hasSize(4);
    assertThat(machinery.deliveries().get(0).state()).isEqualTo(State.UNCLEAR);
  }

  @Test
  void takesNothingButAStatusForOne() {
    rooms.add(room("a", ChatForm.MASTODON));
    script = call -> new Answer.Accepted(200, "<html>Sign in</html>");

    machinery.live(published(1));

    assertThat(machinery.deliveries().get(0).reason()).contains("not as Mastodon does");
  }

  @Test
  void keepsNoAnswerThatRepeatsASecret() {
    rooms.add(room("a", ChatForm.MASTODON));
    rooms.add(room("b", ChatForm.SLACK));
    script = call -> new Answer.Failed(401, "answered 401", "Bearer t0ken at " + URL, null);

    machinery.live(published(1));

    assertThat(bodies).hasSize(2);
    assertThat(database.get().getCollection("deliveries").find())
        .allSatisfy(
            document -> assertThat(document.toJson()).doesNotContain("t0ken").doesNotContain(URL));
  }

  @Test
  void showsATestToNobodyElse() {
    Room account = room("a", ChatForm.MASTODON);
    rooms.add(account);

    machinery
        .first()
        .log
        .test(
            channel,
            account.recipient(),
            new dev.galley.feed.announcement.Announcement(
                "ping:1", Type.TEST, "ping", 0, time.instant(), UUID.randomUUID(), null));

    assertThat(JsonMapper.shared().readTree(bodies.get(0)).path("visibility").asString())
        .isEqualTo("direct");
    assertThat(JsonMapper.shared().readTree(bodies.get(0)).path("status").asString())
        .isEqualTo("A test from Site");
  }

  private Room room(String id, ChatForm form) {
    Instant now = time.instant();
    return new Room(
        id,
        "Room " + id,
        form,
        box.seal(URL.getBytes(StandardCharsets.UTF_8), id),
        "chat.example",
        Set.of(),
        form.hasAccount()
            ? new Account(
                box.seal("t0ken".getBytes(StandardCharsets.UTF_8), id), Visibility.UNLISTED)
            : null,
        now,
        now,
        Circuit.GOOD,
        1);
  }
}
