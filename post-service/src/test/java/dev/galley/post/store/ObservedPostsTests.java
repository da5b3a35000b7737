package dev.galley.post.store;

import static dev.galley.post.content.PostFixtures.change;
import static dev.galley.post.content.PostFixtures.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.mongodb.MongoException;
import dev.galley.post.content.Change;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.InMemoryPosts;
import dev.galley.post.content.Post;
import dev.galley.post.content.Posts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObservedPostsTests {

  private final List<String> told = new ArrayList<>();
  private final PostObserver observer =
      new PostObserver() {
        @Override
        public void stored(Post post, Change change) {
          told.add("stored " + post.id());
        }

        @Override
        public void doubtful(String postId) {
          told.add("doubtful " + postId);
        }
      };

  private static List<Posts.Imported> imported(Post... posts) {
    return Stream.of(posts)
        .map(post -> new Posts.Imported(post, change(Action.IMPORTED), new byte[] {1}))
        .toList();
  }

  @Test
  void tellsOfManyOnlyWhatWasStored() {
    Post first = draft("a");
    Post again = draft("a");

    new ObservedPosts(new InMemoryPosts(), List.of(observer)).insertAll(imported(first, again));

    assertThat(told).containsExactly("stored " + first.id());
  }

  @Test
  void doubtsAllOfManyWhenTheirWriteFails() {
    Post first = draft("a");
    Post second = draft("b");
    Posts failing = mock();
    when(failing.insertAll(any())).thenThrow(new MongoException("The answer was lost"));
    Posts posts = new ObservedPosts(failing, List.of(observer));

    assertThatThrownBy(() -> posts.insertAll(imported(first, second)))
        .isInstanceOf(MongoException.class);

    assertThat(told).containsExactly("doubtful " + first.id(), "doubtful " + second.id());
  }
}
