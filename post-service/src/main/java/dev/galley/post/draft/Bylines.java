package dev.galley.post.draft;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.event.Author;
import dev.galley.post.content.Change;
import dev.galley.post.content.Post;
import dev.galley.post.content.Posts;
import dev.galley.post.snip.Authors;
import dev.galley.post.store.PostObserver;
import dev.galley.web.OneLine;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names under which authors appear: what the post about the person says in its metadata {@value
 * #DISPLAY_NAME}, else what the post itself says, else the slug in words. Remembered for a minute,
 * since every publication asks.
 */
public final class Bylines implements PostObserver {

  static final String DISPLAY_NAME = "display_name";
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MAX_REMEMBERED = 1_000;
  private static final int MAX_NAME_CHARS = 200;

  private final Posts posts;
  private final Cache<String, String> names;

  /**
   * @param posts must not tell this object of its changes by way of itself
   */
  public Bylines(Posts posts, Clock clock) {
    this.posts = posts;
    this.names =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build();
  }

  /** The authors of a post, in their order. */
  public List<Author> of(List<String> authors, Map<String, Object> metadata) {
    Map<String, String> written = Authors.in(metadata);
    return authors.stream()
        .map(author -> new Author(author, nameOf(author, written.get(author))))
        .toList();
  }

  /**
   * The name of an author.
   *
   * @param written as the post itself says; absent or empty when it does not
   */
  private String nameOf(String author, @Nullable String written) {
    String name = names.get(author, this::read);
    if (!name.isEmpty()) {
      return name;
    }
    return written == null || written.isEmpty() || written.length() > MAX_NAME_CHARS
        ? inWords(author)
        : written;
  }

  private String read(String author) {
    return posts.findBySlug(author).map(Bylines::displayName).orElse("").strip();
  }

  private static String displayName(Post person) {
    return person.working().metadata().get(DISPLAY_NAME) instanceof String name
            && name.length() <= MAX_NAME_CHARS
            && OneLine.Rule.isOneLine(name)
        ? name
        : "";
  }

  private static String inWords(String slug) {
    return Arrays.stream(slug.split("-"))
        .filter(word -> !word.isEmpty())
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining(" "));
  }

  @Override
  public void stored(Post post, Change change) {
    names.invalidateAll(post.claimedSlugs());
  }
}
