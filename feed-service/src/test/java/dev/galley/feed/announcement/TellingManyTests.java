package dev.galley.feed.announcement;

import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.deleted;
import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.PostPublished;
import dev.galley.event.Receipt;
import dev.galley.event.Receipt.Outcome;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.announcement.Delivery.State;
import dev.galley.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A channel whose recipients have one line on the timeline together. */
class TellingManyTests {

  private static final String ANNOUNCEMENT = Announcement.id(POST, 1);
  private static final dev.galley.feed.announcement.Outcome BROKEN =
      new dev.galley.feed.announcement.Outcome.Retry(null, "is broken");
  private static final dev.galley.feed.announcement.Outcome DELIVERED =
      new dev.galley.feed.announcement.Outcome.Delivered();

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private final ScriptedChannel people = ScriptedChannel.unnamed();
  private Machinery machinery;

  @BeforeEach
  void start() {
    IntStream.range(0, 7).forEach(person -> people.recipients.add("q" + person));
    machinery = new Machinery(database.get(), new VirtualTime(Machinery.START), people);
  }

  @Test
  void showsOneLineForAll() {
    machinery.live(published(1));
    machinery.pass(Duration.ofMinutes(1));

    assertThat(people.attempts).hasSize(7).doesNotHaveDuplicates();
    assertThat(line().outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(line().reason()).isEqualTo("7 of 7");
    assertThat(line().step()).isEqualTo("email");
    assertThat(line().target()).isNull();
    assertThat(machinery.progress(ANNOUNCEMENT).open()).isFalse();
  }

  @Test
  void goesOnSayingHowFarItIsWhileSomeAreTriedAgain() {
    people.script =
        (person, attempt) ->
            person.equals("q3") && attempt < 4
                ? BROKEN
                : new dev.galley.feed.announcement.Outcome.Delivered();

    machinery.live(published(1));
    machinery.pass(Duration.ofMinutes(2));
    assertThat(line().outcome()).isEqualTo(Outcome.RETRYING);
    assertThat(line().reason()).isEqualTo("6 of 7, 1 tried again");

    machinery.pass(Duration.ofHours(1));
    assertThat(line().outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(line().reason()).isEqualTo("7 of 7");
  }

  @Test
  void listsWhatFailedAndTriesItAgainWhenAPersonAsks() {
    people.script = (person, attempt) -> rejecting(person, attempt, 1);
    PostPublished post = published(1);
    machinery.live(post);
    machinery.pass(Duration.ofMinutes(1));

    assertThat(line().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(line().reason()).isEqualTo("5 of 7, 2 failed");
    assertThat(machinery.first().deliveries.problems(ANNOUNCEMENT, "email", null, 10))
        .extracting(Delivery::label, Delivery::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Label of q2", "has no such box"),
            org.assertj.core.groups.Tuple.tuple("Label of q4", "has no such box"));

    machinery.retry(post);
    machinery.pass(Duration.ofMinutes(1));

    assertThat(people.attempts).hasSize(9);
    assertThat(line().outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(line().reason()).isEqualTo("7 of 7");
    assertThat(machinery.first().deliveries.problems(ANNOUNCEMENT, null, null, 10)).isEmpty();
  }

  private static dev.galley.feed.announcement.Outcome rejecting(
      String person, int attempt, int until) {
    return (person.equals("q2") || person.equals("q4")) && attempt <= until
        ? new dev.galley.feed.announcement.Outcome.Rejected("has no such box")
        : new dev.galley.feed.announcement.Outcome.Delivered();
  }

  /** A reader who leaves, or a post that does, is nothing that anybody has to look at. */
  @Test
  void countsWhatIsNotNeededAnyMoreAsNoFailure() {
    people.script =
        (person, attempt) ->
            person.compareTo("q4") < 0
                ? new dev.galley.feed.announcement.Outcome.Skipped("has left")
                : DELIVERED;
    PostPublished post = published(1);
    machinery.live(post);
    machinery.pass(Duration.ofMinutes(1));
    machinery.retry(post);
    machinery.pass(Duration.ofMinutes(1));

    assertThat(people.attempts).hasSize(7);
    assertThat(line().outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(line().reason()).isEqualTo("3 of 7, 4 not needed any more");
    assertThat(machinery.first().deliveries.problems(ANNOUNCEMENT, null, null, 10)).isEmpty();
    assertThat(notifications("skipped")).isEqualTo(4);
    assertThat(notifications("failed")).isZero();
    assertThat(machinery.first().deliveries.recipients(ANNOUNCEMENT, "email", "q4", 10))
        .as("whom a correction goes to")
        .containsExactly("q5", "q6");
    assertThat(machinery.first().deliveries.recipients(ANNOUNCEMENT, "email", null, 1))
        .containsExactly("q4");
  }

  private double notifications(String outcome) {
    return machinery
        .meters
        .get("galley.notifications")
        .tag("channel", "email")
        .tag("outcome", outcome)
        .counter()
        .count();
  }

  /** It says nothing about how many were told what it corrects. */
  @Test
  void showsACorrectionInALineOfItsOwn() {
    PostPublished post = published(1);
    machinery.live(post);
    machinery.pass(Duration.ofMinutes(1));
    people.script = (person, attempt) -> rejecting(person, attempt, 2);
    Announcement corrected = machinery.first().announcements.find(ANNOUNCEMENT).orElseThrow();
    String id = ANNOUNCEMENT + ":correction:1";
    machinery
        .first()
        .announcements
        .write(
            List.of(
                new Announcement(
                    id,
                    Announcement.Type.CORRECTION,
                    POST,
                    1,
                    machinery.time.instant(),
                    corrected.causeId(),
                    corrected.content())));
    machinery.pass(Duration.ofMinutes(1));

    assertThat(line().target()).isEqualTo(id);
    assertThat(line().targetName()).isEqualTo("Correction by e-mail");
    assertThat(line().revision()).isEqualTo(1);
    assertThat(line().reason()).isEqualTo("5 of 7, 2 failed");
    assertThat(machinery.receipts())
        .filteredOn(receipt -> receipt.target() == null)
        .last()
        .satisfies(publication -> assertThat(publication.reason()).isEqualTo("7 of 7"));

    machinery.retry(post);
    machinery.pass(Duration.ofMinutes(1));
    assertThat(line().target()).isEqualTo(id);
    assertThat(line().reason()).as("tried again with its post").isEqualTo("7 of 7");
  }

  @Test
  void tellsNobodyAfterARestoreWhatTheyMayHaveBeenTold() {
    people.script = (person, attempt) -> BROKEN;
    machinery.live(published(1));
    machinery.pass(Duration.ofMinutes(2));
    assertThat(people.attempts).contains("q0", "q6");
    int tried = people.attempts.size();
    people.script = (person, attempt) -> DELIVERED;

    machinery.restore();
    machinery.pass(Duration.ofHours(1));

    assertThat(people.attempts).hasSize(tried);
    assertThat(line().reason()).isEqualTo("0 of 7, 7 unclear");
    List<Delivery> unclear = machinery.first().deliveries.problems(ANNOUNCEMENT, "email", null, 10);
    assertThat(unclear)
        .extracting(Delivery::reason)
        .containsOnly(
            "It is not known whether it was told after the backup that was restored was made");

    DeliveryLog log = machinery.first().log;
    log.resend(log.find(unclear.get(0).id()).orElseThrow());
    machinery.pass(Duration.ofMinutes(1));

    assertThat(people.attempts).as("a person has asked").hasSize(tried + 1);
  }

  @Test
  void tellsAfterARestoreWhatIsPublishedThen() {
    machinery.restore();
    people.script = (person, attempt) -> attempt == 1 ? BROKEN : DELIVERED;
    machinery.live(published(1));
    machinery.pass(Duration.ofHours(1));

    assertThat(line().reason()).isEqualTo("7 of 7");
  }

  @Test
  void listsWhatIsUnclearAndTriesItAgainNeither() {
    people.script =
        (person, attempt) ->
            person.equals("q2")
                ? new dev.galley.feed.announcement.Outcome.Unclear("perhaps it was taken")
                : new dev.galley.feed.announcement.Outcome.Delivered();
    PostPublished post = published(1);
    machinery.live(post);
    machinery.pass(Duration.ofMinutes(1));
    machinery.retry(post);
    machinery.pass(Duration.ofDays(1));

    assertThat(people.attempts).as("by itself, or with those that failed").hasSize(7);
    assertThat(line().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(line().reason()).isEqualTo("6 of 7, 1 unclear");
    assertThat(machinery.first().deliveries.problems(ANNOUNCEMENT, "email", null, 10))
        .singleElement()
        .satisfies(
            unclear -> {
              assertThat(unclear.state()).isEqualTo(State.UNCLEAR);
              assertThat(unclear.reason()).isEqualTo("perhaps it was taken");
            });
  }

  @Test
  void putsOffWhatIsNotTriedWithoutCountingIt() {
    people.script =
        (person, attempt) ->
            attempt < 20
                ? new dev.galley.feed.announcement.Outcome.Postponed(
                    Duration.ofMinutes(1), "The server rests")
                : new dev.galley.feed.announcement.Outcome.Delivered();

    machinery.live(published(1));
    machinery.pass(Duration.ofHours(2));

    assertThat(line().reason()).isEqualTo("7 of 7");
    assertThat(machinery.deliveries())
        .allSatisfy(delivery -> assertThat(delivery.attempts()).hasSize(1));
  }

  @Test
  void keepsTheCountsWhenTheRestHasGone() {
    machinery.live(published(1));
    machinery.pass(Duration.ofDays(29));
    machinery.first().cleaning.run();
    assertThat(machinery.first().announcements.find(ANNOUNCEMENT).orElseThrow().content())
        .isNotNull();

    machinery.pass(Duration.ofDays(2));
    machinery.first().cleaning.run();
    assertThat(machinery.first().announcements.find(ANNOUNCEMENT).orElseThrow().content()).isNull();
    assertThat(machinery.deliveries()).hasSize(7);

    machinery.pass(Duration.ofDays(60));
    machinery.first().cleaning.run();
    assertThat(machinery.deliveries()).isEmpty();
    assertThat(machinery.progress(ANNOUNCEMENT).of("email").delivered()).isEqualTo(7);
    machinery.live(published(1));
    machinery.pass(Duration.ofDays(1));
    assertThat(people.attempts).as("told once").hasSize(7);
  }

  @Test
  void keepsWhatIsStillWaitedFor() {
    people.script = (person, attempt) -> BROKEN;
    machinery.live(published(1));
    machinery.time.pass(Duration.ofDays(100));
    machinery.first().cleaning.run();

    assertThat(machinery.first().announcements.find(ANNOUNCEMENT).orElseThrow().content())
        .isNotNull();
    assertThat(machinery.deliveries()).extracting(Delivery::state).containsOnly(State.WAITING);
  }

  @Test
  void removesEverythingOfADeletedPostButThatItLeft() {
    machinery.live(published(1));
    machinery.pass(Duration.ofMinutes(1));

    machinery.gone(deleted(5), published(3));
    machinery.pass(Duration.ofMinutes(1));

    assertThat(machinery.documents("announcements").find())
        .extracting(found -> found.getString("_id"))
        .containsExactly(Announcement.id(POST, 4));
    assertThat(machinery.deliveries())
        .extracting(Delivery::announcementId)
        .containsOnly(Announcement.id(POST, 4));

    machinery.first().announcing.onForgotten(POST);
    machinery.pass(Duration.ofMinutes(1));
    assertThat(machinery.documents("announcements").countDocuments()).isZero();
    assertThat(machinery.deliveries()).isEmpty();
  }

  @Test
  void removesWhatAnInstanceThatStoodStillOpensOfADeletedPost() {
    machinery.live(published(1));
    Announcement told = machinery.first().announcements.find(ANNOUNCEMENT).orElseThrow();
    machinery.first().announcing.onForgotten(POST);
    machinery.pass(Duration.ofMinutes(1));
    people.attempts.clear();

    machinery
        .first()
        .deliveries
        .open(
            List.of(
                Delivery.open(
                    told, people.name(), new Recipient("late", "Late"), machinery.time.instant())));
    machinery.pass(Duration.ofMinutes(1));

    assertThat(people.attempts).isEmpty();
    assertThat(machinery.deliveries()).isEmpty();
  }

  /** The newest receipt. */
  private Receipt line() {
    return machinery.receipts().get(machinery.receipts().size() - 1);
  }
}
