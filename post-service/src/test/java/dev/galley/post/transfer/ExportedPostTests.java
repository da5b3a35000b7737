package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Content;
import dev.galley.post.content.InMemoryPosts;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.engine.Site;
import dev.galley.post.publish.PublishFixtures;
import dev.galley.post.snip.SnipPath;
import dev.galley.post.snip.WrittenManuscript;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExportedPostTests {

  private static final String DRAFT =
      "Text\n\n:page_title: Title\n:draft: true\n:mood: calm\n:created_at: 2017-11-03 10:00:00 +01:00\n";

  private final InMemoryPosts posts = new InMemoryPosts();

  @Test
  void writesAPostThatWasBornHereWithItsIdentity() {
    posts.insert(PostFixtures.draft("week-459"), PostFixtures.change(Action.CREATED), null, null);
    Post draft = posts.findBySlug("week-459").orElseThrow();
    Post published = PostFixtures.published(draft);

    assertThat(exported(draft)).contains(":draft: true\n", ":entry_id: urn:uuid:");
    String text = exported(published);
    assertThat(text)
        .startsWith("# Week 459\n\nWe wrote -- a lot.\n\n:written_with: markdown\n")
        .contains(
            ":kind: blog\n",
            ":author: chris-roos\n",
            ":tags:\n  - weeknotes\n",
            ":created_at: 2017-11-03 17:33:22.562 +01:00\n")
        .doesNotContain(":draft:");
  }

  @Test
  void isADraftNoMoreOnceItWasPublishedHere() {
    bring("a.snip.markdown", DRAFT);
    Post published = PostFixtures.published(stored("a"));

    String text = text(ExportedPost.of(published, DRAFT.getBytes(StandardCharsets.UTF_8)));

    assertThat(text)
        .contains(":mood: calm\n")
        .contains(":created_at: 2017-11-03 17:33:22.562 +01:00\n")
        .doesNotContain(":draft:");
  }

  @Test
  void becomesADraftWhenItIsTakenOffTheSite() {
    bring("a.snip.markdown", "Text\n\n:page_title: Title\n");
    Post unpublished = PostFixtures.unpublished(PostFixtures.published(stored("a")));

    assertThat(text(ExportedPost.of(unpublished, "x".getBytes(StandardCharsets.UTF_8))))
        .contains(":draft: true\n");
  }

  @Test
  void keepsUnknownNamesOfAnEditedFile() {
    bring("b/a.snip.markdown", DRAFT);
    Post imported = stored("a");
    posts.replace(
        imported,
        imported.edited(
            new Content(
                "a",
                "New title",
                "New text",
                "markdown",
                null,
                imported.working().authors(),
                imported.working().tags(),
                "page",
                imported.working().metadata(),
                null),
            PostFixtures.NOW),
        PostFixtures.change(Action.EDITED));

    Map<String, String> files = new HashMap<>();
    posts.forEach(
        (post, source) -> {
          WrittenManuscript file = ExportedPost.of(post, source);
          files.put(file.path(), text(file));
        });

    assertThat(files)
        .containsExactly(
            Map.entry(
                "b/a.snip.markdown",
                DRAFT.replace("Text", "New text").replace(": Title", ": New title")));
  }

  private void bring(String path, String text) {
    new ImportingPosts(
            posts,
            PublishFixtures.publishedPosts(posts, PostFixtures.CLOCK),
            PostFixtures::id,
            ExportFixtures.SITE.zone(),
            "decision"::equals,
            PostFixtures.CLOCK)
        .bring(
            new SnipFile(
                SnipPath.of(path).orElseThrow(),
                text.getBytes(StandardCharsets.UTF_8),
                PostFixtures.NOW),
            new ImportRun(
                false,
                false,
                "example.org",
                PostFixtures.CHRIS,
                Site.ofSnips(),
                EarlierVersions.NONE,
                Set.of()));
  }

  private Post stored(String slug) {
    return posts.findBySlug(slug).orElseThrow();
  }

  private static String exported(Post post) {
    return text(ExportedPost.of(post, null));
  }

  private static String text(WrittenManuscript written) {
    return new String(written.bytes(), StandardCharsets.UTF_8);
  }
}
