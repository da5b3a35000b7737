package dev.galley.post.publish;

import dev.galley.event.Update;
import dev.galley.post.check.Checks;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Change;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Content;
import dev.galley.post.content.ContentRules;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.InvalidContent.Violation;
import dev.galley.post.content.Post;
import dev.galley.post.content.Posts;
import dev.galley.post.content.PublicHistory;
import dev.galley.post.draft.Expected;
import dev.galley.post.draft.NewPost;
import dev.galley.post.draft.WrongState;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows a post's working copy to readers, or a new text that becomes it. The post, its new state
 * and the event are one write; the answer comes when that is durable, and everything else follows
 * from the event.
 */
public final class PublishingPosts {

  /** Feeds write four digits. */
  private static final int FIRST_YEAR = 1000;

  private final Posts posts;
  private final PublishedPosts publishedPosts;
  private final ByConsent byConsent;
  private final Checks checks;
  private final Clock clock;

  PublishingPosts(
      Posts posts, PublishedPosts publishedPosts, ByConsent byConsent, Checks checks, Clock clock) {
    this.posts = posts;
    this.publishedPosts = publishedPosts;
    this.byConsent = byConsent;
    this.checks = checks;
    this.clock = clock;
  }

  /**
   * Publishes a post.
   *
   * @throws WrongState when the post's past does not allow this kind of update
   * @throws InvalidContent when there is nothing to read
   * @throws ConsentMissing when its kind is published by consent, and there is none
   * @throws dev.galley.post.check.ChecksFailed when configuration requires what it does not pass
   * @throws dev.galley.post.content.StaleRevision when the post is not at the expected revision
   */
  public Post publish(String id, Expected expected, PublishPost command, Actor actor) {
    return publish(expected.load(posts, id), command, PublicationTime.now(clock), actor);
  }

  /** The same of the post at this revision. */
  public Post publish(Post before, PublishPost command, PublicationTime when, Actor actor) {
    Post after = next(before, command, when, actor);
    posts.replace(before, after, published(after, when, actor));
    return after;
  }

  /** What {@link #publish} would make of the post; nothing is stored. */
  public Post next(Post before, PublishPost command, PublicationTime when, Actor actor) {
    ContentRules.checkRemark("changeNote", command.changeNote());
    Update update = update(before, command.update());
    Content content = content(before, command.content());
    requireSomethingToRead(content);
    checks.require(before, content);
    return byConsent.published(
        before,
        publishedPosts.next(before, content, options(before, update, command, when)),
        Boolean.TRUE.equals(command.withoutConsent()),
        actor);
  }

  private static Change published(Post after, PublicationTime when, Actor actor) {
    String update = after.live().orElseThrow().update().wireName();
    String kind = ByConsent.isOwed(after) ? update + ", without consent" : update;
    return actor.does(Action.PUBLISHED, when.noted(kind), when.at());
  }

  private static Content content(Post post, @Nullable NewPost wish) {
    Content before = post.working();
    return wish == null ? before : wish.toContent(before.slug(), before.format());
  }

  private static Update update(Post post, @Nullable Update wish) {
    if (!post.everPublished()) {
      if (wish == Update.MAJOR || wish == Update.MINOR) {
        throw new WrongState(
            "The post was never published: publish it as first, or as silent to tell nobody.");
      }
      return wish == null ? Update.FIRST : wish;
    }
    if (wish == Update.FIRST) {
      throw new WrongState("The post was published before: publish it as major, minor or silent.");
    }
    if (wish != null) {
      return wish;
    }
    // Who was told that it went hears that it is back.
    return post.live().isPresent() ? Update.MINOR : Update.MAJOR;
  }

  private static PublishOptions options(
      Post post, Update update, PublishPost command, PublicationTime when) {
    OffsetDateTime date = date(post, command.publishedAt(), when);
    PublicHistory seen = post.publicHistory();
    return new PublishOptions(
        update,
        seen == null ? date : seen.firstPublishedAt(),
        seen == null || update == Update.MAJOR ? date : seen.publishedAt(),
        command.changeNote(),
        when);
  }

  private static OffsetDateTime date(
      Post post, @Nullable OffsetDateTime wish, PublicationTime when) {
    if (wish == null) {
      return when.date();
    }
    if (post.everPublished()) {
      throw new WrongState("The post was published before: its date was chosen then.");
    }
    if (wish.toInstant().isAfter(when.at())) {
      throw InvalidContent.of(
          "publishedAt", "must not be in the future: schedule the post instead");
    }
    if (wish.getYear() < FIRST_YEAR) {
      throw InvalidContent.of("publishedAt", "must not be before the year " + FIRST_YEAR);
    }
    return wish.truncatedTo(ChronoUnit.MILLIS);
  }

  private static void requireSomethingToRead(Content content) {
    ContentRules.check(content);
    List<Violation> missing = new ArrayList<>();
    if (content.title().isBlank()) {
      missing.add(new Violation("title", "must not be empty when a post is published"));
    }
    if (content.body().isBlank()) {
      missing.add(new Violation("body", "must not be empty when a post is published"));
    }
    if (!missing.isEmpty()) {
      throw new InvalidContent(missing);
    }
  }
}
