package dev.galley.feed.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.galley.event.Update;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Delivery.State;
import dev.galley.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A data folder of the releases before decision 0180. */
class TakingOverTests {

  private static final Instant NOW = Machinery.START;

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private final ScriptedChannel webhooks = ScriptedChannel.named("w1", "w2");
  private Machinery machinery;

  @BeforeEach
  void old() {
    MongoDatabase old = database.get();
    old.getCollection("webhooks")
        .insertOne(
            Document.parse(
                "{'_id': 'w1', 'subscription': {'name': 'Shop', 'url': 'https://a.example/x'}}"));
    old.getCollection("ledger")
        .insertMany(
            List.of(
                delivery("w1", "post", 1, "DELIVERED"),
                // Due in an hour, with an attempt behind it.
                delivery("w1", "post", 2, "WAITING")
                    .append("due", java.util.Date.from(NOW.plusSeconds(3600)))
                    .append("owner", "gone")
                    .append("leasedUntil", java.util.Date.from(NOW)),
                // Of the release before that, which had this in another place.
                delivery("w1", "post", 3, "WAITING"),
                delivery("w1", "ping", 0, "DELIVERED").append("type", "ping")));
    old.getCollection("pending")
        .insertOne(
            new Document("_id", "w1:post:3").append("dueAt", NOW.plusSeconds(7200).toString()));
    old.getCollection("couriers").insertOne(new Document("_id", "gone"));
    // What was told of revision 1 is no longer kept. Of 4 no delivery was opened before the crash.
    old.getCollection("announcements")
        .insertMany(List.of(message("post", 2), message("post", 3), message("post", 4)));

    VirtualTime time = new VirtualTime(NOW);
    MongoAnnouncements announcements = new MongoAnnouncements(old, Duration.ofDays(30), time);
    new TakingOver(old, announcements, new Deliveries(old), time).run();
    new TakingOver(old, announcements, new Deliveries(old), time).run();
    machinery = new Machinery(old, time, webhooks);
  }

  @Test
  void keepsWhatWasToldAndTellsItToNobodyAgain() {
    Delivery told = machinery.first().deliveries.find("post:1:webhook:w1").orElseThrow();

    assertThat(told.state()).isEqualTo(State.DELIVERED);
    assertThat(told.label()).isEqualTo("Shop");
    assertThat(told.attempts())
        .containsExactly(new Delivery.Attempt(1, NOW, 12, 204, "answered 204", "Thanks"));
    machinery.first().announcements.write(List.of(announcement(1)));
    machinery.pass(Duration.ofDays(1));
    assertThat(machinery.deliveries())
        .extracting(Delivery::id)
        .filteredOn(id -> id.startsWith("post:1:"))
        .containsExactly(told.id());
  }

  @Test
  void goesOnWithWhatWaited() {
    machinery.pass(Duration.ofMinutes(50));
    assertThat(webhooks.attempts).as("w2, and w1 of revision 4").containsOnlyOnce("w1");

    machinery.pass(Duration.ofMinutes(20));
    assertThat(delivery(2)).extracting(Delivery::state).isEqualTo(State.DELIVERED);
    assertThat(delivery(2).attempts()).extracting(Delivery.Attempt::number).containsExactly(1, 2);
    assertThat(delivery(3)).extracting(Delivery::state).isEqualTo(State.WAITING);

    machinery.pass(Duration.ofHours(1));
    assertThat(delivery(3)).extracting(Delivery::state).isEqualTo(State.DELIVERED);
    assertThat(machinery.unsettled()).isZero();
  }

  @Test
  void opensWhatACrashHadLeftOut() {
    machinery.pass(Duration.ofMinutes(1));

    assertThat(delivery(4)).extracting(Delivery::state).isEqualTo(State.DELIVERED);
    assertThat(machinery.first().announcements.find("post:4"))
        .get()
        .satisfies(
            found -> {
              assertThat(found.type()).isEqualTo(Type.PUBLICATION);
              assertThat(found.acceptedAt()).isEqualTo(NOW);
              assertThat(found.content().title()).isEqualTo("Week 459");
              assertThat(found.content().update()).isEqualTo(Update.MAJOR);
              assertThat(found.content().tags()).containsExactly("kafka");
              assertThat(found.content().authors().get(0).name()).isEqualTo("Chris Roos");
            });
  }

  @Test
  void leavesNothingOfTheOldForm() {
    assertThat(database.get().listCollectionNames().into(new ArrayList<>()))
        .doesNotContain("ledger", "pending", "couriers");
    assertThat(machinery.documents("announcements").countDocuments(Filters.exists("keptAt")))
        .isZero();
    assertThat(machinery.first().log.to("w1", null, 10).items())
        .extracting(logged -> logged.announcement().type())
        .contains(Type.TEST);
  }

  private Delivery delivery(long revision) {
    return machinery.first().deliveries.find("post:" + revision + ":webhook:w1").orElseThrow();
  }

  private static Announcement announcement(long revision) {
    return new Announcement(
        "post:" + revision,
        Type.PUBLICATION,
        "post",
        revision,
        NOW,
        java.util.UUID.randomUUID(),
        null);
  }

  private static Document delivery(String webhook, String post, long revision, String state) {
    return new Document("_id", webhook + ":" + post + ":" + revision)
        .append("id", webhook + ":" + post + ":" + revision)
        .append("version", 3L)
        .append("sequence", "0191f4a0-0000-7000-8000-00000000000" + revision)
        .append("messageId", "msg_1")
        .append("webhookId", webhook)
        .append("type", "post.published")
        .append("postId", post)
        .append("revision", revision)
        .append("causeId", "0191f4a0-0000-7000-8000-000000000000")
        .append("acceptedAt", NOW.toString())
        .append("state", state)
        .append("failures", 0)
        .append("nextAttemptAt", state.equals("WAITING") ? NOW.toString() : null)
        .append("reason", null)
        .append(
            "attempts",
            List.of(
                new Document("number", 1)
                    .append("at", NOW.toString())
                    .append("durationMillis", 12L)
                    .append("status", 204)
                    .append("summary", "answered 204")
                    .append("excerpt", "Thanks")));
  }

  private static Document message(String post, long revision) {
    return new Document("_id", post + ":" + revision)
        .append("postId", post)
        .append("revision", revision)
        .append("keptAt", java.util.Date.from(NOW))
        .append(
            "payload",
            """
            {"type": "post.published", "timestamp": "%s",
             "data": {"postId": "post", "revision": %d, "slug": "week-459",
                      "url": "https://example.org/week-459", "title": "Week 459",
                      "authors": [{"slug": "chris-roos", "name": "Chris Roos"}],
                      "tags": ["kafka"], "kind": "blog", "update": "major",
                      "entryId": "tag:example.org,2017-11-03:/week-459",
                      "firstPublishedAt": "2017-11-03T16:33:23+01:00",
                      "publishedAt": "2017-11-03T16:33:23+01:00"}}
            """
                .formatted(NOW, revision));
  }
}
