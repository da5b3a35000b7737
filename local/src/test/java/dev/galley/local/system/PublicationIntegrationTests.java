package dev.galley.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.event.PageRendered;
import dev.galley.event.PostEvent;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.event.Topics;
import dev.galley.local.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The life of one post in the whole product, as each kind of user sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PublicationIntegrationTests {

  /** One pixel. */
  private static final String DOT =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

  /** The post, its page, and a receipt of each of the two steps. */
  private static final double RECORDS_OF_A_PUBLICATION = 4;

  private Path data;
  private ChildGalley galley;
  private Api api;
  private WebhookSink subscriber;
  private JsonNode post;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    data = folder.resolve("data");
    galley = ChildGalley.start(data, ChildGalley.LOOPBACK_SUBSCRIBERS);
    api = galley.api();
    subscriber = new WebhookSink();
    api.change("POST", "/api/webhooks", Map.of("url", subscriber.url(), "name", "sink"), 0);
  }

  @AfterAll
  void stop() {
    subscriber.close();
    galley.close();
  }

  /** So that what a publication costs does not grow unnoticed. */
  @Test
  @Order(-1)
  void oneMorePublicationIsFourRecordsAndAFewCommandsToTheStore() {
    JsonNode counted = api.create(Map.of("slug", "counted", "title", "Counted", "body", "0"));
    counted = api.publish(counted, "silent");
    List<Double> records = new ArrayList<>();
    List<Double> commands = new ArrayList<>();
    for (int i = 1; i <= 21; i++) {
      double recordsBefore = records();
      double commandsBefore = commandsToTheStore();
      counted = api.change("POST", Api.path(counted) + "/publish", next(i), Api.revision(counted));
      await().until(() -> records() >= recordsBefore + RECORDS_OF_A_PUBLICATION);
      records.add(records() - recordsBefore);
      commands.add(commandsToTheStore() - commandsBefore);
    }

    // The usual one: beside some of them a reconciliation sends an event once more, or a page is
    // rendered again, and a busy machine does more beside.
    Collections.sort(records);
    assertThat(records.get(10)).isEqualTo(RECORDS_OF_A_PUBLICATION);
    Collections.sort(commands);
    assertThat(commands.get(10)).isLessThan(15);
  }

  private static Map<String, ?> next(int edit) {
    return Map.of(
        "update",
        "silent",
        "content",
        Map.of("slug", "counted", "title", "Counted", "body", "Edit " + edit));
  }

  private double records() {
    return measured("kafka_producer_record_send_total", "");
  }

  private double commandsToTheStore() {
    return Stream.of("find", "findAndModify", "insert", "update", "delete")
        .mapToDouble(
            command ->
                measured("mongodb_driver_commands_seconds_count", "command=\"" + command + "\""))
        .sum();
  }

  private double measured(String measure, String label) {
    return api.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(measure + "{") && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  @Order(0)
  void measuresTheDiskThatHoldsTheData() {
    assertThat(api.get("/metrics").body().lines().filter(line -> line.startsWith("disk_free_")))
        .isNotEmpty()
        .allMatch(line -> line.contains("path=\"" + data + "\""));
    assertThat(api.get("/health").body()).contains("\"path\":\"" + data + "\"");
  }

  @Test
  @Order(1)
  void aDraftIsNowhereInPublic() {
    post =
        api.create(
            Map.of("slug", "week-1000", "title", "Week 1000", "body", "Morning, *everyone*."));

    assertThat(post.get("state").asString()).isEqualTo("DRAFT");
    assertThat(api.get("/week-1000").statusCode()).isEqualTo(404);
    assertThat(api.get("/api/posts").statusCode()).isEqualTo(401);
  }

  @Test
  @Order(2)
  void aPublicationIsOnItsPageInTheFeedsAndToldToSubscribersInThisOrder() {
    post = api.publish(post, "first");

    await()
        .untilAsserted(
            () -> {
              HttpResponse<String> page = api.get("/week-1000");
              assertThat(page.statusCode()).isEqualTo(200);
              assertThat(page.body()).contains("<em>everyone</em>").contains("h-entry");
            });
    for (String feed : List.of("/feed.xml", "/rss.xml", "/feed.json")) {
      await().untilAsserted(() -> assertThat(api.get(feed).body()).contains("/week-1000"));
    }
    await().untilAsserted(() -> assertThat(subscriber.calls()).hasSize(1));
    assertThat(subscriber.calls().get(0).postId()).isEqualTo(post.get("id").asString());
    await()
        .untilAsserted(
            () ->
                assertThat(newestSteps())
                    .containsEntry("page", "succeeded")
                    .containsEntry("feed", "succeeded")
                    .containsEntry("webhook", "succeeded"));
  }

  @Test
  @Order(3)
  void anEditIsInvisibleUntilItIsPublished() {
    post = api.edit(post, Map.of("body", "Morning, all."));

    assertThat(post.get("unpublishedChanges").asBoolean()).isTrue();
    assertThat(api.get("/week-1000").body()).contains("everyone");
  }

  @Test
  @Order(4)
  void aMinorUpdateChangesPageAndFeedAndTellsNobody() {
    String entryId = post.get("entryId").asString();
    post = api.publish(post, "minor");

    await().untilAsserted(() -> assertThat(api.get("/week-1000").body()).contains("Morning, all."));
    await().untilAsserted(() -> assertThat(api.get("/feed.xml").body()).contains("Morning, all."));
    await().untilAsserted(() -> assertThat(newestSteps()).containsEntry("feed", "succeeded"));
    assertThat(api.get("/feed.xml").body()).contains(entryId);
    assertThat(subscriber.calls()).hasSize(1);
  }

  @Test
  @Order(5)
  void aMajorUpdateIsToldOnceMore() {
    post = api.edit(post, Map.of("body", "Big news."));
    post = api.publish(post, "major");

    await().untilAsserted(() -> assertThat(subscriber.calls()).hasSize(2));
    assertThat(subscriber.calls().get(1).revision()).isEqualTo(Api.revision(post));
    assertThat(subscriber.calls().get(1).id()).isNotEqualTo(subscriber.calls().get(0).id());
  }

  @Test
  @Order(6)
  void aNewSlugLeavesARedirectBehind() {
    post = api.edit(post, Map.of("slug", "week-one-thousand"));
    assertThat(api.get("/week-one-thousand").statusCode()).isEqualTo(404);
    post = api.publish(post, "silent");

    await()
        .untilAsserted(() -> assertThat(api.get("/week-one-thousand").statusCode()).isEqualTo(200));
    HttpResponse<String> former = api.get("/week-1000");
    assertThat(former.statusCode()).isEqualTo(301);
    assertThat(former.headers().firstValue("Location").orElseThrow())
        .endsWith("/week-one-thousand");
  }

  @Test
  @Order(7)
  void readingEverythingAgainChangesNothingAndTellsNobody() throws Exception {
    await().until(() -> api.get("/feed.xml").body().contains("/week-one-thousand"));
    String page = api.get("/week-one-thousand").body();
    String feed = api.get("/feed.xml").body();
    assertThat(galley.stop()).isZero();
    rewind();
    galley = ChildGalley.start(data, ChildGalley.LOOPBACK_SUBSCRIBERS);
    api = galley.api();

    await().until(() -> Topic.areHandled(galley.bootstrapServers()));

    await()
        .untilAsserted(
            () -> {
              assertThat(withoutPorts(api.get("/week-one-thousand").body()))
                  .isEqualTo(withoutPorts(page));
              assertThat(withoutPorts(api.get("/feed.xml").body())).isEqualTo(withoutPorts(feed));
            });
    assertThat(subscriber.calls()).hasSize(2);
  }

  @Test
  @Order(8)
  void aFailingSubscriberShowsOnTheTimelineWithItsReason() {
    subscriber.answer(503);
    post = api.edit(post, Map.of("body", "Bigger news."));
    post = api.publish(post, "major");

    await()
        .untilAsserted(
            () -> {
              JsonNode step = newest("webhook");
              assertThat(step.get("outcome").asString()).isEqualTo("retrying");
              assertThat(step.get("reason").asString()).contains("503");
            });
    subscriber.answer(204);
  }

  @Test
  @Order(9)
  void anUnpublishedPostIsGoneEverywhere() {
    post =
        api.change(
            "POST",
            Api.path(post) + "/unpublish",
            Map.of("how", "withdrawn", "reason", "It was not true."),
            Api.revision(post));

    await()
        .untilAsserted(
            () -> {
              HttpResponse<String> page = api.get("/week-one-thousand");
              assertThat(page.statusCode()).isEqualTo(410);
              assertThat(page.body()).contains("It was not true.");
            });
    await().untilAsserted(() -> assertThat(api.get("/feed.xml").body()).doesNotContain("week-one"));
  }

  @Test
  @Order(10)
  void everythingThatWasSentKeepsTheContract() {
    String servers = galley.bootstrapServers();

    List<PostEvent> posts = Topic.events(servers, Topics.POSTS, PostEvent.class);
    assertThat(posts).hasAtLeastOneElementOfType(PostPublished.class);
    // Of this post: order is kept within a partition, and another post may lie in another one.
    assertThat(posts)
        .filteredOn(event -> event.postId().equals(post.get("id").asString()))
        .last()
        .isInstanceOf(PostUnpublished.class);
    assertThat(Topic.events(servers, Topics.PAGES, dev.galley.event.PageEvent.class))
        .hasAtLeastOneElementOfType(PageRendered.class);
    assertThat(Topic.events(servers, Topics.RECEIPTS, dev.galley.event.Receipt.class)).isNotEmpty();
    for (String deadLetters :
        List.of(
            Topics.deadLetters(Topics.POSTS, Topics.RENDER_GROUP),
            Topics.deadLetters(Topics.POSTS, Topics.FEED_GROUP),
            Topics.deadLetters(Topics.PAGES, Topics.FEED_GROUP))) {
      assertThat(Topic.read(servers, deadLetters)).isEmpty();
    }
  }

  @Test
  @Order(11)
  void nothingIsShownOfWhatWasTakenBackAndNothingIsNamedOnceItIsDeleted() {
    assertThat(api.get("/events").body())
        .contains("PostUnpublished", "Week 1000")
        .doesNotContain("everyone", "Morning", "Big news", "Bigger news");

    api.change("DELETE", Api.path(post), null, Api.revision(post));

    await()
        .untilAsserted(
            () -> {
              HttpResponse<String> page = api.get("/week-one-thousand");
              assertThat(page.statusCode()).isEqualTo(410);
              assertThat(page.body()).doesNotContain("Week 1000");
            });
    await()
        .untilAsserted(
            () ->
                assertThat(api.get("/events").body())
                    .contains("unpublishedRevision")
                    .doesNotContain("Week 1000"));
    await()
        .untilAsserted(
            () ->
                assertThat(subscriber.calls())
                    .as("that it left is told once")
                    .filteredOn(
                        call -> call.body().path("type").asString().equals("post.unpublished"))
                    .hasSize(1));
  }

  @Test
  @Order(12)
  void everyLinkOfAnOddTagLeadsSomewhere() {
    List<String> tags =
        List.of(
            "a;b", "c&d", "100%", "a+b", "x=y", "it's (so)", "größe", "a,b", "@x:y", "\"q\" <t>");
    post = api.create(Map.of("slug", "odd", "title", "Odd", "body", "Tags.", "tags", tags));
    post = api.publish(post, "silent");
    await().untilAsserted(() -> assertThat(api.get("/feed.xml").body()).contains("/odd"));

    Set<String> links = linksToTags(api.get("/odd").body());
    assertThat(links).hasSameSizeAs(tags);
    for (String link : links) {
      HttpResponse<String> list = api.get(link);
      assertThat(list.statusCode()).as(link).isEqualTo(200);
      assertThat(list.body()).contains("/odd");
      for (String feed : List.of("/feed.xml", "/rss.xml", "/feed.json")) {
        HttpResponse<String> answer = api.get(link + feed);
        assertThat(answer.statusCode()).as(link + feed).isEqualTo(200);
        linksToTags(answer.body())
            .forEach(self -> assertThat(api.get(self).statusCode()).as(self).isEqualTo(200));
      }
      linksToTags(list.body())
          .forEach(self -> assertThat(api.get(self).statusCode()).as(self).isEqualTo(200));
    }
  }

  private static Set<String> linksToTags(String document) {
    return Pattern.compile("/tags/[^\"<\\s]+")
        .matcher(document)
        .results()
        .map(found -> found.group().replace("&amp;", "&"))
        .collect(Collectors.toSet());
  }

  private Map<String, String> newestSteps() {
    return api.read(Api.path(post) + "/deliveries")
        .at("/items/0/steps")
        .valueStream()
        .collect(
            Collectors.toMap(
                step -> step.get("step").asString(),
                step -> step.get("outcome").asString(),
                (one, other) -> other));
  }

  private JsonNode newest(String stepName) {
    return api.read(Api.path(post) + "/deliveries")
        .at("/items/0/steps")
        .valueStream()
        .filter(step -> step.get("step").asString().equals(stepName))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No step " + stepName));
  }

  /** Each change of a file reaches readers by its event, each of a page by the page's. */
  @Test
  @Order(13)
  void aFileIsSeenWithThePagesThatUseIt() {
    byte[] dot = Base64.getDecoder().decode(DOT);
    JsonNode stored = sent("POST", "/api/assets?name=A%20dot.png", dot, Map.of(), 201);
    String path = stored.get("path").asString();
    String address = "/" + path;
    String facts = "/api/assets/" + path;
    assertThat(api.get(address).statusCode()).as("only drafts could use it").isEqualTo(404);
    assertThat(api.send("GET", "/api/assets/content/" + path, null, Map.of()).statusCode())
        .isEqualTo(200);
    assertThat(api.get("/api/assets/content/" + path).statusCode()).isEqualTo(401);

    JsonNode page =
        api.create(Map.of("slug", "a-dot", "title", "A dot", "body", "![A dot](" + address + ")"));
    assertThat(api.read(facts).at("/usedBy/0/slug").asString()).isEqualTo("a-dot");
    assertThat(api.get(address).statusCode()).isEqualTo(404);
    api.publish(page, "silent");
    awaitStatus(address, 200);

    JsonNode renamed =
        api.change("PATCH", facts, Map.of("name", "images/point.png"), Api.revision(stored));
    awaitStatus(address, 301);
    awaitStatus("/images/point.png", 200);
    assertThat(sent("PUT", facts, dot, Map.of("If-Match", "\"1\""), 412).get("revision").asLong())
        .isEqualTo(Api.revision(renamed));
    assertThat(api.send("DELETE", facts, null, Map.of()).statusCode()).isEqualTo(409);
    api.change("DELETE", facts + "?evenUsed=true", null, 0);
    awaitStatus("/images/point.png", 410);
    awaitStatus(address, 410);
    api.change("POST", "/api/assets/restore/images/point.png", null, 0);
    awaitStatus("/images/point.png", 200);
  }

  private void awaitStatus(String path, int status) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(api.get(path).statusCode()).isEqualTo(status));
  }

  private JsonNode sent(
      String method, String path, byte[] bytes, Map<String, String> headers, int status) {
    HttpRequest.Builder request =
        api.request(path)
            .header("Content-Type", "application/octet-stream")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(bytes));
    headers.forEach(request::header);
    HttpResponse<String> answer = api.exchange(request.build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JsonMapper.shared().readTree(answer.body());
  }

  /** Both groups begin anew: they forget how far they have read, while nobody reads. */
  private void rewind() throws Exception {
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(data.resolve("kafka"), FreePort.any(), failure -> {});
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      for (String group : Set.of(Topics.RENDER_GROUP, Topics.FEED_GROUP)) {
        Map<TopicPartition, OffsetAndMetadata> positions =
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        assertThat(positions).isNotEmpty();
        Map<TopicPartition, OffsetAndMetadata> beginnings =
            positions.keySet().stream()
                .collect(Collectors.toMap(p -> p, p -> new OffsetAndMetadata(0)));
        admin.alterConsumerGroupOffsets(group, beginnings).all().get();
      }
    }
  }

  private static String withoutPorts(String text) {
    return text.replaceAll("127\\.0\\.0\\.1:\\d+", "HOST");
  }
}
