package dev.galley.post.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.content.Change;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.Posts;
import dev.galley.post.store.MongoStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SeriesTests {

  @RegisterExtension static final MongoStore store = new MongoStore();

  private Posts posts;
  private int minutes;

  @BeforeEach
  void openStore() {
    posts = store.posts();
  }

  private void write(String title, String slug) {
    Content content =
        new Content(
            slug,
            title,
            "Text",
            "kramdown",
            null,
            List.of("chris-roos"),
            List.of("weeknotes"),
            "blog",
            Map.of(),
            null);
    Instant at = PostFixtures.NOW.plusSeconds(60L * minutes++);
    posts.insert(
        Post.draft(PostFixtures.id(), content, at),
        PostFixtures.change(Change.Action.CREATED),
        null,
        null);
  }

  private List<FilledTemplate.Post> next() {
    return new Series(posts)
        .next(List.of("james-mead")).stream().map(FilledTemplate::post).toList();
  }

  @Test
  void proposesTheNextOfASeries() {
    write("Week 458", "week-458");
    write("Week 459", "week-459");
    write("Show and tell", "show-and-tell");

    assertThat(next())
        .containsExactly(
            new FilledTemplate.Post(
                "Week 460",
                "week-460",
                "blog",
                "",
                "kramdown",
                null,
                List.of("james-mead"),
                List.of("weeknotes")));
  }

  @Test
  void goesBehindWhatWasNotChangedForLong() {
    write("Week 460", "week-460");
    write("Week 461", "week-461");
    for (int i = 0; i < 120; i++) {
      write("Other " + (char) ('a' + i % 26), "other-" + i + "-x");
    }
    write("Week 1", "week-1");
    write("Week 459", "week-459");

    assertThat(next()).extracting(FilledTemplate.Post::slug).containsExactly("week-462");
  }

  @Test
  void takesNoSingleNumberAndNoneThatTheSlugDoesNotHaveForASeries() {
    write("Ruby 3", "ruby-3");
    write("Apollo 11", "to-the-moon");
    write("Apollo 13", "to-the-moon-again");
    write("2024", "2024");
    write("2025", "2025");

    assertThat(next()).isEmpty();
  }

  @Test
  void offersTheSeriesThatWereChangedLast() {
    for (String name : List.of("A", "B", "C", "D")) {
      write(name + " 1", name.toLowerCase() + "-1");
      write(name + " 2", name.toLowerCase() + "-2");
    }

    assertThat(next()).extracting(FilledTemplate.Post::title).containsExactly("D 3", "C 3", "B 3");
  }
}
