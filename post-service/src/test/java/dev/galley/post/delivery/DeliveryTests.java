package dev.galley.post.delivery;

import static dev.galley.post.content.PostFixtures.CLOCK;
import static dev.galley.post.content.PostFixtures.NOW;
import static dev.galley.post.content.PostFixtures.change;
import static dev.galley.post.content.PostFixtures.deleted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoWriteException;
import dev.galley.event.Receipt;
import dev.galley.event.Receipt.Outcome;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Cursor;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.PublicHistory;
import dev.galley.post.draft.WrongState;
import dev.galley.post.store.MongoPosts;
import dev.galley.post.store.MongoStore;
import dev.galley.stream.codec.EventIds;
import dev.galley.stream.consuming.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeliveryTests {

  @RegisterExtension static final MongoStore store = new MongoStore();

  private final List<String> changed = new ArrayList<>();
  private final List<String> resent = new ArrayList<>();
  private MongoPosts posts;
  private MongoDeliveries deliveries;
  private MongoFailures failures;
  private RecordingReceipts recording;
  private Timelines timelines;
  private RetryingFailures retrying;

  @BeforeEach
  void begin() {
    posts = store.posts();
    deliveries = new MongoDeliveries(store.database());
    failures = new MongoFailures(store.database());
    failures.createIndexes();
    recording = new RecordingReceipts(deliveries, failures, changed::add);
    timelines = new Timelines(posts, deliveries);
    retrying = new RetryingFailures(failures, posts, resent::add, CLOCK);
  }

  private Post published(String slug) {
    Post post = PostFixtures.published(PostFixtures.draft(slug));
    posts.insert(post, change(Action.IMPORTED), null, null);
    return post;
  }

  private static Receipt receipt(
      String postId, long revision, String step, String target, Outcome outcome, long millis) {
    return new Receipt(
        EventIds.next(),
        NOW.plusMillis(millis),
        postId,
        revision,
        step,
        target,
        target == null ? null : "hooks.example.com",
        outcome,
        outcome == Outcome.SUCCEEDED ? null : "The endpoint answered 500",
        millis,
        1,
        null);
  }

  private static Receipt failed(String postId, long revision, String step) {
    return receipt(postId, revision, step, null, Outcome.FAILED, 5);
  }

  private static Receipt succeeded(String postId, long revision, String step) {
    return receipt(postId, revision, step, null, Outcome.SUCCEEDED, 9);
  }

  private void receive(Receipt... receipts) {
    recording.on(Stream.of(receipts).map(Received::of).toList());
  }

  private List<Failure> all() {
    return failures.list(100, null);
  }

  @Test
  void tellsWhichOfManyPublicationsAreNotDoneYet() {
    Post live = published("live");
    Post withPage = published("with-page");
    Post failing = published("failing");
    Post begun = published("begun");
    Post overtaken = published("overtaken");
    posts.replace(overtaken, PostFixtures.published(overtaken), change(Action.PUBLISHED));
    Post seen = published("deleted");
    Post deleted = PostFixtures.unpublished(seen);
    posts.replace(seen, deleted, change(Action.UNPUBLISHED));
    posts.delete(deleted, deleted(deleted), change(Action.DELETED));
    long revision = live.revision();
    receive(
        succeeded(live.id(), revision, "page"),
        succeeded(live.id(), revision, "feed"),
        succeeded(withPage.id(), revision, "page"),
        failed(failing.id(), revision, "page"));

    Progress.ProgressReport report =
        new Progress(new MongoDeliveries(store.database()), posts)
            .of(
                Stream.of(live, withPage, failing, begun, overtaken, deleted)
                    .map(post -> new Deliveries.PublicationId(post.id(), revision))
                    .toList());

    assertThat(report.waiting()).containsExactly(withPage.id(), begun.id());
    assertThat(report.failed()).containsExactly(failing.id());
  }

  @Test
  void showsAPublicationBeforeAnythingBecameOfIt() {
    Post post = published("week-459");

    assertThat(timelines.of(post.id()))
        .contains(
            List.of(new TrackedPublication(post.revision(), "first", NOW, null, false, List.of())));
    assertThat(timelines.of("none")).isEmpty();
  }

  @Test
  void leavesNothingOfAPurgedPost() {
    Post gone = published("week-459");
    Post other = published("week-460");
    receive(failed(gone.id(), gone.revision(), "page"));
    receive(failed(other.id(), other.revision(), "page"));

    new DeliveryConfiguration().deliveriesOfPurgedPosts(deliveries, failures).purged(gone.id());

    assertThat(deliveries.of(List.of(new Deliveries.PublicationId(gone.id(), gone.revision()))))
        .isEmpty();
    assertThat(deliveries.of(List.of(new Deliveries.PublicationId(other.id(), other.revision()))))
        .isNotEmpty();
    assertThat(all()).extracting(Failure::postId).containsExactly(other.id());
  }

  @Test
  void showsEachStepInTheOrderInWhichItHappened() {
    Post post = published("week-459");
    receive(receipt(post.id(), post.revision(), "webhook", "a.b$c", Outcome.RETRYING, 40));
    receive(succeeded(post.id(), post.revision(), "page"));
    receive(receipt(post.id(), post.revision(), "webhook", "other", Outcome.FAILED, 50));

    List<Step> steps = timelines.of(post.id()).orElseThrow().get(0).steps();

    assertThat(steps).extracting(Step::step).containsExactly("page", "webhook", "webhook");
    assertThat(steps).extracting(Step::target).containsExactly(null, "a.b$c", "other");
    assertThat(steps)
        .extracting(Step::outcome)
        .containsExactly(Outcome.SUCCEEDED, Outcome.RETRYING, Outcome.FAILED);
    assertThat(changed).containsOnly(post.id()).hasSize(3);
  }

  @Test
  void replacesAnOutcomeByALaterOneAndTakesRepetitions() {
    Post post = published("week-459");
    Receipt first = receipt(post.id(), post.revision(), "webhook", "x", Outcome.RETRYING, 10);
    Receipt second = receipt(post.id(), post.revision(), "webhook", "x", Outcome.SUCCEEDED, 20);
    List.of(first, second, first, second).forEach(this::receive);

    assertThat(timelines.of(post.id()).orElseThrow().get(0).steps())
        .containsExactly(Step.of(second));
  }

  @Test
  void keepsABoundedNumberOfPublications() {
    Post post = published("week-459");
    for (int revision = 1; revision <= 400; revision++) {
      receive(succeeded(post.id(), revision, "page"));
    }

    List<String> kept =
        store
            .database()
            .getCollection("deliveries")
            .find()
            .map(document -> document.getString("_id"))
            .into(new ArrayList<>());
    assertThat(kept)
        .hasSizeLessThan(PublicHistory.MAX_PUBLICATIONS + 100)
        .contains(post.id() + ":400");
  }

  @Test
  void takesTheReceiptsOfOnePollInTheirOrder() {
    Post good = published("good");
    Post bad = published("bad");

    receive(
        failed(good.id(), good.revision(), "page"),
        succeeded(bad.id(), bad.revision(), "page"),
        succeeded(good.id(), good.revision(), "page"),
        failed(bad.id(), bad.revision(), "page"));

    assertThat(all()).extracting(Failure::postId).containsExactly(bad.id());
    assertThat(changed).containsExactlyInAnyOrder(good.id(), bad.id());
    assertThat(timelines.of(good.id()).orElseThrow().get(0).steps())
        .extracting(Step::outcome)
        .containsExactly(Outcome.SUCCEEDED);
  }

  @Test
  void tellsARefusedWriteFromAStoreThatIsDown() {
    Post post = published("week-459");
    store
        .database()
        .getCollection("deliveries")
        .insertOne(new Document("_id", post.id() + ":1").append("steps", "not a document"));

    assertThatExceptionOfType(MongoWriteException.class)
        .isThrownBy(() -> receive(succeeded(post.id(), 1, "page")));
  }

  @Test
  void listsEachFailureOnItsOwn() {
    Post one = published("one");
    Post other = published("other");
    receive(failed(one.id(), 1, "page"));
    receive(failed(other.id(), 1, "page"));
    receive(failed(other.id(), 1, "page"));
    receive(failed(other.id(), 1, "feed"));
    receive(failed("unreadable", 0, "page"));
    receive(failed("unreadable", 0, "page"));

    assertThat(all()).hasSize(5).allSatisfy(failure -> assertThat(failure.reason()).isNotBlank());
    assertThat(changed).doesNotContain("unreadable");
  }

  @Test
  void pagesThroughFailures() {
    for (int i = 0; i < 7; i++) {
      receive(failed("unreadable", 0, "page"));
    }

    List<String> seen = new ArrayList<>();
    Cursor cursor = null;
    List<Failure> page;
    do {
      page = failures.list(3, cursor);
      for (Failure failure : page) {
        seen.add(failure.id());
        cursor = new Cursor(failure.at(), failure.id());
      }
    } while (page.size() == 3);

    assertThat(seen).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void forgetsAFailureOnceTheStepHasSucceeded() {
    Post post = published("week-459");
    receive(failed(post.id(), 3, "page"));
    receive(failed(post.id(), 5, "page"));
    receive(failed(post.id(), 3, "feed"));

    receive(succeeded(post.id(), 4, "page"));

    assertThat(all())
        .extracting(failure -> failure.step() + failure.revision())
        .containsExactlyInAnyOrder("page5", "feed3");
  }

  @Test
  void sendsAFailedPostAgainAndKeepsTheFailureUntilItSucceeds() {
    Post post = published("week-459");
    receive(failed(post.id(), 1, "page"));

    retrying.retry(all().get(0).id());

    assertThat(resent).containsExactly(post.id());
    assertThat(all())
        .singleElement()
        .satisfies(failure -> assertThat(failure.retriedAt()).isEqualTo(NOW));
  }

  @Test
  void replaysEachFailedPostOnce() {
    Post one = published("one");
    Post other = published("other");
    receive(failed(one.id(), 1, "page"));
    receive(failed(one.id(), 1, "feed"));
    receive(failed(other.id(), 1, "page"));
    receive(failed("unreadable", 0, "page"));

    assertThat(retrying.retryAll()).isEqualTo(2);
    assertThat(resent).containsExactlyInAnyOrder(one.id(), other.id());
  }

  @Test
  void saysWhenThereIsNothingToTryAgain() {
    receive(failed("unreadable", 0, "page"));

    assertThatExceptionOfType(FailureNotFound.class).isThrownBy(() -> retrying.retry("none"));
    assertThatExceptionOfType(WrongState.class).isThrownBy(() -> retrying.retry(all().get(0).id()));
    assertThat(failures.dismiss(all().get(0).id())).isTrue();
    assertThat(all()).isEmpty();
  }
}
