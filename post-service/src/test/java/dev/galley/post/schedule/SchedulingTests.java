package dev.galley.post.schedule;

import static dev.galley.post.content.PostFixtures.CHRIS;
import static dev.galley.post.content.PostFixtures.change;
import static dev.galley.post.content.PostFixtures.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.galley.event.PostUnpublished;
import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Content;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.PostPage;
import dev.galley.post.content.PostQuery;
import dev.galley.post.content.PostState;
import dev.galley.post.content.PostSummary;
import dev.galley.post.content.Posts;
import dev.galley.post.content.Revision;
import dev.galley.post.content.Schedule;
import dev.galley.post.content.StaleRevision;
import dev.galley.post.draft.Expected;
import dev.galley.post.draft.WrongState;
import dev.galley.post.publish.ConsentMissing;
import dev.galley.post.publish.PublicationTime;
import dev.galley.post.publish.PublishFixtures;
import dev.galley.post.publish.PublishPost;
import dev.galley.post.publish.PublishingPosts;
import dev.galley.post.publish.UnpublishPost;
import dev.galley.post.publish.UnpublishingPosts;
import dev.galley.post.store.MongoPosts;
import dev.galley.post.store.MongoStore;
import dev.galley.testing.VirtualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulingTests {

  private static final Instant NOW = Instant.parse("2026-12-04T12:00:00Z");
  private static final Instant FIVE = Instant.parse("2026-12-04T16:00:00Z");
  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  @RegisterExtension static final MongoStore store = new MongoStore();

  private final VirtualTime time = new VirtualTime(NOW);
  private MongoPosts posts;
  private Instance instance;

  /** What an instance of the service has for scheduling, with a clock of its own. */
  private static final class Instance {

    private final PublishingPosts publishing;
    private final UnpublishingPosts unpublishing;
    private final SchedulingPosts scheduling;
    private final CarryingOut work;
    private boolean isEditor = true;

    Instance(Posts posts, InstantSource storeClock, Clock clock) {
      this(posts, storeClock, clock, Set.of());
    }

    /**
     * @param kinds which are published by consent
     */
    Instance(Posts posts, InstantSource storeClock, Clock clock, Set<String> kinds) {
      publishing =
          PublishFixtures.publishing(
              posts, PublishFixtures.publishedPosts(posts, clock), kinds, clock);
      unpublishing = PublishFixtures.unpublishing(posts, clock);
      scheduling =
          new SchedulingPosts(posts, publishing, unpublishing, storeClock, AMSTERDAM, clock);
      work =
          new CarryingOut(
              posts,
              DueDocuments.schedules(store.database()),
              publishing,
              unpublishing,
              actor -> isEditor,
              storeClock,
              new SimpleMeterRegistry());
    }
  }

  @BeforeEach
  void empty() {
    posts = store.posts();
    instance = new Instance(posts, time, time);
  }

  private Post draft(String slug) {
    Post draft = PostFixtures.draft(slug);
    posts.insert(draft, change(Action.CREATED), null, null);
    return draft;
  }

  private Post published(String slug) {
    return publish(draft(slug), null);
  }

  private Post publish(Post post, @Nullable Update update) {
    return instance.publishing.publish(
        post, new PublishPost(update, null, null, null, null), now(), CHRIS);
  }

  private Post unpublish(Post post) {
    return instance.unpublishing.unpublish(post, new UnpublishPost(null, null, null), now(), CHRIS);
  }

  private PublicationTime now() {
    return new PublicationTime(time.instant(), AMSTERDAM, null);
  }

  private Post edit(Post before, Content content) {
    Post after = before.edited(content, time.instant());
    posts.replace(before, after, change(Action.EDITED));
    return after;
  }

  private static SchedulePost at(String at) {
    return new SchedulePost(at, null, null, null, null, null, null, null, null);
  }

  private static SchedulePost removalAt(String at) {
    return new SchedulePost(
        at, null, Schedule.Action.UNPUBLISH, null, null, null, Removal.WITHDRAWN, null, "Wrong");
  }

  private Post schedule(Post post, SchedulePost command) {
    return instance.scheduling.schedule(
        post.id(), Expected.revision(post.revision()), command, CHRIS);
  }

  private Post cancel(Post post) {
    return instance.scheduling.cancel(post.id(), Expected.revision(post.revision()), CHRIS);
  }

  private Post stored(Post post) {
    return posts.find(post.id()).orElseThrow();
  }

  /** The time has come, by the store's clock. */
  private Post whenItIs(Instant then, Post post) {
    time.pass(Duration.between(time.instant(), then));
    instance.work.run();
    return stored(post);
  }

  private List<Revision> history(Post post) {
    return posts.revisions(post, Long.MAX_VALUE, 50);
  }

  @Test
  void publishesADraftWhenItsTimeHasCome() {
    Post draft = schedule(draft("week-459"), at("2026-12-04T17:00"));
    assertThat(draft.state()).isEqualTo(PostState.SCHEDULED);
    assertThat(stored(draft)).isEqualTo(draft);

    assertThat(whenItIs(FIVE.minusMillis(1), draft)).isEqualTo(draft);
    Post published = whenItIs(FIVE, draft);

    assertThat(published.state()).isEqualTo(PostState.PUBLISHED);
    assertThat(published.schedule()).isNull();
    assertThat(published.revision()).isEqualTo(3);
    assertThat(published.publicHistory().publishedAt()).hasToString("2026-12-04T17:00+01:00");
    assertThat(published.publicHistory().publications())
        .extracting(one -> one.update(), one -> one.scheduledFor(), one -> one.acceptedAt())
        .containsExactly(tuple("first", FIVE, FIVE));
    assertThat(history(published))
        .extracting(Revision::action, Revision::by, Revision::note)
        .startsWith(
            tuple(Action.PUBLISHED, "chris", "first, scheduled for 2026-12-04T17:00+01:00"),
            tuple(
                Action.SCHEDULED,
                "chris",
                "to publish as first at 2026-12-04T17:00+01:00 Europe/Amsterdam"));
    assertThat(instance.work.run()).isEqualTo(DueDocuments.FOREVER);
  }

  @Test
  void publishesWhatWasWrittenSinceAsWell() {
    Post draft = schedule(draft("week-459"), at("2026-12-04T17:00"));
    edit(draft, content("week-459", "Written later"));

    Post published = whenItIs(FIVE, draft);

    assertThat(published.live().orElseThrow().body()).isEqualTo("Written later");
  }

  @Test
  void changesWhatIsLiveWithItsUpdateAndNote() {
    Post live = published("week-459");
    Post edited = edit(live, content("week-459", "Better"));
    Post scheduled =
        schedule(
            edited,
            new SchedulePost(
                "2026-12-04T17:00", null, null, Update.MAJOR, "Figures", null, null, null, null));
    assertThat(scheduled.state()).isEqualTo(PostState.PUBLISHED);

    Post after = whenItIs(FIVE, scheduled);

    assertThat(after.live().orElseThrow().body()).isEqualTo("Better");
    assertThat(after.live().orElseThrow().update()).isEqualTo(Update.MAJOR);
    assertThat(after.live().orElseThrow().changeNote()).isEqualTo("Figures");
  }

  @Test
  void publishesWithoutConsentOnlyWhatWasScheduledSo() {
    instance = new Instance(posts, time, time, Set.of("blog"));
    Post draft = draft("week-459");
    assertThatExceptionOfType(ConsentMissing.class)
        .isThrownBy(() -> schedule(draft, at("2026-12-04T17:00")));
    Post scheduled =
        schedule(
            draft,
            new SchedulePost("2026-12-04T17:00", null, null, null, null, true, null, null, null));
    assertThat(history(scheduled).get(0).note()).contains("without consent");

    Post after = whenItIs(FIVE, scheduled);

    assertThat(after.live()).isPresent();
    assertThat(after.review().debt().name()).isEqualTo(CHRIS.name());
    assertThat(after.publicHistory().publications().get(0).withoutConsent()).isTrue();
    assertThat(history(after).get(0).note()).startsWith("first, without consent, scheduled for");
  }

  @Test
  void publishesWithoutConsentOnlyForWhoIsStillAnEditor() {
    instance = new Instance(posts, time, time, Set.of("blog"));
    Post scheduled =
        schedule(
            draft("week-459"),
            new SchedulePost("2026-12-04T17:00", null, null, null, null, true, null, null, null));
    instance.isEditor = false;

    Post after = whenItIs(FIVE, scheduled);

    assertThat(after.live()).isEmpty();
    assertThat(after.schedule().failure().reason()).contains("published by consent");
  }

  @Test
  void takesOffTheSiteAsWasSaid() {
    Post live = schedule(published("week-459"), removalAt("2026-12-04T17:00"));

    Post gone = whenItIs(FIVE.plusSeconds(3 * 3600 + 12 * 60), live);

    assertThat(gone.state()).isEqualTo(PostState.UNPUBLISHED);
    assertThat(gone.schedule()).isNull();
    PostUnpublished event = (PostUnpublished) gone.publicHistory().event();
    assertThat(event.how()).isEqualTo(Removal.WITHDRAWN);
    assertThat(event.reason()).isEqualTo("Wrong");
    assertThat(history(gone).get(0).note())
        .isEqualTo("withdrawn, scheduled for 2026-12-04T17:00+01:00, late by 3 h 12 min");
  }

  @Test
  void keepsWhatCannotBeDoneWithItsReasonAndNeverTriesAgain() {
    Post draft = schedule(draft("week-459"), at("2026-12-04T17:00"));
    edit(draft, content("week-459", " "));

    Post failed = whenItIs(FIVE, draft);

    assertThat(failed.state()).isEqualTo(PostState.DRAFT);
    assertThat(failed.schedule().failure())
        .isEqualTo(new Schedule.Failure("body must not be empty when a post is published", FIVE));
    assertThat(history(failed).get(0).action()).isEqualTo(Action.SCHEDULE_FAILED);
    assertThat(history(failed).get(0).by()).isEqualTo("Galley");
    assertThat(history(failed).get(0).note()).endsWith(" (scheduled by " + CHRIS.name() + ")");
    assertThat(instance.work.run()).isEqualTo(DueDocuments.FOREVER);
    assertThat(stored(draft)).isEqualTo(failed);
    assertThat(cancel(failed).schedule()).isNull();
  }

  @Test
  void triesWhatFailedOnceMoreWhenSomebodyWantsIt() {
    FailedSchedules failures = new FailedSchedules(store.database(), posts, time);
    Post draft = schedule(draft("week-459"), at("2026-12-04T17:00"));
    Post other = schedule(draft("other"), at("2026-12-04T17:00"));
    edit(draft, content("week-459", ""));
    edit(other, content("other", ""));
    schedule(draft("to-come"), at("2026-12-05T17:00"));
    Post failed = whenItIs(FIVE, draft);
    assertThat(failures.all())
        .extracting(FailedSchedules.Failed::postId)
        .containsExactlyInAnyOrder(draft.id(), other.id());
    assertThat(failures.all())
        .contains(
            new FailedSchedules.Failed(
                draft.id(), failed.revision(), failed.schedule().failure().reason(), FIVE));
    assertThat(failures.count()).isEqualTo(2);

    edit(failed, content("week-459", "Mended"));
    assertThat(failures.retry(draft.id(), CHRIS)).isTrue();
    assertThat(failures.dismiss(other.id(), CHRIS)).isTrue();

    assertThat(failures.all()).isEmpty();
    assertThat(whenItIs(FIVE.plusSeconds(60), draft).state()).isEqualTo(PostState.PUBLISHED);
    assertThat(stored(other).schedule()).isNull();
    assertThat(failures.retry(draft.id(), CHRIS)).isFalse();
    assertThat(failures.dismiss("unknown", CHRIS)).isFalse();
  }

  @Test
  void leavesTheLastCommand() {
    Post scheduled = schedule(draft("a"), at("2026-12-04T17:00"));
    assertThat(publish(scheduled, null).schedule()).isNull();

    Post again = schedule(draft("b"), at("2026-12-04T17:00"));
    Post moved = schedule(again, at("2026-12-04T18:00"));
    assertThat(whenItIs(FIVE, moved)).isEqualTo(moved);
    assertThat(cancel(moved).state()).isEqualTo(PostState.DRAFT);

    Post live = schedule(published("c"), removalAt("2026-12-04T18:00"));
    assertThat(publish(live, Update.MINOR).schedule()).isEqualTo(live.schedule());
    assertThat(unpublish(stored(live)).schedule()).isNull();

    Post change = schedule(published("d"), at("2026-12-04T18:00"));
    assertThat(unpublish(change).schedule()).isNull();
    assertThat(stored(change).state()).isEqualTo(PostState.UNPUBLISHED);
    whenItIs(FIVE.plusSeconds(7200), change);
    assertThat(stored(change).state()).isEqualTo(PostState.UNPUBLISHED);
  }

  /** Whatever comes between reading and writing: one of the two, and the other one hears so. */
  @ParameterizedTest
  @ValueSource(strings = {"publish", "cancel", "edit", "moved"})
  void doesNothingWhenSomebodyWasFaster(String command) {
    Post scheduled = schedule(draft("a"), at("2026-12-04T17:00"));
    time.pass(Duration.between(time.instant(), FIVE));
    List<Post> faster = new ArrayList<>();
    Instance slow =
        new Instance(interrupted(() -> faster.add(doneMeanwhile(command, scheduled))), time, time);

    slow.work.run();

    assertThat(stored(scheduled)).isEqualTo(faster.get(0));
    instance.work.run();
    assertThat(stored(scheduled).state())
        .isEqualTo(
            switch (command) {
              case "cancel" -> PostState.DRAFT;
              case "moved" -> PostState.SCHEDULED;
              default -> PostState.PUBLISHED;
            });
    assertThat(history(scheduled))
        .filteredOn(step -> step.action() == Action.PUBLISHED)
        .hasSizeLessThan(2);
  }

  /** Posts of which something else is written right before the first write. */
  private Posts interrupted(Runnable meanwhile) {
    AtomicBoolean done = new AtomicBoolean();
    return (Posts)
        Proxy.newProxyInstance(
            Posts.class.getClassLoader(),
            new Class<?>[] {Posts.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("replace") && done.compareAndSet(false, true)) {
                meanwhile.run();
              }
              try {
                return method.invoke(posts, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Post doneMeanwhile(String command, Post post) {
    return switch (command) {
      case "publish" -> publish(post, null);
      case "cancel" -> cancel(post);
      case "moved" -> schedule(post, at("2026-12-04T18:00"));
      default -> edit(post, content("a", "Edited meanwhile"));
    };
  }

  @Test
  void refusesAPersonWhoComesTooLate() {
    Post scheduled = schedule(draft("a"), at("2026-12-04T17:00"));
    whenItIs(FIVE, scheduled);

    assertThatExceptionOfType(StaleRevision.class).isThrownBy(() -> cancel(scheduled));
    assertThatExceptionOfType(StaleRevision.class).isThrownBy(() -> publish(scheduled, null));
    assertThat(stored(scheduled).publicHistory().publications()).hasSize(1);
  }

  /** RELIABILITY B6. */
  @Test
  void publishesEachOfManyExactlyOnceWithThreeInstancesAndWrongClocks() {
    List<Post> scheduled = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      scheduled.add(schedule(draft("post-" + i), at("2026-12-04T17:00")));
    }
    StoreClock storeClock = new StoreClock(store.database());
    List<PollingWorker> workers = new ArrayList<>();
    for (Duration skew : List.of(Duration.ofHours(-5), Duration.ZERO, Duration.ofHours(5))) {
      Clock clock = Clock.offset(Clock.systemUTC(), skew);
      CarryingOut work = new Instance(store.posts(), storeClock, clock).work;
      workers.add(new PollingWorker("schedules", work::run, Duration.ofMillis(20)));
    }
    Instant soon = storeClock.instant().plusMillis(500);
    store
        .database()
        .getCollection("posts")
        .updateMany(
            new Document(),
            new Document(
                "$set",
                new Document("schedule.at", java.util.Date.from(soon))
                    .append("schedule.due", java.util.Date.from(soon))));

    workers.forEach(PollingWorker::start);
    try {
      DueDocuments left = DueDocuments.schedules(store.database());
      await().atMost(Duration.ofMinutes(2)).until(() -> left.next().isEmpty());
    } finally {
      workers.forEach(PollingWorker::stop);
    }

    assertThat(scheduled)
        .allSatisfy(
            before -> {
              Post after = stored(before);
              assertThat(after.revision()).isEqualTo(before.revision() + 1);
              assertThat(after.schedule()).isNull();
              assertThat(after.publicHistory().publications())
                  .singleElement()
                  .satisfies(
                      once -> {
                        assertThat(once.scheduledFor()).isEqualTo(soon);
                        assertThat(once.acceptedAt()).isAfterOrEqualTo(soon);
                        assertThat(once.acceptedAt()).isBefore(soon.plusSeconds(3600));
                      });
            });
  }

  @Test
  void refusesWhatCouldNotBeDoneNow() {
    Post draft = draft("a");

    refused(draft, at("2026-12-04T13:00"), "at must be in the future");
    refused(draft, at("2040-12-04T13:00"), "at must not be more than ten years ahead");
    refused(
        draft,
        new SchedulePost("2026-12-04T17:00", "Mars", null, null, null, null, null, null, null),
        "zone must be the IANA name of a zone, such as Europe/Amsterdam");
    refused(
        draft,
        new SchedulePost(
            "2026-12-04T17:00", null, null, null, null, null, Removal.GONE, null, null),
        "how belongs to the action unpublish");
    refused(
        edit(draft, content("a", "")),
        at("2026-12-04T17:00"),
        "body must not be empty when a post is published");
    Post empty = stored(draft);
    assertThatExceptionOfType(WrongState.class)
        .isThrownBy(() -> schedule(empty, removalAt("2026-12-04T17:00")));
    assertThatExceptionOfType(WrongState.class).isThrownBy(() -> cancel(empty));
  }

  private void refused(Post post, SchedulePost command, String message) {
    assertThatExceptionOfType(InvalidContent.class)
        .isThrownBy(() -> schedule(post, command))
        .satisfies(
            invalid ->
                assertThat(invalid.violations())
                    .extracting(one -> one.field() + " " + one.message())
                    .containsExactly(message));
  }

  @Test
  void listsWhatIsToComeAndWhatFailedTheSoonestFirst() {
    draft("none");
    Post failing = schedule(draft("failed"), at("2026-12-04T14:00"));
    edit(failing, content("failed", ""));
    Post live = schedule(published("live"), removalAt("2026-12-06T17:00"));
    Post draft = schedule(draft("draft"), at("2026-12-05T17:00"));
    whenItIs(Instant.parse("2026-12-04T13:30:00Z"), failing);

    PostPage first = posts.list(scheduled(null, 2, null));
    PostPage second = posts.list(scheduled(null, 2, first));

    assertThat(first.posts()).extracting(PostSummary::id).containsExactly(failing.id(), draft.id());
    assertThat(second.posts()).extracting(PostSummary::id).containsExactly(live.id());
    assertThat(second.posts().get(0).schedule()).isEqualTo(live.schedule());
    assertThat(second.next()).isNull();
    assertThat(posts.list(scheduled("draft", 2, null)).posts())
        .extracting(PostSummary::id)
        .containsExactly(draft.id());
  }

  private static PostQuery scheduled(@Nullable String text, int limit, @Nullable PostPage after) {
    return new PostQuery(
        PostState.SCHEDULED,
        null,
        null,
        null,
        text,
        null,
        null,
        limit,
        after == null ? null : after.next());
  }

  @Test
  void saysHowLongTheOldestIsOverdue() {
    assertThat(instance.work.overdue()).isZero();
    schedule(draft("a"), at("2026-12-04T17:00"));
    assertThat(instance.work.overdue()).isZero();

    time.pass(Duration.between(time.instant(), FIVE.plusSeconds(90)));

    assertThat(instance.work.overdue()).isEqualTo(Duration.ofSeconds(90));
  }
}
