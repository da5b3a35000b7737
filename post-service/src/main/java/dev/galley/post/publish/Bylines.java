package dev.galley.post.publish;

import dev.galley.post.draft.Change;
import dev.galley.post.draft.Post;
import dev.galley.post.draft.PostObserver;
import dev.galley.post.draft.Posts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The names under which authors appear: what the post about the person says in its metadata {@value
 * #DISPLAY_NAME}, else the slug in words. Remembered for a minute, since every publication asks.
 */
final class Bylines implements PostObserver {

  static final String DISPLAY_NAME = "display_name";
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MAX_REMEMBERED = 1_000;
  private static final int MAX_NAME_CHARS = 200;

  private final Posts posts;
  private final Clock clock;
  private final Map<String, Name> names = new ConcurrentHashMap<>();

  /**
   * @param posts must not tell this object of its changes by way of itself
   */
  Bylines(Posts posts, Clock clock) {
    this.posts = posts;
    this.clock = clock;
  }

  String nameOf(String author) {
    Instant now = clock.instant();
    Name known = names.get(author);
    if (known != null && known.until().isAfter(now)) {
      return known.text();
    }
    if (names.size() >= MAX_REMEMBERED) {
      names.clear();
    }
    String text = posts.findBySlug(author).map(Bylines::displayName).orElse("");
    Name name = new Name(text.isBlank() ? inWords(author) : text.strip(), now.plus(REMEMBERED));
    names.put(author, name);
    return name.text();
  }

  private static String displayName(Post person) {
    return person.working().metadata().get(DISPLAY_NAME) instanceof String name
            && name.length() <= MAX_NAME_CHARS
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
    post.claimedSlugs().forEach(names::remove);
  }

  private record Name(String text, Instant until) {}
}
