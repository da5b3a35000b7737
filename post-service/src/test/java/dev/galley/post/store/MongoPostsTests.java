package dev.galley.post.store;

import static dev.galley.post.content.PostFixtures.NOW;
import static dev.galley.post.content.PostFixtures.change;
import static dev.galley.post.content.PostFixtures.content;
import static dev.galley.post.content.PostFixtures.deleted;
import static dev.galley.post.content.PostFixtures.draft;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Filters;
import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.post.content.AlreadyCreated;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Content;
import dev.galley.post.content.Cursor;
import dev.galley.post.content.FormerSite;
import dev.galley.post.content.IdempotencyKey;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.InvalidContent.Violation;
import dev.galley.post.content.Origin;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.PostPage;
import dev.galley.post.content.PostQuery;
import dev.galley.post.content.PostState;
import dev.galley.post.content.PostSummary;
import dev.galley.post.content.Posts;
import dev.galley.post.content.PublicHistory;
import dev.galley.post.content.Publication;
import dev.galley.post.content.Revision;
import dev.galley.post.content.SlugTaken;
import dev.galley.post.content.StaleRevision;
import dev.galley.web.answer.IfMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MongoPostsTests {

  @RegisterExtension static final MongoStore store = new MongoStore();

  private MongoPosts posts;

  @BeforeEach
  void empty() {
    posts = store.posts();
  }

  private Post stored(Post post) {
    posts.insert(post, change(Action.CREATED), null, null);
    return post;
  }

  @Test
  void storesOfManyWhatIsNotTakenAndNamesTheRest() {
    Post holder = stored(draft("taken"));
    Post first = draft("a");
    Post again = draft("a");
    Post taken = draft("taken");
    Post last = draft("z");

    Set<String> refused =
        posts.insertAll(Stream.of(first, again, taken, last).map(this::imported).toList());

    assertThat(refused).containsExactlyInAnyOrder(again.id(), taken.id());
    assertThat(posts.findBySlugs(Set.of("a", "taken", "z", "free")))
        .hasSize(3)
        .containsEntry("a", first)
        .containsEntry("taken", holder)
        .containsEntry("z", last);
    assertThat(posts.insertAll(List.of())).isEmpty();
  }

  private Posts.Imported imported(Post post) {
    return new Posts.Imported(post, change(Action.IMPORTED), new byte[] {1});
  }

  private Post replaced(Post before, Post after, Action action) {
    posts.replace(before, after, change(action));
    return after;
  }

  private Document document(Post post) {
    return store.database().getCollection("posts").find(Filters.eq(post.id())).first();
  }

  @Test
  void givesBackWhatWasStored() {
    FormerSite site = new FormerSite("Hugo", "old.example");
    Post draft = stored(draft("week-459").from(new Origin("blog/week-459", "abc", 1, site)));

    assertThat(posts.find(draft.id())).contains(draft);
  }

  @Test
  void givesBackAPublishedPostWithTheOffsetsOfItsDates() {
    Post draft = stored(draft("week-459"));

    Post published = replaced(draft, PostFixtures.published(draft), Action.PUBLISHED);

    assertThat(posts.find(draft.id())).contains(published);
    assertThat(posts.find(draft.id()).orElseThrow().publicHistory().firstPublishedAt())
        .hasToString("2017-11-03T17:33:22.562+01:00");
  }

  @Test
  void remembersTheNewestPublicationsOnly() {
    Post post = stored(draft("week-459"));
    for (int i = 0; i <= PublicHistory.MAX_PUBLICATIONS; i++) {
      post = replaced(post, PostFixtures.published(post), Action.PUBLISHED);
    }

    assertThat(posts.find(post.id()).orElseThrow().publicHistory().publications())
        .hasSize(PublicHistory.MAX_PUBLICATIONS)
        .extracting(Publication::revision)
        .startsWith(52L, 51L)
        .endsWith(3L);
  }

  @Test
  void refusesWhatNoRecordCanCarry() {
    assertRefused(
        content("week-459", "x".repeat(Topics.MAX_EVENT_BYTES)),
        new Violation(
            "content",
            "cannot be sent to readers as an event: The value is larger than "
                + Topics.MAX_EVENT_BYTES
                + " bytes"));
  }

  @Test
  void refusesWhatReadersOfEventsWouldRefuse() {
    assertRefused(
        content("Week 459"),
        new Violation(
            "slug",
            "cannot be sent to readers as an event: does not match the pattern ^[a-z0-9-]+$"));
  }

  private void assertRefused(Content content, Violation violation) {
    Post draft = stored(draft("week-459"));
    Post published = PostFixtures.published(draft.edited(content, NOW));

    assertThatExceptionOfType(InvalidContent.class)
        .isThrownBy(() -> replaced(draft, published, Action.PUBLISHED))
        .satisfies(refusal -> assertThat(refusal.violations()).containsExactly(violation));
    assertThat(posts.find(draft.id())).contains(draft);
  }

  @Test
  void noticesThatAnotherInstanceChangedWhatItRemembers() {
    Post draft = stored(draft("week-459"));
    Post own = replaced(draft, draft.edited(content("week-460"), NOW), Action.EDITED);
    MongoPosts elsewhere = new MongoPosts(store.database(), new StoredJson());
    Post other = own.edited(content("week-461"), NOW);
    elsewhere.replace(own, other, change(Action.EDITED));

    assertThat(posts.findForChange(own.id(), IfMatch.of(own.revision()))).contains(own);
    assertThatExceptionOfType(StaleRevision.class)
        .isThrownBy(() -> replaced(own, own.edited(content("week-462"), NOW), Action.EDITED))
        .satisfies(stale -> assertThat(stale.current()).isEqualTo(other.revision()));
    assertThat(posts.findForChange(own.id(), IfMatch.of(other.revision()))).contains(other);
    assertThat(posts.findForChange(own.id(), new IfMatch(true, Set.of()))).contains(other);
  }

  @Test
  void storesAPostThatIsBornPublishedInOneWriteTogetherWithItsEvent() {
    Post published = stored(PostFixtures.published(draft("week-459")));

    assertThat(posts.find(published.id())).contains(published);
    assertThat(new StoredJson().event(document(published).getString("event"), PostEvent.class))
        .isEqualTo(published.publicHistory().event());
    assertThat(marks(published))
        .containsExactly(published.publicHistory().event().eventId().toString());
  }

  @Test
  void marksOnlyWhatReadersShallSee() {
    Post draft = stored(draft("week-459"));
    Post published = replaced(draft, PostFixtures.published(draft), Action.PUBLISHED);
    replaced(published, published.edited(content("week-459", "New"), NOW), Action.EDITED);

    assertThat(marks(draft))
        .containsExactly(published.publicHistory().event().eventId().toString());
  }

  private List<String> marks(Post post) {
    return document(post).getList("marks", Document.class).stream()
        .map(mark -> mark.getString("id"))
        .toList();
  }

  @Test
  void refusesAChangeOfAnOldRevision() {
    Post draft = stored(draft("week-459"));
    replaced(draft, draft.edited(content("week-459", "Mine"), NOW), Action.EDITED);

    assertThatExceptionOfType(StaleRevision.class)
        .isThrownBy(
            () -> replaced(draft, draft.edited(content("week-459", "Theirs"), NOW), Action.EDITED))
        .satisfies(stale -> assertThat(stale.current()).isEqualTo(2));
    assertThat(posts.find(draft.id()).orElseThrow().working().body()).isEqualTo("Mine");
  }

  @Test
  void saysWhenThePostIsGone() {
    Post draft = draft("week-459");

    assertThatExceptionOfType(PostNotFound.class)
        .isThrownBy(() -> replaced(draft, draft.edited(content("x"), NOW), Action.EDITED));
  }

  @Test
  void givesASlugToOnePostOnly() {
    stored(draft("week-459"));
    Post other = stored(draft("week-460"));

    assertThatExceptionOfType(SlugTaken.class)
        .isThrownBy(() -> stored(draft("week-459")))
        .satisfies(taken -> assertThat(taken.slug()).isEqualTo("week-459"));
    assertThatExceptionOfType(SlugTaken.class)
        .isThrownBy(() -> replaced(other, other.edited(content("week-459"), NOW), Action.EDITED))
        .satisfies(taken -> assertThat(taken.slug()).isEqualTo("week-459"));
    assertThat(posts.find(other.id())).contains(other);
  }

  @Test
  void releasesTheSlugThatADraftGaveUp() {
    Post draft = stored(draft("week-459"));
    replaced(draft, draft.edited(content("week-460"), NOW), Action.EDITED);

    Post other = stored(draft("week-459"));

    assertThat(posts.findBySlug("week-459")).contains(other);
  }

  @Test
  void keepsThePublicSlugWhileTheWorkingCopyHasAnother() {
    Post draft = stored(draft("week-459"));
    Post published = replaced(draft, PostFixtures.published(draft), Action.PUBLISHED);
    Post renamed = replaced(published, published.edited(content("week-460"), NOW), Action.EDITED);

    assertThat(posts.findBySlug("week-459")).contains(renamed);
    assertThat(posts.findBySlug("week-460")).contains(renamed);
  }

  @Test
  void forgetsADeletedPostAndItsText() {
    Post draft = stored(draft("week-459"));

    posts.delete(draft, deleted(draft), change(Action.DELETED));

    assertThat(posts.find(draft.id())).isEmpty();
    assertThat(posts.findBySlug("week-459")).isEmpty();
    assertThat(posts.list(query(10, null)).posts()).isEmpty();
    assertThat(document(draft).toString()).doesNotContain(draft.working().body());
    stored(draft("week-459"));
    Post other = stored(draft("week-460"));
    posts.delete(other, deleted(other), change(Action.DELETED));
  }

  @Test
  void findsWhatAnIdempotencyKeyCreatedAsItWasThen() {
    Post draft = draft("week-459");
    posts.insert(draft, change(Action.CREATED), null, new IdempotencyKey("key", "hash"));
    replaced(draft, draft.edited(content("week-459", "Later"), NOW), Action.EDITED);

    assertThat(posts.findCreated("key")).contains(new Posts.Created(draft, "hash"));
    assertThatExceptionOfType(AlreadyCreated.class)
        .isThrownBy(
            () ->
                posts.insert(
                    draft("other"),
                    change(Action.CREATED),
                    null,
                    new IdempotencyKey("key", "hash")));
  }

  @Test
  void keepsEveryRevisionWhereverItIs() {
    Post draft = stored(draft("week-459"));
    Post edited = replaced(draft, draft.edited(content("week-459", "Two"), NOW), Action.EDITED);
    Post published = replaced(edited, PostFixtures.published(edited), Action.PUBLISHED);

    List<Revision> revisions = posts.revisions(published, Long.MAX_VALUE, 10);

    assertThat(revisions).extracting(Revision::revision).containsExactly(3L, 2L, 1L);
    assertThat(revisions)
        .extracting(Revision::action)
        .containsExactly(Action.PUBLISHED, Action.EDITED, Action.CREATED);
    assertThat(posts.contentAt(published, 3)).map(Content::body).contains("Two");
    assertThat(posts.contentAt(published, 1)).contains(draft.working());
    assertThat(posts.contentAt(published, 9)).isEmpty();
  }

  /** Their contents are more than one answer of the store may hold. */
  @Test
  void listsTheHistoryOfAPostWithoutReadingItsContents() {
    PostHistory drain = new PostHistory(store.database(), new StoredJson());
    Post post = stored(draft("week-459"));
    for (int i = 0; i < 59; i++) {
      String body = "x".repeat(1024 * 1024 - 10) + i;
      post = replaced(post, post.edited(content("week-459", body), NOW), Action.EDITED);
      drain.stored(post, change(Action.EDITED));
      if (i % 5 == 0) {
        drain.drainChanged();
      }
    }

    List<Revision> revisions = posts.revisions(post, Long.MAX_VALUE, 60);

    assertThat(revisions).hasSize(60).allMatch(revision -> revision.content() == null);
    assertThat(revisions).extracting(Revision::action).startsWith(Action.EDITED);
  }

  @Test
  void hasTheStepsFromBeforeAPostWasHereInItsHistory() {
    Post seed = draft("week-459");
    Content before = content("week-459", "As it was.");
    List<Revision> steps =
        List.of(
            new Revision(
                seed.id(), 1, Action.IMPORTED, "Ana", null, NOW.minusSeconds(9), "n", 1, before));
    posts.keepEarlier(steps);
    posts.keepEarlier(steps);
    posts.keepEarlier(List.of());
    Post post = stored(atRevision(seed, 2));

    assertThat(posts.revisions(post, Long.MAX_VALUE, 10))
        .extracting(Revision::revision, Revision::by)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(2L, change(Action.CREATED).by()),
            org.assertj.core.groups.Tuple.tuple(1L, "Ana"));
    assertThat(posts.contentAt(post, 1)).contains(before);
    assertThat(posts.contentAt(post, 2)).contains(seed.working());

    posts.forgetEarlier(post);
    assertThat(posts.revisions(post, Long.MAX_VALUE, 10)).hasSize(1);
  }

  private static Post atRevision(Post post, long revision) {
    return new Post(
        post.id(),
        revision,
        post.working(),
        revision,
        null,
        null,
        post.entryId(),
        post.createdAt(),
        post.updatedAt(),
        null,
        null);
  }

  @Test
  void summarisesPostsThatAreThere() {
    Post kept = stored(draft("kept"));
    Post deleted = stored(draft("deleted"));
    posts.delete(deleted, deleted(deleted), change(Action.DELETED));

    List<PostSummary> summaries = posts.summaries(Set.of(kept.id(), deleted.id(), "unknown"));

    assertThat(summaries).extracting(PostSummary::id).containsExactly(kept.id());
    assertThat(summaries.get(0).content().title()).isEqualTo(kept.working().title());
    assertThat(summaries.get(0).content().body()).isEmpty();
  }

  @Test
  void listsPageByPageWithoutGapsOrRepetitions() {
    List<Post> all =
        IntStream.range(0, 25)
            .mapToObj(
                i ->
                    stored(Post.draft(PostFixtures.id(), content("p-" + i), NOW.plusMillis(i / 3))))
            .toList();

    List<String> seen = new ArrayList<>();
    Cursor cursor = null;
    do {
      PostPage page = posts.list(query(10, cursor));
      page.posts().forEach(post -> seen.add(post.id()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(all.stream().map(Post::id).toList());
    assertThat(seen.get(0)).isEqualTo(all.get(24).id());
  }

  @Test
  void findsByEveryFilter() {
    Post draft = stored(draft("year-459"));
    stored(PostFixtures.published(draft("other")));

    assertThat(
            Stream.of(
                new PostQuery(PostState.DRAFT, null, null, null, null, null, null, 10, null),
                new PostQuery(null, "chris-roos", null, null, "YEAR-4", null, null, 10, null),
                new PostQuery(null, null, "weeknotes", "blog", null, "year-459", null, 10, null)))
        .allSatisfy(
            query ->
                assertThat(posts.list(query).posts())
                    .extracting(PostSummary::id)
                    .containsExactly(draft.id()));
    assertThat(
            posts
                .list(new PostQuery(null, null, null, null, "(z+)+$", null, null, 10, null))
                .posts())
        .isEmpty();
  }

  @Test
  void handsOverEveryPostWithTheBytesItCameFrom() {
    byte[] source = {1, 2, 3};
    posts.insert(draft("a"), change(Action.IMPORTED), source, null);
    stored(draft("b"));

    List<String> seen = new ArrayList<>();
    posts.forEach(
        (post, bytes) -> seen.add(post.working().slug() + (bytes == null ? 0 : bytes.length)));

    assertThat(seen).containsExactlyInAnyOrder("a3", "b0");
  }

  private static PostQuery query(int limit, Cursor after) {
    return new PostQuery(null, null, null, null, null, null, null, limit, after);
  }

  @Test
  void keepsNothingOfADeletedPostButTheEventThatSaysSo() {
    Post draft = draft("week-459");
    posts.insert(draft, change(Action.IMPORTED), "the file".getBytes(UTF_8), null);
    Post published = replaced(draft, PostFixtures.published(draft), Action.PUBLISHED);
    Post hidden = replaced(published, PostFixtures.unpublished(published), Action.UNPUBLISHED);
    Post left = deleted(hidden);

    posts.delete(hidden, left, change(Action.DELETED));

    Document stored = document(draft);
    assertThat(stored.toString()).doesNotContain(draft.working().title(), draft.working().body());
    assertThat(stored).doesNotContainKey("source");
    assertThat(new StoredJson().event(stored.getString("event"), PostEvent.class))
        .isEqualTo(left.publicHistory().event());
    assertThat(stored.getList("marks", Document.class))
        .extracting(mark -> mark.getString("id"))
        .contains(left.publicHistory().event().eventId().toString());
  }
}
