package dev.galley.post.store;

import static dev.galley.post.content.PostFixtures.NOW;
import static dev.galley.post.content.PostFixtures.change;
import static dev.galley.post.content.PostFixtures.content;
import static dev.galley.post.content.PostFixtures.deleted;
import static dev.galley.post.content.PostFixtures.draft;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Cursor;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.PostPage;
import dev.galley.post.content.PostQuery;
import dev.galley.post.content.PostState;
import dev.galley.post.content.PostSummary;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchIndexTests {

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
  void keepsNoWordsOfDeletedPosts() {
    SearchIndex index =
        new SearchIndex(
            store.database().getCollection(MongoPosts.POSTS), Clock.fixed(NOW, ZoneOffset.UTC));
    Post kept = stored("kept", "printing");
    Post deleted = stored("deleted", "printing");
    assertThat(index.find(Set.of("printing"), null)).contains(kept.id(), deleted.id());

    posts.delete(deleted, deleted(deleted), change(Action.DELETED));

    assertThat(index.find(Set.of("printing"), null)).containsExactly(kept.id());
    assertThat(
            new SearchIndex(
                    store.database().getCollection(MongoPosts.POSTS),
                    Clock.fixed(NOW, ZoneOffset.UTC))
                .find(Set.of("printing"), null))
        .containsExactly(kept.id());
  }

  /** It was deleted, and purged, while nobody searched here. */
  @Test
  void forgetsAPostThatIsGoneFromTheStore() {
    SearchIndex index =
        new SearchIndex(
            store.database().getCollection(MongoPosts.POSTS),
            Clock.offset(Clock.systemUTC(), Duration.ofDays(1)));
    Post kept = stored("kept", "printing");
    Post gone = stored("gone", "printing");
    Post changed = stored("changed", "printing");
    assertThat(index.find(Set.of("printing"), null)).hasSize(3);

    store.database().getCollection(MongoPosts.POSTS).deleteOne(Filters.eq(gone.id()));
    Post after = changed.edited(content("changed", "something else"), NOW);
    posts.replace(changed, after, change(Action.EDITED));
    index.compare();

    assertThat(index.find(Set.of("printing"), null)).containsExactly(kept.id());
  }

  private Post stored(String slug, String body) {
    return stored(Post.draft(PostFixtures.id(), content(slug, body), NOW));
  }

  private List<String> found(MongoPosts where, String text) {
    return where.list(query(text, 10, null)).posts().stream().map(PostSummary::id).toList();
  }

  private List<String> found(String text) {
    return found(posts, text);
  }

  private static PostQuery query(String text, int limit, Cursor after) {
    return new PostQuery(null, null, null, null, text, null, null, limit, after);
  }

  @ParameterizedTest
  @CsvSource({
    "renee, Renée went home",
    "RENÉE, renee went home",
    "naïve, a naive idea",
    "strasse, in der Straße",
    "istanbul, İstanbul",
    "σοφος, ΣΟΦΟΣ",
    "ﬁle, the file",
    "home went, Renée went home",
    "logging, go-logging-fast",
    "東京, 私は東京に行く",
    "went home, 'went, home'"
  })
  void findsWordsHoweverTheyAreWritten(String text, String body) {
    Post post = stored("some-post", body);
    stored("other-post", "Nothing of it");

    assertThat(found(text)).containsExactly(post.id());
    assertThat(found(Normalizer.normalize(text, Normalizer.Form.NFD))).containsExactly(post.id());
    assertThat(found(Normalizer.normalize(text, Normalizer.Form.NFC))).containsExactly(post.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"week-459", "Week 459", "we did", "chris-roos", "weeknotes", "wrote"})
  void findsBySlugTitleSummaryAuthorTagAndBody(String text) {
    Post post = stored(draft("week-459"));

    assertThat(found(text)).containsExactly(post.id());
  }

  @Test
  void wantsAllWordsButNotInOrder() {
    Post both = stored("a", "one two");
    stored("b", "one three");

    assertThat(found("two one")).containsExactly(both.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"(z+)+$", "\0", "\\Q", ".*", "$where", "{\"$gt\":\"\"}", "!!!", "\ud800"})
  void takesNothingForAPattern(String text) {
    stored("some-post", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!");

    assertThat(found(text)).isEmpty();
  }

  @Test
  void aBlankTextDoesNotRestrict() {
    Post post = stored("some-post", "text");

    assertThat(found("  ")).containsExactly(post.id());
  }

  @Test
  void findsWhatIsCreatedChangedAndDeletedHereOrElsewhere() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    StoredJson json = new StoredJson();
    posts =
        new MongoPosts(
            store.database(),
            json,
            new PostLists(store.database(), json, clock),
            new PostHistory(store.database(), json));
    Post post = stored("some-post", "before");
    assertThat(found("before")).containsExactly(post.id());
    MongoPosts elsewhere = new MongoPosts(store.database(), new StoredJson());
    Post changed = post.edited(content("some-post", "afterwards"), NOW.minusSeconds(5));
    elsewhere.replace(post, changed, change(Action.EDITED));

    assertThat(found("before")).isEmpty();
    assertThat(found("afterwards")).containsExactly(post.id());

    elsewhere.delete(changed, deleted(changed), change(Action.DELETED));
    assertThat(found("afterwards")).isEmpty();
  }

  @Test
  void findsAnImportedPostThatSaysItWasChangedLongAgo() {
    posts.list(query("something", 10, null));
    Post imported = stored(Post.draft(PostFixtures.id(), content("old", "ancient"), Instant.EPOCH));

    assertThat(found("ancient")).containsExactly(imported.id());
  }

  @Test
  void pagesThroughWhatAFilterLeaves() {
    List<Post> all =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    Post.draft(PostFixtures.id(), content("p-" + i, "word"), NOW.plusMillis(i / 3)))
            .map(
                post ->
                    stored(
                        Integer.parseInt(post.working().slug().substring(2)) % 4 == 0
                            ? PostFixtures.published(post)
                            : post))
            .toList();
    List<String> seen = new ArrayList<>();
    Cursor cursor = null;
    do {
      PostPage page =
          posts.list(
              new PostQuery(PostState.PUBLISHED, null, null, null, "word", null, null, 4, cursor));
      page.posts().forEach(post -> seen.add(post.id()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(seen)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            all.stream()
                .filter(post -> post.state() == PostState.PUBLISHED)
                .map(Post::id)
                .toList());
  }

  @Test
  void keepsALimitedNumberOfWordsOfOnePost() {
    Post post = stored("long", "first " + words(SearchIndex.MAX_CHARS) + " last");

    assertThat(found("first")).containsExactly(post.id());
    assertThat(found("last")).isEmpty();
  }

  /**
   * Texts that are not the newest any more are dropped now and then: more of them than are kept.
   */
  @Test
  void findsTheNewestTextOnlyHoweverOftenAPostWasChanged() {
    Post other = stored("other", "always");
    Post post = stored("changed", "always begin");
    for (int change = 0; change < 15; change++) {
      Post next =
          post.edited(
              content("changed", "always now" + change + " " + words(60_000)),
              NOW.plusSeconds(change + 1));
      posts.replace(post, next, change(Action.EDITED));
      post = next;
      assertThat(found("now" + change)).containsExactly(post.id());
    }

    assertThat(found("begin")).isEmpty();
    assertThat(found("now13")).isEmpty();
    assertThat(found("always now14 w7")).containsExactly(post.id());
    assertThat(found("always")).containsExactly(post.id(), other.id());
  }

  private static String words(int chars) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; words.length() < chars; i++) {
      words.append('w').append(i).append(' ');
    }
    return words.toString();
  }
}
