package dev.galley.post.draft;

import static dev.galley.post.content.PostFixtures.CHRIS;
import static dev.galley.post.content.PostFixtures.CLOCK;
import static dev.galley.post.content.PostFixtures.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.galley.event.PostUnpublished;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Content;
import dev.galley.post.content.IdempotencyKey;
import dev.galley.post.content.InMemoryPosts;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.PostState;
import dev.galley.post.content.StaleRevision;
import dev.galley.post.store.MongoPosts;
import dev.galley.post.store.MongoStore;
import dev.galley.post.store.StoredJson;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DraftingPostsTests {

  private final InMemoryPosts posts = new InMemoryPosts();
  private final DraftingPosts drafting = new DraftingPosts(posts, PostFixtures::id, CLOCK);

  private static NewPost titled(String title) {
    return new NewPost(null, title, null, null, null, null, null, null, null, null);
  }

  private static NewPost withBody(String body) {
    return new NewPost(null, "Title", body, null, null, null, null, null, null, null);
  }

  private Post create(String title) {
    return drafting.create(titled(title), null, CHRIS);
  }

  @Test
  void createsADraftWithDefaults() {
    Post post = create("Week 459");

    assertThat(post.state()).isEqualTo(PostState.DRAFT);
    assertThat(post.revision()).isEqualTo(1);
    assertThat(post.entryId()).isEqualTo("urn:uuid:" + post.id());
    assertThat(post.working())
        .isEqualTo(
            new Content(
                "week-459",
                "Week 459",
                "",
                "gfm",
                null,
                List.of(),
                List.of(),
                "blog",
                Map.of(),
                null));
    assertThat(posts.events()).isEmpty();
  }

  @Test
  void keepsTheFormatThatNobodySpeaksOf() {
    Post post = drafting.create(written("markdown"), null, CHRIS);
    assertThat(post.working().format()).as("as earlier releases called it").isEqualTo("kramdown");

    Post edited = drafting.edit(post.id(), Expected.revision(1), withBody("More"), CHRIS);
    assertThat(edited.working().format()).isEqualTo("kramdown");

    Post changed = drafting.edit(post.id(), Expected.revision(2), written("gfm"), CHRIS);
    assertThat(changed.working().format()).isEqualTo("gfm");
  }

  private static NewPost written(String format) {
    return new NewPost(null, "Title", "Text", format, null, null, null, null, null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "Wéék 4 — what's new?, week-4-whats-new",
    "   , untitled",
    "'???', untitled",
    "Straße, strasse",
  })
  void derivesASlugFromTheTitle(String title, String slug) {
    assertThat(create(title).working().slug()).isEqualTo(slug);
  }

  @Test
  void numbersPostsThatShareATitle() {
    create("Week 459");

    assertThat(create("Week 459").working().slug()).isEqualTo("week-459-2");
    assertThat(create("Week 459").working().slug()).isEqualTo("week-459-3");
  }

  @Test
  void findsANameForEveryPostOfOneTitle() {
    List<String> slugs = Stream.generate(() -> create("Links").working().slug()).limit(25).toList();

    assertThat(slugs).doesNotHaveDuplicates().startsWith("links", "links-2").contains("links-20");
    assertThat(slugs.subList(20, 25)).allMatch(slug -> slug.matches("links-[0-9a-f]{8}"));
  }

  @Test
  void keepsAwayFromNamesThatTheSiteNeeds() {
    assertThat(create("Internal").working().slug()).isEqualTo("internal-2");
    assertThat(create("Feed").working().slug()).isEqualTo("feed-2");
    assertThatExceptionOfType(InvalidContent.class)
        .isThrownBy(
            () ->
                drafting.create(
                    new NewPost("api", null, null, null, null, null, null, null, null, null),
                    null,
                    CHRIS))
        .withMessage("slug is reserved for the site itself");
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    NewPost wrong =
        new NewPost(
            "../etc",
            "x".repeat(501),
            "\ud800",
            "word",
            "\u0000",
            List.of("Chris Roos"),
            List.of("a/b", ""),
            "Blog Post",
            Map.of("deep", "x".repeat(70_000)),
            URI.create("javascript:alert(1)"));

    assertThatExceptionOfType(InvalidContent.class)
        .isThrownBy(() -> drafting.create(wrong, null, CHRIS))
        .satisfies(
            invalid ->
                assertThat(invalid.violations())
                    .extracting(InvalidContent.Violation::field)
                    .containsExactlyInAnyOrder(
                        "slug",
                        "title",
                        "body",
                        "format",
                        "summary",
                        "authors",
                        "tags",
                        "kind",
                        "metadata",
                        "canonicalUrl"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Week\n459",
        "Week\r459",
        "Week\t459",
        "Week\u2028459",
        "\u202e954 keeW",
        "a\u2066b"
      })
  void refusesATitleOrTagOfMoreThanOneLine(String name) {
    NewPost wrong =
        new NewPost(null, name, null, null, null, null, List.of(name), null, null, null);

    assertThatExceptionOfType(InvalidContent.class)
        .isThrownBy(() -> drafting.create(wrong, null, CHRIS))
        .satisfies(
            invalid ->
                assertThat(invalid.violations())
                    .extracting(InvalidContent.Violation::field)
                    .containsExactly("title", "tags"));
  }

  @Test
  void keepsTheLinesOfASummaryButNotItsOverrides() {
    assertThat(drafting.create(summed("Two\nlines,\tone tab"), null, CHRIS).working().summary())
        .isEqualTo("Two\nlines,\tone tab");
    for (String wrong : List.of("\u202etxet", "a\u2069b", "a\u0000b", "a\u0085b")) {
      assertThatExceptionOfType(InvalidContent.class)
          .isThrownBy(() -> drafting.create(summed(wrong), null, CHRIS))
          .withMessageContaining("summary");
    }
  }

  @Test
  void keepsTheAddressOfAnOriginalAsAUri() {
    assertThat(from("https://x.example/日本").working().canonicalUrl())
        .isEqualTo(URI.create("https://x.example/%E6%97%A5%E6%9C%AC"));
    for (String wrong :
        List.of(
            "https://x.example:99999/", "https://user:p@x.example/", "https://x.example/\u202ea")) {
      assertThatExceptionOfType(InvalidContent.class)
          .isThrownBy(() -> from(wrong))
          .withMessageContaining("canonicalUrl");
    }
  }

  private Post from(String original) {
    URI url = URI.create(original);
    return drafting.create(
        new NewPost(null, "Title", null, null, null, null, null, null, null, url), null, CHRIS);
  }

  private static NewPost summed(String summary) {
    return new NewPost(null, "Title", null, null, summary, null, null, null, null, null);
  }

  @Test
  void givesATitleOfAnyScriptItsAddress() {
    assertThat(create("Привет мир").working().slug()).isEqualTo("privet-mir");
    assertThat(create("שלום \u200f(1)").working().slug()).startsWith("slwm");
  }

  @Test
  void refusesABodyOfMoreThanAMegabyte() {
    assertThatExceptionOfType(InvalidContent.class)
        .isThrownBy(() -> drafting.create(withBody("ä".repeat(600_000)), null, CHRIS));
  }

  @Test
  void createsOnceForOneIdempotencyKey() {
    IdempotencyKey key = new IdempotencyKey("key", "hash");
    Post first = drafting.create(titled("Week 459"), key, CHRIS);

    assertThat(drafting.create(titled("Week 459"), key, CHRIS)).isEqualTo(first);
    assertThatExceptionOfType(IdempotencyKeyReused.class)
        .isThrownBy(
            () -> drafting.create(titled("Other"), new IdempotencyKey("key", "other hash"), CHRIS));
  }

  @Test
  void editsTheWorkingCopyAndKeepsTheSlug() {
    Post post = create("Week 459");

    Post edited = drafting.edit(post.id(), Expected.revision(1), withBody("Text"), CHRIS);

    assertThat(edited.revision()).isEqualTo(2);
    assertThat(edited.working().slug()).isEqualTo("week-459");
    assertThat(edited.working().body()).isEqualTo("Text");
    assertThat(posts.find(post.id())).contains(edited);
  }

  @Test
  void namesAPostAnewWhereTheSlugIsTakenAway() {
    create("Привет мир");
    Post post = create("");

    Post named = named(post, "Привет мир");
    assertThat(named.working().slug()).isEqualTo("privet-mir-2");
    assertThat(named(named, "Привет мир")).as("its own is not taken").isEqualTo(named);
    assertThat(named(named, "Feed").working().slug()).isEqualTo("feed-2");
  }

  private Post named(Post post, String title) {
    return drafting.editAndName(
        post.id(), Expected.revision(post.revision()), titled(title), CHRIS);
  }

  @Test
  void doesNotCountAnEditThatChangesNothing() {
    Post post = create("Week 459");

    assertThat(drafting.edit(post.id(), Expected.revision(1), titled("Week 459"), CHRIS))
        .isEqualTo(post);
  }

  @Test
  void refusesAnEditOfAnOldRevision() {
    Post post = create("Week 459");
    drafting.edit(post.id(), Expected.revision(1), withBody("Mine"), CHRIS);

    assertThatExceptionOfType(StaleRevision.class)
        .isThrownBy(
            () -> drafting.edit(post.id(), Expected.revision(1), withBody("Theirs"), CHRIS));
  }

  @Test
  void restoresTheTextOfAnEarlierRevisionAsANewOne() {
    Post post = drafting.create(withBody("One"), null, CHRIS);
    drafting.edit(post.id(), Expected.revision(1), withBody("Two"), CHRIS);

    Post restored = drafting.restore(post.id(), Expected.revision(2), 1, CHRIS);

    assertThat(restored.revision()).isEqualTo(3);
    assertThat(restored.working().body()).isEqualTo("One");
    assertThat(posts.revisions(restored, Long.MAX_VALUE, 10)).hasSize(3);
    assertThatExceptionOfType(RevisionNotFound.class)
        .isThrownBy(() -> drafting.restore(post.id(), Expected.revision(3), 9, CHRIS));
  }

  @Test
  void deletesADraftButNotWhatReadersSee() {
    Post draft = create("Week 459");
    Post seen = PostFixtures.published(PostFixtures.draft("week-460"));
    posts.insert(seen, change(Action.IMPORTED), null, null);

    drafting.delete(draft.id(), Expected.revision(1), CHRIS);

    assertThat(posts.find(draft.id())).isEmpty();
    assertThatExceptionOfType(WrongState.class)
        .isThrownBy(() -> drafting.delete(seen.id(), Expected.revision(seen.revision()), CHRIS))
        .withMessageContaining("unpublish it first");
  }

  @Test
  void tellsThatAPostWhichReadersHaveSeenIsDeleted() {
    Post seen = PostFixtures.published(PostFixtures.draft("week-460"));
    Post gone = PostFixtures.unpublished(seen);
    posts.insert(gone, change(Action.IMPORTED), null, null);

    drafting.delete(gone.id(), Expected.revision(gone.revision()), CHRIS);

    PostUnpublished last = (PostUnpublished) posts.events().get(posts.events().size() - 1);
    assertThat(last.revision()).isEqualTo(gone.revision() + 1);
    assertThat(last.unpublishedRevision()).isEqualTo(gone.revision());
    assertThat(last.title()).isEmpty();
    assertThat(last.slug()).isEqualTo("week-460");
  }

  @Test
  void refusesAnEditThatChangesNothingOfAnOlderState() {
    try (MongoStore store = new MongoStore()) {
      MongoPosts mongo = new MongoPosts(store.database(), new StoredJson());
      DraftingPosts drafting = new DraftingPosts(mongo, PostFixtures::id, CLOCK);
      Post own = drafting.create(titled("Week 459"), null, CHRIS);
      Post other = own.edited(PostFixtures.content("week-461"), PostFixtures.NOW);
      new MongoPosts(store.database(), new StoredJson()).replace(own, other, change(Action.EDITED));

      assertThatExceptionOfType(StaleRevision.class)
          .isThrownBy(
              () ->
                  drafting.edit(own.id(), Expected.revision(1), NewPost.of(own.working()), CHRIS));
      assertThat(drafting.edit(own.id(), Expected.revision(2), NewPost.of(other.working()), CHRIS))
          .isEqualTo(other);
    }
  }
}
