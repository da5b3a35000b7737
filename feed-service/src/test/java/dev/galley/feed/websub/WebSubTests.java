package dev.galley.feed.websub;

import static dev.galley.feed.entry.EntryFixtures.ACCEPTED;
import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.WRITTEN;
import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.galley.event.Announcement;
import dev.galley.event.PostPublished;
import dev.galley.event.Receipt;
import dev.galley.event.Receipt.Outcome;
import dev.galley.event.Update;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Delivery.State;
import dev.galley.feed.announcement.Machinery;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.http.Answer;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.secret.SecretBox;
import dev.galley.feed.syndication.FeedFixtures;
import dev.galley.feed.syndication.HubProperties;
import dev.galley.feed.syndication.PublicFeeds;
import dev.galley.testing.VirtualTime;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.util.UriComponentsBuilder;

class WebSubTests {

  private static final String TOPIC = "https://gofreerange.com/feed.xml";
  private static final String CALLBACK = "https://reader.example/push?feed=1";

  private static final String REFUSALS =
      """
      subscribe | https://elsewhere.example/feed.xml         | https://reader.example/ |     | 404
      subscribe | https://gofreerange.com/                   | https://reader.example/ |     | 404
      subscribe | https://gofreerange.com/week-459           | https://reader.example/ |     | 404
      subscribe | https://gofreerange.com/tags/none/feed.xml | https://reader.example/ |     | 404
      subscribe | https://gofreerange.com/feed.xml?x=1       | https://reader.example/ |     | 404
      subscribe | https://gofreerange.com//feed.xml          | https://reader.example/ |     | 404
      subscribe | https://gofreerange.com/%66eed.xml         | https://reader.example/ |     | 404
      subscribe | http://gofreerange.com/feed.xml            | https://reader.example/ |     | 404
      subscribe |                                            | https://reader.example/ |     | 404
      subscribe | https://gofreerange.com/feed.xml           |                         |     | 400
      subscribe | https://gofreerange.com/feed.xml           | http://reader.example/  |     | 400
      subscribe | https://gofreerange.com/feed.xml           | https://127.0.0.1/      |     | 400
      subscribe | https://gofreerange.com/feed.xml           | https://[::1]/          |     | 400
      subscribe | https://gofreerange.com/feed.xml           | https://localhost/      |     | 400
      subscribe | https://gofreerange.com/feed.xml           | https://a@r.example/    |     | 400
      subscribe | https://gofreerange.com/feed.xml           | https://reader.example/ | -1  | 400
      subscribe | https://gofreerange.com/feed.xml           | https://reader.example/ | 1e3 | 400
      publish   | https://gofreerange.com/feed.xml           | https://reader.example/ |     | 403
      renew     | https://gofreerange.com/feed.xml           | https://reader.example/ |     | 400
      nothing   | https://gofreerange.com/feed.xml           | https://reader.example/ |     | 400
      """;

  /** Sent to a callback. */
  private record Sent(URI url, Map<String, String> headers, String body) {}

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private final VirtualTime time = new VirtualTime(Machinery.START);
  private final SecretBox box = new SecretBox(new byte[32]);
  private final TargetPolicy policy = new TargetPolicy(false, List.of());
  private final LiveEntries entries =
      EntryFixtures.liveEntries(
          FeedFixtures.SITE, time, Map.of(published("older", 1, Update.FIRST), "<p>Older</p>"));
  private final PublicFeeds feeds = FeedFixtures.publicFeeds(entries);
  private final List<URI> asked = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();

  private UnaryOperator<String> echo = challenge -> challenge;
  private Answer answer = new Answer.Accepted(200, "ok");
  private Subscriptions subscriptions;
  private VerifyingIntent verifying;
  private Machinery machinery;
  private MockMvc web;

  @BeforeEach
  void start() {
    subscriptions = new Subscriptions(database.get());
    verifying = verifying();
    machinery = new Machinery(database.get(), time, channel(feeds));
    web = web("/websub");
  }

  private VerifyingIntent verifying() {
    return new VerifyingIntent(
        subscriptions,
        (url, expected, limit) -> {
          asked.add(url);
          String said = echo.apply(expected);
          return said == null
              ? new Answer.Failed(0, "did not answer within 15 s", "", null)
              : said.equals(expected)
                  ? new Answer.Accepted(200, "")
                  : new Answer.Failed(404, "answered 404", "", null);
        },
        policy,
        // Tests ask for themselves.
        task -> {},
        time);
  }

  private WebSubChannel channel(PublicFeeds served) {
    return new WebSubChannel(
        new OwnHub(
            subscriptions,
            served,
            (url, headers, body) -> {
              sent.add(new Sent(url, headers, new String(body, StandardCharsets.UTF_8)));
              return answer;
            },
            policy,
            box,
            FeedFixtures.SITE,
            time),
        served);
  }

  private MockMvc web(String hub) {
    return MockMvcBuilders.standaloneSetup(
            new HubController(
                subscriptions,
                verifying,
                feeds,
                policy,
                box,
                new HubProperties(URI.create(hub)),
                new WebSubProperties(
                    Duration.ofDays(10),
                    Duration.ofMinutes(5),
                    Duration.ofDays(30),
                    4,
                    2,
                    30,
                    10,
                    15),
                time))
        .build();
  }

  @Test
  void asksTheCallbackBeforeAnythingIsSentToIt() {
    assertThat(subscribe(TOPIC, CALLBACK).getStatus()).isEqualTo(202);
    publish(published(1));
    assertThat(sent).isEmpty();

    verifying.verify();
    verifying.verify();

    Map<String, String> question =
        UriComponentsBuilder.fromUri(asked.get(0)).build().getQueryParams().toSingleValueMap();
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).toString()).startsWith(CALLBACK + "&hub.");
    assertThat(question)
        .containsEntry("hub.mode", "subscribe")
        .containsEntry("hub.topic", "https%3A%2F%2Fgofreerange.com%2Ffeed.xml")
        .containsEntry("hub.lease_seconds", "864000");
    assertThat(question.get("hub.challenge")).hasSize(32);
    // What was accepted before it was in force is not for it.
    machinery.pass(Duration.ofDays(1));
    assertThat(sent).isEmpty();
  }

  @Test
  void sendsTheSignedFeedWithTheEntryOnceForEachPublication() throws Exception {
    inForce(TOPIC, CALLBACK, "hub.secret", "s3cret");
    inForce("https://gofreerange.com/tags/other/feed.xml", CALLBACK);

    publish(published(1));
    publish(published(1));
    machinery.pass(Duration.ofDays(1));

    assertThat(sent).hasSize(1);
    Sent feed = sent.get(0);
    assertThat(feed.url()).isEqualTo(URI.create(CALLBACK));
    assertThat(feed.body()).contains(published(1).entryId()).startsWith("<?xml");
    assertThat(feed.headers())
        .containsEntry("Content-Type", "application/atom+xml;charset=UTF-8")
        .containsEntry(
            "Link",
            "<https://gofreerange.com/feed.xml>; rel=\"self\","
                + " <https://gofreerange.com/websub>; rel=\"hub\"")
        .containsEntry("X-Hub-Signature", "sha256=" + hmac("s3cret", feed.body()));
    assertThat(machinery.receipts())
        .extracting(Receipt::step, Receipt::outcome, Receipt::reason)
        .contains(org.assertj.core.groups.Tuple.tuple("websub", Outcome.SUCCEEDED, "1 of 1"));
    assertThat(machinery.deliveries())
        .extracting(Delivery::id)
        .containsExactly(POST + ":1:websub:" + Subscription.id(TOPIC, URI.create(CALLBACK)));
    for (String collection : List.of("websub", "deliveries", "announcements")) {
      assertThat(database.get().getCollection(collection).find())
          .allSatisfy(document -> assertThat(document.toJson()).doesNotContain("s3cret"));
    }
  }

  @Test
  void sendsNothingBeforeTheInstanceThatSendsHasTheEntry() {
    inForce(TOPIC, CALLBACK);

    // Another instance has read the event and announces it; this one has not.
    machinery.live(published(1));
    machinery.pass(Duration.ofSeconds(20));

    assertThat(sent).isEmpty();
    assertThat(machinery.deliveries().get(0).attempts()).isEmpty();

    follow(published(1));
    machinery.pass(Duration.ofSeconds(3));

    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).body()).contains(published(1).entryId());
  }

  @Test
  void tellsThatAPostLeftOnlyWithoutIt() {
    inForce(TOPIC, CALLBACK);
    publish(published(1));

    machinery.gone(EntryFixtures.unpublished(2), published(1));
    machinery.pass(Duration.ofSeconds(5));
    assertThat(sent).hasSize(1);

    EntryFixtures.follow(entries, EntryFixtures.unpublished(2));
    machinery.pass(Duration.ofSeconds(5));

    assertThat(sent).hasSize(2);
    assertThat(sent.get(1).body())
        .contains("<at:deleted-entry ref=\"" + published(1).entryId())
        .doesNotContain("<id>" + published(1).entryId());
  }

  @Test
  void tellsOfFeedsThatCarryThePostAndOfNoOther() {
    for (String path :
        List.of(
            "/rss.xml",
            "/feed.json",
            "/tags/asset-manager/feed.xml",
            "/authors/chris-roos/feed.json")) {
      subscriptions.ask("https://gofreerange.com" + path, URI.create(CALLBACK), question(path));
      subscriptions.confirm(
          Subscription.id("https://gofreerange.com" + path, URI.create(CALLBACK)),
          question(path),
          time.instant());
    }
    subscriptions.ask(
        "https://gofreerange.com/tags/x/feed.xml", URI.create(CALLBACK), question("x"));

    publish(published(1));
    assertThat(sent)
        .extracting(one -> one.headers().get("Content-Type"))
        .containsExactlyInAnyOrder(
            "application/rss+xml;charset=UTF-8",
            "application/feed+json;charset=UTF-8",
            "application/atom+xml;charset=UTF-8",
            "application/feed+json;charset=UTF-8");

    sent.clear();
    publish(
        published(
            "a-page",
            1,
            Update.FIRST,
            "About",
            WRITTEN,
            "page",
            List.of(),
            new Announcement(1, Update.FIRST, ACCEPTED)));
    assertThat(sent).isEmpty();
  }

  @Test
  void keepsOneSubscriptionThatIsRenewedAndEndsWithItsLease() {
    inForce(TOPIC, CALLBACK, "hub.lease_seconds", "600", "hub.secret", "first");
    Instant since = only().since();
    time.pass(Duration.ofSeconds(500));

    inForce(TOPIC, CALLBACK, "hub.lease_seconds", "1");

    assertThat(only().since()).isEqualTo(since);
    assertThat(only().until()).isEqualTo(time.instant().plusSeconds(300));
    assertThat(only().secret()).isNull();
    publish(accepted("p1"));
    assertThat(sent).hasSize(1);

    time.pass(Duration.ofSeconds(300));
    publish(accepted("p2"));
    verifying.forget();

    assertThat(sent).hasSize(1);
    assertThat(subscriptions.count()).isZero();
  }

  @Test
  void changesNothingThatTheSubscriberDoesNotConfirm() {
    inForce(TOPIC, CALLBACK, "hub.secret", "mine");
    Subscription before = only();

    echo = challenge -> challenge + " and more";
    subscribe(TOPIC, CALLBACK, "hub.secret", "theirs", "hub.lease_seconds", "300");
    ask("unsubscribe", TOPIC, CALLBACK);
    subscribe(TOPIC, "https://victim.example/");
    verifying.verify();
    time.pass(Duration.ofHours(1));
    verifying.verify();

    assertThat(only().withVersion(1)).isEqualTo(before.withVersion(1));
    assertThat(asked).hasSize(3);

    echo = challenge -> challenge;
    ask("unsubscribe", TOPIC, CALLBACK);
    verifying.verify();

    assertThat(asked.get(3).toString()).contains("hub.mode=unsubscribe").doesNotContain("lease");
    assertThat(subscriptions.count()).isZero();
  }

  @Test
  void goesOnWhereAnotherProcessEndedAndGivesUpOnWhoNeverAnswers() {
    subscribe(TOPIC, CALLBACK);
    assertThat(subscriptions.claim(time.instant(), Duration.ofSeconds(30), List.of(), List.of()))
        .isPresent();

    verifying.verify();
    assertThat(asked).isEmpty();

    time.pass(Duration.ofSeconds(30));
    echo = challenge -> null;
    verifying().verify();
    time.pass(Duration.ofSeconds(30));
    verifying.verify();
    time.pass(Duration.ofHours(1));
    verifying.verify();

    assertThat(asked).hasSize(2);
    assertThat(asked.get(0)).isEqualTo(asked.get(1));
    assertThat(subscriptions.count()).isZero();
  }

  @Test
  void endsWithWhoIsGoneAndWaitsForWhoIsDown() {
    inForce(TOPIC, CALLBACK);
    answer = new Answer.Failed(500, "answered 500", "", null);
    publish(accepted("p1"));
    machinery.pass(Duration.ofSeconds(20));
    assertThat(sent).hasSize(2);

    answer = new Answer.Gone("");
    machinery.pass(Duration.ofMinutes(10));

    assertThat(sent).hasSize(3);
    assertThat(subscriptions.count()).isZero();
    assertThat(machinery.deliveries().get(0).state()).isEqualTo(State.FAILED);
  }

  @Test
  void tellsWhoHasFailedForDaysThatTheSubscriptionIsDenied() {
    inForce(TOPIC, CALLBACK);
    answer = new Answer.Failed(500, "answered 500", "", null);
    publish(accepted("p1"));
    time.pass(Duration.ofDays(6));
    publish(accepted("p2"));

    verifying.verify();

    assertThat(asked.get(1).toString()).startsWith(CALLBACK + "&hub.mode=denied&hub.topic=");
    assertThat(subscriptions.count()).isZero();
  }

  @Test
  void saysWhatItDoesNotDoAndCallsNobody() throws Exception {
    for (String line : REFUSALS.lines().toList()) {
      String[] refusal = line.split("\\|");
      MockHttpServletResponse refused =
          ask(
              refusal[0].strip(),
              refusal[1].strip(),
              refusal[2].strip(),
              "hub.lease_seconds",
              refusal[3].strip());

      assertThat(refused.getStatus()).as(line).isEqualTo(Integer.parseInt(refusal[4].strip()));
      assertThat(refused.getContentType()).as(line).isEqualTo("text/plain");
      assertThat(refused.getContentAsString()).as(line).isNotBlank();
    }

    verifying.verify();

    assertThat(asked).isEmpty();
    assertThat(subscriptions.count()).isZero();
  }

  @Test
  void takesSecretsOfLessThan200Bytes() {
    assertThat(subscribe(TOPIC, CALLBACK, "hub.secret", "x".repeat(199)).getStatus())
        .isEqualTo(202);
    assertThat(subscribe(TOPIC, CALLBACK, "hub.secret", "é".repeat(100)).getStatus())
        .isEqualTo(400);
  }

  @Test
  void callsNobodyMoreOftenBecauseManyAsk() {
    for (int i = 0; i < 10; i++) {
      assertThat(subscribe(TOPIC, CALLBACK).getStatus()).isEqualTo(202);
    }
    MockHttpServletResponse tooMany = subscribe(TOPIC, CALLBACK);
    assertThat(tooMany.getStatus()).isEqualTo(429);
    assertThat(tooMany.getHeader("Retry-After")).isEqualTo("3601");
    assertThat(subscribe(TOPIC, "https://READER.example/other").getStatus()).isEqualTo(429);
    for (int i = 0; i < 2; i++) {
      assertThat(subscribe(TOPIC, "https://a.example/" + i).getStatus()).isEqualTo(202);
    }
    // At one host there are two already.
    assertThat(subscribe(TOPIC, "https://a.example/3").getStatus()).isEqualTo(503);
    assertThat(subscribe(TOPIC, "https://b.example/").getStatus()).isEqualTo(202);
    // There are four.
    assertThat(subscribe(TOPIC, "https://c.example/").getStatus()).isEqualTo(503);

    verifying.verify();

    assertThat(asked).hasSize(4);
  }

  @Test
  void leavesAllToAnotherHubThatIsConfigured() {
    List<String> pings = new ArrayList<>();
    URI hub = URI.create("https://hub.example/");
    Machinery pinging =
        new Machinery(
            database.get(),
            time,
            new WebSubChannel(
                new ExternalHub(
                    hub,
                    (url, headers, body) -> {
                      assertThat(url).isEqualTo(hub);
                      assertThat(headers)
                          .containsEntry("Content-Type", "application/x-www-form-urlencoded");
                      pings.add(new String(body, StandardCharsets.UTF_8));
                      return answer;
                    }),
                feeds));
    web = web("https://hub.example/");

    follow(published(1));
    pinging.live(published(1));
    pinging.pass(Duration.ofDays(1));

    assertThat(pings)
        .hasSize(9)
        .doesNotHaveDuplicates()
        .contains(
            "hub.mode=publish&hub.url=https%3A%2F%2Fgofreerange.com%2Ffeed.xml",
            "hub.mode=publish&hub.url="
                + "https%3A%2F%2Fgofreerange.com%2Ftags%2Fasset-manager%2Frss.xml");
    assertThat(subscribe(TOPIC, CALLBACK).getStatus()).isEqualTo(404);
  }

  @Test
  void keepsOfASubscriptionWhatItNeeds() {
    inForce(TOPIC, CALLBACK, "hub.secret", "s");

    Document kept = database.get().getCollection("websub").find().first();

    assertThat(kept.keySet())
        .containsExactlyInAnyOrder(
            "_id",
            "id",
            "topic",
            "callback",
            "secret",
            "since",
            "until",
            "asked",
            "circuit",
            "version",
            "keys");
  }

  private void inForce(String topic, String callback, String... more) {
    subscribe(topic, callback, more);
    verifying.verify();
  }

  private MockHttpServletResponse subscribe(String topic, String callback, String... more) {
    return ask("subscribe", topic, callback, more);
  }

  private MockHttpServletResponse ask(String mode, String topic, String callback, String... more) {
    MockHttpServletRequestBuilder request =
        post("/websub")
            .contentType("application/x-www-form-urlencoded")
            .param("hub.mode", mode)
            .param("hub.topic", topic)
            .param("hub.callback", callback);
    for (int i = 0; i < more.length; i += 2) {
      request.param(more[i], more[i + 1]);
    }
    try {
      return web.perform(request).andReturn().getResponse();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Subscription.Asked question(String challenge) {
    return new Subscription.Asked(
        Subscription.Mode.SUBSCRIBE, 600, null, challenge, Machinery.START, 0, null);
  }

  /** Accepted now. */
  private PostPublished accepted(String postId) {
    return published(
        postId,
        1,
        Update.FIRST,
        "Week 459",
        WRITTEN,
        "blog",
        List.of(),
        new Announcement(1, Update.FIRST, time.instant()));
  }

  private void publish(PostPublished post) {
    follow(post);
    machinery.live(post);
    machinery.pass(Duration.ofSeconds(3));
  }

  private void follow(PostPublished post) {
    EntryFixtures.follow(entries, post);
    EntryFixtures.follow(
        entries, EntryFixtures.rendered(post.postId(), post.revision(), "<p>New</p>"));
  }

  private Subscription only() {
    List<Subscription> all = subscriptions.after(null, 10);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static String hmac(String secret, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }
}
