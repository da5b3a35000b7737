package dev.galley.post.store;

import static dev.galley.post.content.PostFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.draft.NewPost;
import dev.galley.web.answer.IfMatch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WrittenPostsTests {

  private final WrittenPosts written = new WrittenPosts();

  @Test
  void remembersTheOneRevisionThatIsExpected() {
    Post post = PostFixtures.draft("week-459");
    written.put(post);

    assertThat(written.at(post.id(), IfMatch.of(1))).contains(post);
    assertThat(written.at(post.id(), IfMatch.of(2))).isEmpty();
    assertThat(written.at(post.id(), new IfMatch(false, Set.of(1L, 2L)))).isEmpty();
    assertThat(written.at(post.id(), new IfMatch(true, Set.of()))).isEmpty();
    written.forget(post.id());
    assertThat(written.at(post.id(), IfMatch.of(1))).isEmpty();
  }

  @Test
  void holdsBoundedTextAndMetadata() {
    List<Post> posts = Stream.generate(WrittenPostsTests::large).limit(200).toList();
    posts.forEach(written::put);

    long chars =
        posts.stream()
            .filter(post -> written.at(post.id(), IfMatch.of(1)).isPresent())
            .mapToLong(
                post ->
                    post.working().body().length() + post.working().metadata().toString().length())
            .sum();
    assertThat(chars).isPositive().isLessThan(4L * 1024 * 1024);
  }

  private static Post large() {
    NewPost wish =
        new NewPost(
            "week-459",
            "Week 459",
            "x".repeat(10_000),
            null,
            null,
            null,
            null,
            null,
            Map.of("notes", "y".repeat(60_000)),
            null);
    return Post.draft(PostFixtures.id(), wish.toContent("week-459", "gfm"), NOW);
  }
}
