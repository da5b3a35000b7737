package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.galley.event.PostPublished;
import dev.galley.event.Update;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Content;
import dev.galley.post.content.InMemoryPosts;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.PostState;
import dev.galley.post.content.Posts;
import dev.galley.post.engine.Site;
import dev.galley.post.publish.PublishFixtures;
import dev.galley.post.snip.SnipPath;
import dev.galley.post.store.MongoPosts;
import dev.galley.post.store.MongoStore;
import dev.galley.post.store.StoredJson;
import dev.galley.post.transfer.FileReport.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mockito.AdditionalAnswers;

class ImportingPostsTests {

  /** After all that the files say. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);

  private static final Instant MODIFIED = Instant.parse("2016-05-04T03:02:01Z");
  private static final String WEEK =
      """
      # Week 1

      Text

      :created_at: 2017-11-04 00:30:00 +01:00
      :updated_at: 2017-11-05 10:00:00 +01:00
      :author: chris-roos
      :kind: blog
      """;

  private final InMemoryPosts posts = new InMemoryPosts();
  private final ImportingPosts importing = importing(posts);

  private static ImportingPosts importing(Posts posts) {
    return new ImportingPosts(
        posts,
        PublishFixtures.publishedPosts(posts, CLOCK),
        () -> UUID.randomUUID().toString(),
        ExportFixtures.SITE.zone(),
        "decision"::equals,
        CLOCK);
  }

  @Test
  void rejectsWhatReadersCouldNotBeSent() {
    try (MongoStore store = new MongoStore()) {
      MongoPosts stored = new MongoPosts(store.database(), new StoredJson());
      ImportingPosts importing =
          new ImportingPosts(
              stored,
              PublishFixtures.publishedPosts(stored, CLOCK),
              PostFixtures::id,
              ExportFixtures.SITE.zone(),
              "decision"::equals,
              CLOCK);

      List<FileReport> reports =
          importing.bring(
              List.of(
                  file(
                      "week-0.snip.markdown", "Text\n\n:page_title: A\n:created_at: 3 Nov -0017\n"),
                  file("week-1.snip.markdown", WEEK)),
              run(true));

      assertThat(reports.get(1).outcome()).isEqualTo(Outcome.CREATED);
      FileReport report = reports.get(0);
      assertThat(report.outcome()).isEqualTo(Outcome.REJECTED);
      assertThat(report.reason())
          .startsWith("firstPublishedAt cannot be sent to readers as an event: does not match");
      assertThat(stored.findBySlug("week-0")).isEmpty();
    }
  }

  @Test
  void publishesSilentlyWithTheDatesOfTheFile() {
    FileReport report = publish("week-1.snip.markdown", WEEK);

    assertThat(report.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(report.published()).isTrue();
    Post post = stored("week-1");
    assertThat(post.revision()).isEqualTo(1);
    assertThat(post.state()).isEqualTo(PostState.PUBLISHED);
    PostPublished event = (PostPublished) posts.events().get(0);
    assertThat(event.update()).isEqualTo(Update.SILENT);
    assertThat(event.announcement()).isNull();
    assertThat(event.firstPublishedAt()).hasToString("2017-11-04T00:30+01:00");
    assertThat(event.publishedAt()).hasToString("2017-11-05T10:00+01:00");
    assertThat(event.title()).isEqualTo("Week 1");
    assertThat(event.body()).isEqualTo("# Week 1\n\nText");
    assertThat(event.metadata()).doesNotContainKey("created_at");
    assertThat(post.working().metadata()).containsEntry("created_at", "2017-11-04 00:30:00 +01:00");
    assertThat(event.authors()).extracting("name").containsExactly("Chris Roos");
  }

  @Test
  void keepsTheEntryIdOfTheOldFeedInTheZoneOfItsDate() {
    publish("week-1.snip.markdown", WEEK);

    // 2017-11-03 in UTC.
    assertThat(stored("week-1").entryId()).isEqualTo("tag:example.org,2017-11-04:/week-1");
  }

  @Test
  void takesTheTimeOfTheFileWhereItSaysNone() {
    publish("tagline.snip.html", "<p>x</p>");

    assertThat(stored("tagline").entryId()).isEqualTo("tag:example.org,2016-05-04:/tagline");
    assertThat(stored("tagline").publicHistory().publishedAt()).hasToString("2016-05-04T03:02:01Z");
  }

  @Test
  void changesNothingTheSecondTime() {
    FileReport first = publish("week-1.snip.markdown", WEEK);

    FileReport second = publish("week-1.snip.markdown", WEEK);

    assertThat(second.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(second.postId()).isEqualTo(first.postId());
    assertThat(second.published()).isTrue();
    assertThat(first.publishedRevision()).isEqualTo(1);
    assertThat(second.publishedRevision()).isNull();
    assertThat(stored("week-1").revision()).isEqualTo(1);
    assertThat(posts.events()).hasSize(1);
  }

  @Test
  void doesNotTakeTheSamePageOfAnotherSiteForItsOwn() {
    String about = "---\ntitle: About\ndate: %s\n---\n%s\n";
    publish("one/about.md", about.formatted("2019-01-01", "Alpha"));

    FileReport other = publish("two/about.md", about.formatted("2022-02-02", "Beta"));

    assertThat(other.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(other.reason()).contains("another time");
    assertThat(stored("about").working().body()).isEqualTo("Alpha");
  }

  @Test
  void takesADraftThatWasPublishedElsewhereMeanwhile() {
    String about = "---\ntitle: About\ndate: %s\ndraft: %s\n---\n%s\n";
    publish("one/about.md", about.formatted("2019-01-01", "true", "Alpha"));

    FileReport again = publish("two/about.md", about.formatted("2019-02-02", "false", "Beta"));

    assertThat(again.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(stored("about").working().body()).isEqualTo("Beta");
  }

  @Test
  void updatesThePostOfAChangedFile() {
    FileReport first = publish("week-1.snip.markdown", WEEK);

    FileReport second = publish("moved/week-1.snip.markdown", WEEK.replace("Text", "New text"));

    assertThat(second.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(second.postId()).isEqualTo(first.postId());
    assertThat(stored("week-1").revision()).isEqualTo(2);
    assertThat(stored("week-1").entryId()).isEqualTo("tag:example.org,2017-11-04:/week-1");
    assertThat(posts.events()).hasSize(2);
    assertThat(publish("moved/week-1.snip.markdown", WEEK.replace("Text", "New text")).outcome())
        .isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void publishesLaterWhatWasOnlyImported() {
    assertThat(bring(false, "week-1.snip.markdown", WEEK).published()).isFalse();
    assertThat(posts.events()).isEmpty();

    FileReport report = publish("week-1.snip.markdown", WEEK);

    assertThat(report.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(report.published()).isTrue();
    assertThat(report.publishedRevision()).isEqualTo(2);
    assertThat(stored("week-1").publicHistory().firstPublishedAt())
        .hasToString("2017-11-04T00:30+01:00");
    assertThat(publish("week-1.snip.markdown", WEEK).outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void leavesReadersWhatTheyHadWhenAChangedFileIsImportedWithoutPublishing() {
    publish("week-1.snip.markdown", WEEK);

    bring(false, "week-1.snip.markdown", WEEK.replace("Text", "New text"));

    assertThat(stored("week-1").live().orElseThrow().body()).endsWith("\nText");
    assertThat(stored("week-1").hasUnpublishedChanges()).isTrue();

    publish("week-1.snip.markdown", WEEK.replace("Text", "New text"));

    assertThat(stored("week-1").live().orElseThrow().body()).endsWith("New text");
  }

  @Test
  void neverOverwritesWhatWasEditedHere() {
    publish("week-1.snip.markdown", WEEK);
    edit("week-1");

    FileReport same = publish("week-1.snip.markdown", WEEK);
    FileReport changed = publish("week-1.snip.markdown", WEEK.replace("Text", "New text"));

    assertThat(same.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(changed.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(changed.reason()).contains("both the file and the post changed");
    assertThat(stored("week-1").working().body()).isEqualTo("edited");
  }

  @Test
  void doesNotTakeASlugFromAPostThatWasBornHere() {
    posts.insert(PostFixtures.draft("week-1"), PostFixtures.change(Action.CREATED), null, null);

    FileReport report = publish("week-1.snip.markdown", WEEK);

    assertThat(report.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(report.slug()).isEqualTo("week-1");
    assertThat(report.postId()).isNull();
    assertThat(report.reason()).startsWith("the slug belongs to a post");
  }

  @Test
  void doesNotLetTwoFilesOfOneImportChangeTheSamePost() {
    ImportRun run =
        new ImportRun(
            true,
            false,
            "example.org",
            PostFixtures.CHRIS,
            Site.ofSnips(),
            EarlierVersions.NONE,
            Set.of("a/x.snip.markdown", "b/x.snip.markdown"));

    importing.bring(file("a/x.snip.markdown", "one"), run);
    FileReport second = importing.bring(file("b/x.snip.markdown", "two"), run);

    assertThat(second.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(second.reason()).isEqualTo("the slug belongs to the post of a/x.snip.markdown");
    assertThat(stored("x").working().body()).isEqualTo("one");
  }

  @Test
  void reportsEachFileOfABatchByItself() {
    publish("old.snip.markdown", "as it is");
    posts.insert(PostFixtures.draft("taken"), PostFixtures.change(Action.CREATED), null, null);
    ImportRun run =
        new ImportRun(
            true,
            false,
            "example.org",
            PostFixtures.CHRIS,
            Site.ofSnips(),
            EarlierVersions.NONE,
            Set.of("a/x.snip.markdown", "b/x.snip.markdown"));

    List<FileReport> reports =
        importing.bring(
            List.of(
                file("a/x.snip.markdown", "one"),
                file("b/x.snip.markdown", "two"),
                file("broken.snip.markdown", "x\n\n:a: [\n"),
                file("old.snip.markdown", "as it is"),
                file("taken.snip.markdown", "mine"),
                file("z.snip.markdown", "last")),
            run);

    assertThat(reports)
        .extracting(FileReport::path)
        .containsExactly(
            "a/x.snip.markdown",
            "b/x.snip.markdown",
            "broken.snip.markdown",
            "old.snip.markdown",
            "taken.snip.markdown",
            "z.snip.markdown");
    assertThat(reports)
        .extracting(FileReport::outcome)
        .containsExactly(
            Outcome.CREATED,
            Outcome.REJECTED,
            Outcome.REJECTED,
            Outcome.UNCHANGED,
            Outcome.REJECTED,
            Outcome.CREATED);
    assertThat(reports.get(1).reason())
        .isEqualTo("the slug belongs to the post of a/x.snip.markdown");
    assertThat(stored("x").working().body()).isEqualTo("one");
  }

  @Test
  void completesABatchOfWhichOnlyAPartWasStored() {
    List<SnipFile> files = List.of(file("a.snip.markdown", "one"), file("b.snip.markdown", "two"));
    Posts failing = mock(Posts.class, AdditionalAnswers.delegatesTo(posts));
    doAnswer(
            call -> {
              posts.insertAll(call.<List<Posts.Imported>>getArgument(0).subList(0, 1));
              throw new IllegalStateException("The connection is lost");
            })
        .when(failing)
        .insertAll(any());

    assertThatThrownBy(() -> importing(failing).bring(files, run(true)))
        .hasMessage("The connection is lost");
    List<FileReport> again = importing.bring(files, run(true));

    assertThat(again)
        .extracting(FileReport::outcome)
        .containsExactly(Outcome.UNCHANGED, Outcome.CREATED);
    assertThat(posts.events()).hasSize(2);
  }

  @Test
  void twoImportsAtOnceMakeEachPostOnce() throws Exception {
    List<SnipFile> files =
        IntStream.range(0, 100).mapToObj(i -> file("p" + i + ".snip.markdown", "x")).toList();
    CyclicBarrier together = new CyclicBarrier(2);
    try (MongoStore store = new MongoStore()) {
      new MongoPosts(store.database(), new StoredJson()).createIndexes();
      Callable<List<FileReport>> bringing =
          () -> {
            // Each instance has its own.
            ImportingPosts own = importing(new MongoPosts(store.database(), new StoredJson()));
            together.await();
            return own.bring(files, run(true));
          };
      FutureTask<List<FileReport>> other = new FutureTask<>(bringing);
      new Thread(other, "other instance").start();
      List<FileReport> mine = bringing.call();
      List<FileReport> others = other.get();

      for (int i = 0; i < files.size(); i++) {
        assertThat(List.of(mine.get(i).outcome(), others.get(i).outcome()))
            .containsExactlyInAnyOrder(Outcome.CREATED, Outcome.UNCHANGED);
        assertThat(mine.get(i).postId()).isEqualTo(others.get(i).postId());
      }
      assertThat(store.database().getCollection(MongoPosts.POSTS).countDocuments()).isEqualTo(100);
    }
  }

  @Test
  void leavesDraftsTemplatesUnknownTagsAndEmptyFilesUnpublished() {
    assertThat(publish("a.snip.markdown", "x\n\n:draft: true\n").published()).isFalse();
    assertThat(publish("templates/b.snip.markdown", "x\n").published()).isFalse();
    assertThat(publish("c.snip.markdown", ":page_title: C\n").published()).isFalse();
    FileReport tags = publish("d.snip.markdown", "<% exit %>\n\n:erb: true\n");
    assertThat(tags.published()).isFalse();
    assertThat(tags.warnings())
        .containsExactly(
            "stays a draft: it holds template tags that are not known",
            "line 1: unknown template tag <% exit %>");
    assertThat(posts.events()).isEmpty();
  }

  @Test
  void publishesALiteralTagAsItIs() {
    FileReport report = publish("a.snip.markdown", "<%= ENV['X'] %>\n");

    assertThat(report.published()).isTrue();
    assertThat(report.warnings()).isEmpty();
    assertThat(stored("a").working().body()).isEqualTo("<%= ENV['X'] %>");
  }

  @Test
  void rejectsWhatCannotBeRead() {
    assertRejected(publish("a.snip.markdown", "x\n\n:a: [\n"), "line 4: metadata is not YAML");
    assertRejected(publish("api.snip.markdown", "x\n"), "slug is reserved");
    assertRejected(publish("a.snip.markdown", "x".repeat(3 * 1024 * 1024)), "larger than");
    assertRejected(publish("a.snip.markdown", "x\n\n:kind: A B\n"), "kind must be");
    assertRejected(
        importing.bring(
            new SnipFile(path("a.snip"), new byte[] {'x', (byte) 0xFF}, MODIFIED), run(true)),
        "not UTF-8 at byte 1");
    assertThat(posts.events()).isEmpty();
    assertThat(posts.findBySlug("a")).isEmpty();
  }

  private void assertRejected(FileReport report, String reason) {
    assertThat(report.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(report.reason()).contains(reason);
    assertThat(report.postId()).isNull();
  }

  @Test
  void doesNotPublishAgainWhatWasTakenOffTheSite() {
    publish("week-1.snip.markdown", WEEK);
    Post post = stored("week-1");
    posts.replace(
        post, PostFixtures.unpublished(post), PostFixtures.change(Action.UNPUBLISHED), null);

    FileReport same = publish("week-1.snip.markdown", WEEK);
    FileReport changed = publish("week-1.snip.markdown", WEEK.replace("Text", "New text"));

    assertThat(same.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(changed.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(changed.published()).isFalse();
  }

  private void edit(String slug) {
    Post post = stored(slug);
    Content content = PostFixtures.content(slug, "edited");
    posts.replace(
        post, post.edited(content, PostFixtures.NOW), PostFixtures.change(Action.EDITED), null);
  }

  private Post stored(String slug) {
    return posts.findBySlug(slug).orElseThrow();
  }

  private FileReport publish(String path, String text) {
    return bring(true, path, text);
  }

  private FileReport bring(boolean publish, String path, String text) {
    return importing.bring(file(path, text), run(publish));
  }

  private static ImportRun run(boolean publish) {
    return new ImportRun(
        publish,
        false,
        "example.org",
        PostFixtures.CHRIS,
        Site.ofSnips(),
        EarlierVersions.NONE,
        Set.of());
  }

  private static SnipFile file(String path, String text) {
    return new SnipFile(path(path), text.getBytes(StandardCharsets.UTF_8), MODIFIED);
  }

  private static SnipPath path(String path) {
    return SnipPath.of(path).orElseThrow();
  }
}
