package dev.galley.feed.webhook;

import static dev.galley.feed.entry.EntryFixtures.ACCEPTED;
import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.WRITTEN;
import static dev.galley.feed.entry.EntryFixtures.deleted;
import static dev.galley.feed.entry.EntryFixtures.published;
import static dev.galley.feed.entry.EntryFixtures.unpublished;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.Announcement;
import dev.galley.event.Receipt;
import dev.galley.event.Update;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.announcement.Machinery;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.entry.UnpublishedPost;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnnouncingEntriesTests {

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private WebhookMachinery webhooks;
  private Machinery deliveries;

  @BeforeEach
  void start() {
    webhooks = new WebhookMachinery(database.get());
    deliveries = webhooks.machinery;
  }

  @Test
  void saysWhatHappenedAndWhereToReadIt() {
    webhooks.webhook();

    deliveries.live(published(1));

    JsonNode message = JsonMapper.shared().readTree(webhooks.calls.get(0).body());
    assertThat(message.path("type").asString()).isEqualTo("post.published");
    assertThat(message.path("timestamp").asString()).isEqualTo(ACCEPTED.toString());
    JsonNode data = message.path("data");
    assertThat(data.path("postId").asString()).isEqualTo(POST);
    assertThat(data.path("revision").asLong()).isEqualTo(1);
    assertThat(data.path("url").asString()).isEqualTo("https://example.org/week-0191");
    assertThat(data.path("update").asString()).isEqualTo("first");
    assertThat(data.path("entryId").asString()).startsWith("tag:gofreerange.com,2017-11-03:");
    assertThat(data.path("authors").path(0).path("name").asString()).isEqualTo("Chris Roos");
  }

  @Test
  void tellsMajorChangesAgainButNeitherMinorNorSilentOnes() {
    webhooks.webhook();
    Announcement first = new Announcement(1, Update.FIRST, ACCEPTED);
    Announcement major = new Announcement(3, Update.MAJOR, ACCEPTED);

    deliveries.live(post(1, Update.FIRST, first));
    deliveries.live(post(2, Update.MINOR, first));
    deliveries.live(post(3, Update.MAJOR, major));
    deliveries.live(post(4, Update.SILENT, major));

    assertThat(webhooks.calls)
        .extracting(
            call ->
                JsonMapper.shared().readTree(call.body()).path("data").path("update").asString())
        .containsExactly("first", "major");
  }

  @Test
  void tellsWhatCompactionLeftOnlyAsALaterSilentRevision() {
    webhooks.webhook();

    deliveries.live(post(5, Update.SILENT, new Announcement(3, Update.MAJOR, ACCEPTED)));
    deliveries.live(post(6, Update.SILENT, new Announcement(3, Update.MAJOR, ACCEPTED)));

    assertThat(webhooks.calls).hasSize(1);
    assertThat(deliveries.receipts())
        .singleElement()
        .satisfies(receipt -> assertThat(receipt.revision()).isEqualTo(3));
  }

  @Test
  void countsAndShowsWhatIsDropped() {
    List<Announcement> announcements = List.of(new Announcement(3, Update.MAJOR, ACCEPTED));

    deliveries.dropped(announcements, false);
    deliveries.dropped(announcements, true);

    assertThat(deliveries.meters.counter("galley.announcements.dropped").count()).isEqualTo(1);
    assertThat(deliveries.receipts())
        .hasSize(2)
        .allSatisfy(
            receipt -> {
              assertThat(receipt.revision()).isEqualTo(3);
              assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.FAILED);
              assertThat(receipt.reason()).contains("more than 50 announcements");
            });
  }

  @Test
  void tellsNothingOfAnImport() {
    webhooks.webhook();

    deliveries.live(post(1, Update.SILENT, null));

    assertThat(webhooks.calls).isEmpty();
  }

  @Test
  void tellsAnEndpointNothingFromBeforeItsTime() {
    deliveries.pass(Duration.ofHours(1));
    webhooks.webhook();

    deliveries.live(published(1));

    assertThat(webhooks.calls).isEmpty();
  }

  @Test
  void bringsUpNothingOldWhenAFilterIsWidenedOrTheEndpointSwitchedOnAgain() {
    var webhook = webhooks.webhook(Set.of(), Set.of("kafka"), Set.of());
    deliveries.live(published(1));
    deliveries.pass(Duration.ofHours(1));

    webhooks.managing.change(
        webhook.id(), new WebhookPatch(null, null, null, Set.of(), null, null));
    deliveries.live(post(2, Update.MINOR, new Announcement(1, Update.FIRST, ACCEPTED)));

    assertThat(webhooks.calls).isEmpty();
  }

  @Test
  void tellsOnlyWhatWasAskedFor() {
    webhooks.webhook(Set.of(MessageWriter.UNPUBLISHED), Set.of(), Set.of());
    webhooks.webhook(Set.of(), Set.of("kafka"), Set.of());
    webhooks.webhook(Set.of(), Set.of(), Set.of("project"));
    webhooks.webhook(Set.of(MessageWriter.PUBLISHED), Set.of("asset-manager"), Set.of("blog"));

    deliveries.live(published(1));

    assertThat(webhooks.calls).hasSize(1);
  }

  @Test
  void saysThatAPostIsGone() {
    webhooks.webhook();
    deliveries.live(published(1));

    deliveries.gone(unpublished(2), published(1));
    deliveries.gone(unpublished(2), published(1));

    assertThat(webhooks.calls).hasSize(2);
    JsonNode message = JsonMapper.shared().readTree(webhooks.calls.get(1).body());
    assertThat(message.path("type").asString()).isEqualTo("post.unpublished");
    assertThat(message.path("data").path("how").asString()).isEqualTo("gone");
    assertThat(message.path("data").path("revision").asLong()).isEqualTo(2);
  }

  @Test
  void staysThinWhateverAPostHolds() {
    webhooks.webhook();
    String huge = "\u0001\ud83d\ude00\u4e2d\"".repeat(100_000);
    List<String> tags = IntStream.range(0, 500).mapToObj(i -> i + huge.substring(0, 500)).toList();

    deliveries.live(
        published(
            POST,
            1,
            Update.FIRST,
            huge,
            WRITTEN,
            "blog",
            tags,
            new Announcement(1, Update.FIRST, ACCEPTED)));

    assertThat(webhooks.calls.get(0).body().getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(20_000);
  }

  private static dev.galley.event.PostPublished post(
      long revision, Update update, Announcement announcement) {
    return published(
        POST,
        revision,
        update,
        "Week 459",
        WRITTEN,
        "blog",
        List.of("asset-manager"),
        announcement);
  }

  @Test
  void saysNothingOfADeletedPostToWhoCameAfterItHadLeft() {
    webhooks.webhook();
    UnpublishedPost gone = EntryFixtures.retraction(deleted(5));
    UnpublishedPost goneBefore =
        new UnpublishedPost(
            gone.eventId(),
            gone.acceptedAt(),
            gone.postId(),
            gone.revision(),
            gone.how(),
            gone.to(),
            gone.reason(),
            gone.unpublishedRevision(),
            Machinery.START.minusSeconds(1),
            gone.entryId());

    deliveries.gone(goneBefore, published(3));

    assertThat(webhooks.calls).isEmpty();
  }

  @Test
  void saysThatADeletedPostLeft() {
    webhooks.webhook();

    deliveries.gone(deleted(5), published(3));

    assertThat(webhooks.calls).hasSize(1);
  }

  @Test
  void doesNotTellAgainThatAPostLeftWhenItIsDeleted() {
    webhooks.webhook();
    deliveries.gone(unpublished(4), published(3));

    deliveries.gone(deleted(5), published(3));

    assertThat(webhooks.calls).hasSize(1);
    JsonNode message = JsonMapper.shared().readTree(webhooks.calls.get(0).body());
    assertThat(message.path("data").path("revision").asLong()).isEqualTo(4);
  }
}
