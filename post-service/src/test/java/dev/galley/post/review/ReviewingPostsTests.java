package dev.galley.post.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.event.ReviewDecided;
import dev.galley.event.ReviewEvent;
import dev.galley.event.ReviewRound;
import dev.galley.event.ReviewRound.Kind;
import dev.galley.event.ReviewRound.State;
import dev.galley.post.consent.Review;
import dev.galley.post.consent.ReviewProperties;
import dev.galley.post.consent.Round.Refused;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Content;
import dev.galley.post.content.Cursor;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.PostQuery;
import dev.galley.post.content.PostQuery.ReviewFilter;
import dev.galley.post.content.PostSummary;
import dev.galley.post.content.Revision;
import dev.galley.post.content.StaleRevision;
import dev.galley.post.draft.Expected;
import dev.galley.post.people.People;
import dev.galley.post.publish.ConsentMissing;
import dev.galley.post.publish.PublicationTime;
import dev.galley.post.publish.PublishFixtures;
import dev.galley.post.publish.PublishPost;
import dev.galley.post.publish.PublishingPosts;
import dev.galley.post.publish.UnpublishPost;
import dev.galley.post.store.MongoPosts;
import dev.galley.post.store.MongoStore;
import dev.galley.post.store.StoredJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReviewingPostsTests {

  @RegisterExtension static final MongoStore store = new MongoStore();

  private static final List<String> ASKED = List.of("james", "ben", "lowis");

  private final AtomicReference<Instant> now = new AtomicReference<>(PostFixtures.NOW);
  private final ReviewProperties properties = PublishFixtures.properties(Set.of("blog"));

  @AutoClose("shutdownNow")
  private static ExecutorService threads;

  private MongoPosts posts;
  private List<Instance> instances;

  /** One of several that work on the same store. */
  private record Instance(
      ReviewingPosts reviewing, PublishingPosts publishing, DecidingRounds deciding) {}

  @BeforeAll
  static void startThreads() {
    threads = Executors.newFixedThreadPool(8);
  }

  @BeforeEach
  void start() {
    posts = store.posts();
    for (String name : List.of("chris", "james", "ben", "lowis", "floor")) {
      store
          .database()
          .getCollection("people")
          .insertOne(
              new Document("_id", name)
                  .append("name", name)
                  .append("slug", name)
                  .append("role", "AUTHOR")
                  .append("createdAt", new java.util.Date(0))
                  .append("version", 1L));
    }
    instances = Stream.generate(this::instance).limit(2).toList();
  }

  private Instance instance() {
    People people = new People(store.database(), event -> {}, Clock.systemUTC());
    PublishingPosts publishing =
        PublishFixtures.publishing(
            posts,
            PublishFixtures.publishedPosts(posts, PostFixtures.CLOCK),
            Set.of("blog"),
            PostFixtures.CLOCK);
    OpeningRounds opening = new OpeningRounds(people, properties, now::get);
    ReviewingPosts reviewing = new ReviewingPosts(posts, opening, publishing, people, properties);
    return new Instance(
        reviewing,
        publishing,
        new DecidingRounds(store.database(), now::get, reviewing::decide, id -> {}));
  }

  private ReviewingPosts reviewing() {
    return instances.get(0).reviewing();
  }

  private static Actor actor(String person) {
    return new Actor(person, person, person, null);
  }

  private static NewRound round(boolean publishes, @Nullable Instant deadline) {
    return new NewRound(ASKED, deadline, 2, publishes);
  }

  private Post draft() {
    Post draft = PostFixtures.draft("week-459");
    posts.insert(draft, PostFixtures.change(Action.CREATED), null, null);
    return draft;
  }

  private Post proposed(boolean publishes) {
    Post draft = draft();
    return reviewing()
        .propose(
            draft.id(),
            Expected.revision(draft.revision()),
            round(publishes, null),
            actor("chris"));
  }

  private Post answer(Post post, String person, Kind kind) {
    return answer(instances.get(0), post, person, kind);
  }

  private static Post answer(Instance instance, Post post, String person, Kind kind) {
    String words = kind == Kind.OBJECTION ? "Not like this" : null;
    return instance
        .reviewing()
        .answer(post.id(), new GivenAnswer(asked(post).id(), kind, words), actor(person));
  }

  private static ReviewRound asked(Post post) {
    return review(post).latest().orElseThrow().facts();
  }

  private static Review review(Post post) {
    return java.util.Objects.requireNonNull(post.review());
  }

  private Post now(Post post) {
    return posts.find(post.id()).orElseThrow();
  }

  private Post edit(Post post) {
    Post before = now(post);
    Content content = PostFixtures.content("week-459", "Edited at " + before.revision());
    Post after = before.edited(content, now.get());
    posts.replace(before, after, PostFixtures.change(Action.EDITED));
    return after;
  }

  private List<Revision> history(Post post, Action action) {
    return posts.revisions(now(post), Long.MAX_VALUE, 200).stream()
        .filter(step -> step.action() == action)
        .toList();
  }

  private List<ReviewEvent> unsent(Post post) {
    StoredJson json = new StoredJson();
    Document document =
        store.database().getCollection("posts").find(new Document("_id", post.id())).first();
    return document.getList("reviewEvents", Document.class, List.of()).stream()
        .map(one -> json.event(one.getString("event"), ReviewEvent.class))
        .toList();
  }

  @Test
  void publishesByItselfWithTheLastConsentAndTellsItAll() {
    Post post = proposed(true);
    answer(post, "james", Kind.CONSENT);
    answer(post, "ben", Kind.STAND_ASIDE);

    Post published = answer(post, "lowis", Kind.CONSENT);

    assertThat(published.live()).isPresent();
    assertThat(asked(now(post)).state()).isEqualTo(State.PUBLISHED);
    assertThat(history(post, Action.PUBLISHED))
        .singleElement()
        .satisfies(step -> assertThat(step.by()).isEqualTo("chris"));
    assertThat(unsent(post))
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly(
            "ReviewOpened",
            "ReviewAnswered",
            "ReviewAnswered",
            "ReviewAnswered",
            "ReviewDecided",
            "ReviewDecided");
    assertThat(unsent(post).get(4).round().state()).isEqualTo(State.CONSENTED);
    assertThat(unsent(post)).extracting(event -> event.revision()).isSorted();
  }

  @Test
  void integratesAnObjectionByAnEditAndANewRound() {
    Post post = proposed(true);
    answer(post, "james", Kind.CONSENT);
    answer(post, "ben", Kind.OBJECTION);
    answer(post, "lowis", Kind.CONSENT);
    assertThat(now(post).live()).isEmpty();

    Post edited = edit(post);
    assertThat(asked(edited).state()).isEqualTo(State.VOID);
    assertThat(asked(edited).current()).hasSize(3);
    assertThatThrownBy(() -> answer(post, "ben", Kind.CONSENT)).isInstanceOf(Refused.class);
    Post again =
        reviewing()
            .propose(
                post.id(), Expected.revision(edited.revision()), round(true, null), actor("chris"));

    assertThat(asked(again).replaces()).isEqualTo(asked(edited).id());
    assertThat(asked(again).revision()).isEqualTo(edited.revision());
    assertThat(review(again).earlier()).containsExactly(asked(edited));
    assertThatThrownBy(() -> answer(post, "ben", Kind.CONSENT))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("new round");
    ASKED.forEach(person -> answer(again, person, Kind.CONSENT));
    assertThat(now(post).live().orElseThrow().body()).startsWith("Edited");
  }

  @Test
  void reachesConsentWhenTheOnlyObjectionIsWithdrawn() {
    Post post = proposed(false);
    ASKED.forEach(person -> answer(post, person, Kind.CONSENT));
    assertThat(asked(now(post)).state()).isEqualTo(State.CONSENTED);

    answer(post, "ben", Kind.OBJECTION);
    assertThat(asked(now(post)).state()).isEqualTo(State.OPEN);
    assertThatThrownBy(() -> publish(post, false))
        .isInstanceOf(ConsentMissing.class)
        .hasMessageContaining("objects");
    answer(post, "ben", Kind.CONSENT);

    assertThat(publish(post, false).live()).isPresent();
    assertThat(asked(now(post)).state()).isEqualTo(State.PUBLISHED);
    assertThat(review(now(post)).debt()).isNull();
  }

  private Post publish(Post post, boolean without) {
    return instances
        .get(1)
        .publishing()
        .publish(
            post.id(),
            Expected.revision(now(post).revision()),
            new PublishPost(null, null, null, null, without),
            actor("chris"));
  }

  @Test
  void owesAReviewForWhatIsPublishedWithoutConsent() {
    Post post = draft();
    assertThatThrownBy(() -> publish(post, false)).isInstanceOf(ConsentMissing.class);

    Post published = publish(post, true);

    assertThat(history(post, Action.PUBLISHED))
        .singleElement()
        .satisfies(step -> assertThat(step.note()).isEqualTo("first, without consent"));
    assertThat(listed(ReviewFilter.Kind.DEBT, "floor")).containsExactly(post.id());
    Expected expected = Expected.revision(published.revision());
    assertThatThrownBy(() -> reviewing().pay(post.id(), expected, actor("chris")))
        .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.isByRight()).isTrue());
    assertThatThrownBy(
            () -> reviewing().pay(post.id(), expected, new Actor("t", "machine", null, null)))
        .isInstanceOf(Refused.class);
    reviewing().pay(post.id(), expected, actor("ben"));
    assertThat(listed(ReviewFilter.Kind.DEBT, "floor")).isEmpty();
    assertThat(history(post, Action.REVIEWED)).hasSize(1);
  }

  @Test
  void listsWhatIsInReviewAndWhatWaitsForOnePerson() {
    Post post = proposed(false);
    answer(post, "ben", Kind.CONSENT);

    assertThat(listed(ReviewFilter.Kind.OPEN, "")).containsExactly(post.id());
    assertThat(listed(ReviewFilter.Kind.AWAITED, "james")).containsExactly(post.id());
    assertThat(listed(ReviewFilter.Kind.AWAITED, "ben")).isEmpty();
    assertThat(listed(ReviewFilter.Kind.AWAITED, "chris")).isEmpty();
  }

  @Test
  void isNotAvoidedByAnotherKindOnceOthersWereAsked() {
    Post asked = answer(proposed(false), "ben", Kind.OBJECTION);
    Post renamed = asked.edited(ofAnotherKind(asked), now.get());
    posts.replace(asked, renamed, PostFixtures.change(Action.EDITED));

    assertThatThrownBy(() -> publish(renamed, false)).isInstanceOf(ConsentMissing.class);

    // Who was mistaken about the kind can ask again, or nobody was asked and nothing is owed.
    Post again =
        reviewing()
            .propose(
                renamed.id(),
                Expected.revision(renamed.revision()),
                round(false, null),
                actor("chris"));
    assertThat(asked(again).state()).isEqualTo(ReviewRound.State.OPEN);
  }

  /** What an author may do alone: take it off the site, call it something else, publish it. */
  @Test
  void isNotAvoidedByTakingThePostOffTheSiteFirst() {
    Post consented = proposed(false);
    ASKED.forEach(person -> answer(consented, person, Kind.CONSENT));
    Post withoutConsent = PostFixtures.draft("week-460");
    posts.insert(withoutConsent, PostFixtures.change(Action.CREATED), null, null);

    for (Post published : List.of(publish(consented, false), publish(withoutConsent, true))) {
      Post off = unpublish(published);
      Post renamed = off.edited(ofAnotherKind(off), now.get());
      posts.replace(off, renamed, PostFixtures.change(Action.EDITED));

      assertThatThrownBy(() -> publish(renamed, false)).isInstanceOf(ConsentMissing.class);
      assertThat(publish(renamed, true).live()).isPresent();
    }
  }

  private Post unpublish(Post post) {
    return PublishFixtures.unpublishing(posts, PostFixtures.CLOCK)
        .unpublish(
            post,
            new UnpublishPost(null, null, null),
            new PublicationTime(now.get(), ZoneOffset.UTC, null),
            actor("chris"));
  }

  @Test
  void isNotNeededByADraftOfAnotherKindThatNobodyWasAskedAbout() {
    Post draft = draft();
    Post renamed = draft.edited(ofAnotherKind(draft), now.get());
    posts.replace(draft, renamed, PostFixtures.change(Action.EDITED));

    assertThat(publish(renamed, false).live()).isPresent();
  }

  private static Content ofAnotherKind(Post post) {
    Content content = post.working();
    return new Content(
        content.slug(),
        content.title(),
        content.body(),
        content.format(),
        content.summary(),
        content.authors(),
        content.tags(),
        "note",
        content.metadata(),
        content.canonicalUrl());
  }

  private List<String> listed(ReviewFilter.Kind kind, String person) {
    return posts
        .list(
            new PostQuery(
                null,
                null,
                null,
                null,
                null,
                null,
                new ReviewFilter(kind, person),
                10,
                (Cursor) null))
        .posts()
        .stream()
        .map(PostSummary::id)
        .toList();
  }

  @Test
  void isDecidedOnceByManyInstancesWhenTheDeadlineHasPassed() throws Exception {
    Post post = proposed(true);
    answer(post, "james", Kind.CONSENT);
    answer(post, "ben", Kind.CONSENT);
    now.set(asked(now(post)).deadline().minusMillis(1));
    instances.forEach(instance -> instance.deciding().run());
    assertThat(now(post).live()).isEmpty();

    now.set(asked(now(post)).deadline());
    atOnce(
        Stream.concat(instances.stream(), instances.stream())
            .<Callable<Object>>map(
                instance ->
                    () -> {
                      instance.deciding().run();
                      return null;
                    })
            .toList());
    instances.forEach(instance -> instance.deciding().run());

    assertThat(now(post).live()).isPresent();
    assertThat(history(post, Action.DECIDED)).hasSize(1);
    assertThat(history(post, Action.PUBLISHED)).hasSize(1);
    assertThat(unsent(post)).filteredOn(ReviewDecided.class::isInstance).hasSize(2);
  }

  @Test
  void isRefusedByTheDeadlineOverAnObjection() {
    Post post = proposed(true);
    answer(post, "james", Kind.CONSENT);
    answer(post, "ben", Kind.CONSENT);
    answer(post, "lowis", Kind.OBJECTION);
    now.set(asked(now(post)).deadline());

    instances.get(0).deciding().run();

    assertThat(asked(now(post)).state()).isEqualTo(State.REFUSED);
    assertThat(history(post, Action.DECIDED))
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.by()).isEqualTo("Galley");
              assertThat(step.note()).isEqualTo("refused, asked by chris");
            });
    assertThat(now(post).live()).isEmpty();
    assertThat(listed(ReviewFilter.Kind.OPEN, "")).isEmpty();
  }

  @Test
  void saysWhyItCannotBePublishedByItselfAndTriesNoMore() {
    Post post = proposed(true);
    store.database().getCollection("people").deleteOne(new Document("_id", "chris"));
    ASKED.forEach(person -> answer(post, person, Kind.CONSENT));

    instances.forEach(instance -> instance.deciding().run());

    assertThat(now(post).live()).isEmpty();
    assertThat(review(now(post)).problem()).contains("by hand");
    assertThat(asked(now(post)).state()).isEqualTo(State.CONSENTED);
    long revision = now(post).revision();
    instances.forEach(instance -> instance.deciding().run());
    assertThat(now(post).revision()).isEqualTo(revision);
    assertThat(publish(post, false).live()).isPresent();
  }

  @Test
  void publishesAfterACrashBetweenConsentAndPublication() {
    Post post = proposed(true);
    answer(post, "james", Kind.CONSENT);
    answer(post, "ben", Kind.CONSENT);
    Post before = now(post);
    // The write of the last answer, whose instance then dies.
    Review consented =
        review(before)
            .with(
                review(before)
                    .latest()
                    .orElseThrow()
                    .answered("lowis", Kind.CONSENT, null, now.get()));
    posts.replace(
        before, before.reviewed(consented, now.get()), PostFixtures.change(Action.ANSWERED));

    instances.get(1).deciding().run();

    assertThat(now(post).live()).isPresent();
  }

  /**
   * An edit, an objection, the last consents, two instances that publish by themselves: whatever
   * comes first, nothing is live that was not what all consented to.
   */
  @RepeatedTest(15)
  void showsNothingThatWasNotConsentedToWhateverHappensAtOnce(RepetitionInfo repetition)
      throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    Post post = proposed(true);
    answer(post, "james", Kind.CONSENT);
    List<Callable<Object>> steps = new ArrayList<>();
    steps.add(() -> answer(instances.get(0), post, "ben", Kind.CONSENT));
    steps.add(() -> answer(instances.get(1), post, "lowis", Kind.CONSENT));
    if (random.nextBoolean()) {
      steps.add(() -> answer(instances.get(1), post, "james", Kind.OBJECTION));
    }
    if (random.nextBoolean()) {
      steps.add(() -> edit(post));
    }
    instances.forEach(
        instance ->
            steps.add(
                () -> {
                  instance.reviewing().decide(post.id());
                  return null;
                }));
    java.util.Collections.shuffle(steps, random);

    atOnce(steps);
    instances.forEach(instance -> instance.reviewing().decide(post.id()));

    Post after = now(post);
    ReviewRound round = asked(after);
    assertThat(history(post, Action.PUBLISHED)).hasSizeLessThanOrEqualTo(1);
    assertThat(after.live().isPresent()).isEqualTo(round.state() == State.PUBLISHED);
    if (after.live().isPresent()) {
      assertThat(round.objections()).isEmpty();
      assertThat(round.awaited()).isEmpty();
      // As it was asked about, and not as it was edited, before or after.
      assertThat(after.live().orElseThrow().body()).isEqualTo(post.working().body());
    } else {
      assertThat(round.state()).isIn(State.VOID, State.OPEN);
      if (round.state() == State.OPEN) {
        assertThat(round.objections()).hasSize(1);
      }
    }
  }

  /** What is refused or overtaken is a result like another one. */
  private static void atOnce(List<Callable<Object>> steps) throws InterruptedException {
    for (Future<Object> step : threads.invokeAll(steps)) {
      try {
        step.get();
      } catch (ExecutionException e) {
        assertThat(e.getCause()).isInstanceOfAny(Refused.class, StaleRevision.class);
      }
    }
  }

  @Test
  void opensNoRoundThatCannotBe() {
    Post draft = draft();
    Expected expected = Expected.revision(draft.revision());

    assertThatThrownBy(
            () ->
                reviewing().propose(draft.id(), expected, round(false, now.get()), actor("chris")))
        .isInstanceOf(InvalidContent.class)
        .hasMessageContaining("deadline");
    assertThatThrownBy(
            () ->
                reviewing()
                    .propose(
                        draft.id(),
                        expected,
                        round(false, now.get().plus(Duration.ofDays(91))),
                        actor("chris")))
        .isInstanceOf(InvalidContent.class);
    assertThatThrownBy(
            () -> reviewing().propose(draft.id(), expected, round(false, null), actor("ben")))
        .isInstanceOf(InvalidContent.class)
        .hasMessageContaining("participants");
    assertThatThrownBy(
            () ->
                reviewing()
                    .propose(
                        draft.id(),
                        expected,
                        new NewRound(List.of("nobody"), null, null, null),
                        actor("chris")))
        .isInstanceOf(InvalidContent.class);
    assertThatThrownBy(
            () ->
                reviewing()
                    .propose(
                        draft.id(),
                        expected,
                        round(false, null),
                        new Actor("t", "machine", null, null)))
        .isInstanceOf(Refused.class);
  }

  @Test
  void endsWithTheDeletionOfThePostAndTellsNothingThatWasWritten() {
    Post post = proposed(false);
    answer(post, "ben", Kind.OBJECTION);
    Post before = now(post);

    posts.delete(before, PostFixtures.deleted(before), PostFixtures.change(Action.DELETED));

    assertThat(unsent(post))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event).isInstanceOf(ReviewDecided.class);
              assertThat(event.title()).isNull();
              assertThat(event.round().state()).isEqualTo(State.WITHDRAWN);
              assertThat(event.round().answers().get(0).words()).isNull();
            });
  }

  @Test
  void isWithdrawnByWhoProposedItOrAnEditor() {
    Post post = proposed(false);
    Expected expected = Expected.revision(post.revision());

    assertThatThrownBy(() -> reviewing().withdraw(post.id(), expected, actor("ben"), false))
        .isInstanceOf(Refused.class);
    Post withdrawn = reviewing().withdraw(post.id(), expected, actor("chris"), false);

    assertThat(asked(withdrawn).state()).isEqualTo(State.WITHDRAWN);
    assertThat(listed(ReviewFilter.Kind.AWAITED, "ben")).isEmpty();
  }
}
