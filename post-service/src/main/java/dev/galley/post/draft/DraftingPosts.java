package dev.galley.post.draft;

import dev.galley.post.content.Actor;
import dev.galley.post.content.AlreadyCreated;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Content;
import dev.galley.post.content.ContentRules;
import dev.galley.post.content.IdempotencyKey;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostIds;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.PostQuery;
import dev.galley.post.content.PostState;
import dev.galley.post.content.Posts;
import dev.galley.post.content.SlugTaken;
import dev.galley.post.content.Slugs;
import dev.galley.post.content.StaleRevision;
import dev.galley.stream.codec.EventIds;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What authors do with the working copy of a post. Readers never see any of it. */
final class DraftingPosts {

  /** How many posts that share a title are counted; the ends of further names are drawn. */
  private static final int MAX_COUNTED = 20;

  private static final int MAX_SLUG_ATTEMPTS = MAX_COUNTED + 5;

  private final Posts posts;
  private final PostIds ids;
  private final Clock clock;

  DraftingPosts(Posts posts, PostIds ids, Clock clock) {
    this.posts = posts;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Creates a draft; the same key and content again give the same post.
   *
   * @throws IdempotencyKeyReused when the key belongs to another request
   */
  Post create(NewPost wish, @Nullable IdempotencyKey key, Actor actor) {
    if (key != null) {
      Optional<Post> before = repeated(key);
      if (before.isPresent()) {
        return before.get();
      }
    }
    try {
      return wish.slug() != null
          ? insert(wish.toContent(wish.slug(), Content.DEFAULT_FORMAT), key, actor)
          : underFreeSlug(wish, Content.DEFAULT_FORMAT, content -> insert(content, key, actor));
    } catch (AlreadyCreated | SlugTaken e) {
      // The other post may be this one: sent twice at once, it takes its slug from itself.
      return repeated(e, key);
    }
  }

  private Post repeated(RuntimeException failure, @Nullable IdempotencyKey key) {
    if (key == null) {
      throw failure;
    }
    return repeated(key).orElseThrow(() -> failure);
  }

  private Optional<Post> repeated(IdempotencyKey key) {
    return posts
        .findCreated(key.value())
        .map(
            created -> {
              if (!created.bodyHash().equals(key.bodyHash())) {
                throw new IdempotencyKeyReused();
              }
              return created.post();
            });
  }

  private static Post underFreeSlug(NewPost wish, String format, Function<Content, Post> write) {
    String slug = Slugs.fromTitle(wish.title() == null ? "" : wish.title());
    for (int attempt = 1; ; attempt++) {
      String candidate = attempt == 1 ? slug : slug + "-" + end(attempt);
      if (Slugs.isReserved(candidate)) {
        continue;
      }
      try {
        return write.apply(wish.toContent(candidate, format));
      } catch (SlugTaken e) {
        if (attempt == MAX_SLUG_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static String end(int attempt) {
    return attempt <= MAX_COUNTED
        ? Integer.toString(attempt)
        : UUID.randomUUID().toString().substring(0, 8);
  }

  private Post insert(Content content, @Nullable IdempotencyKey key, Actor actor) {
    ContentRules.check(content);
    Instant now = now();
    Post post = Post.draft(ids.next(), content, now);
    posts.insert(post, actor.does(Action.CREATED, null, now), null, key);
    return post;
  }

  /**
   * Replaces the working copy.
   *
   * @return the post at its next revision, or as it is when nothing changes
   * @throws StaleRevision when the post is not at the expected revision
   */
  Post edit(String id, Expected expected, NewPost wish, Actor actor) {
    Post before = expected.load(posts, id);
    Content content = wish.toContent(before.working().slug(), before.working().format());
    return change(before, content, Action.EDITED, null, actor);
  }

  /**
   * Replaces the working copy; without a slug it gets one from its title.
   *
   * @throws StaleRevision when the post is not at the expected revision
   */
  Post editAndName(String id, Expected expected, NewPost wish, Actor actor) {
    if (wish.slug() != null) {
      return edit(id, expected, wish, actor);
    }
    Post before = expected.load(posts, id);
    return underFreeSlug(
        wish,
        before.working().format(),
        content -> change(before, content, Action.EDITED, null, actor));
  }

  /**
   * Makes the content of an earlier revision the working copy again.
   *
   * @throws RevisionNotFound when there is no such revision
   * @throws StaleRevision when the post is not at the expected revision
   */
  Post restore(String id, Expected expected, long revision, Actor actor) {
    Post before = expected.load(posts, id);
    Content content =
        posts
            .contentAt(before, revision)
            .orElseThrow(() -> new RevisionNotFound(id, revision))
            // The name is not text: where the post lives now was decided after that revision.
            .withSlug(before.working().slug());
    return change(before, content, Action.RESTORED, "revision " + revision, actor);
  }

  /**
   * Makes what readers see the working copy again, its name included.
   *
   * @throws WrongState when readers see nothing
   * @throws StaleRevision when the post is not at the expected revision
   */
  Post reset(String id, Expected expected, Actor actor) {
    Post before = expected.load(posts, id);
    long live =
        before.live().orElseThrow(() -> new WrongState("The post is not on the site.")).revision();
    Content content =
        posts.contentAt(before, live).orElseThrow(() -> new RevisionNotFound(id, live));
    return change(before, content, Action.RESTORED, "what is live: revision " + live, actor);
  }

  /**
   * Makes a draft what other posts begin with, or a draft again.
   *
   * @throws WrongState when it was ever published, is on its way, or there are templates enough
   * @throws StaleRevision when the post is not at the expected revision
   */
  Post template(String id, Expected expected, boolean isOne, Actor actor) {
    Post before = expected.load(posts, id);
    if (before.isTemplate() == isOne) {
      return unchanged(before);
    }
    if (isOne && before.state() != PostState.DRAFT) {
      throw new WrongState("Only a draft that was never published can be a template.");
    }
    if (isOne && posts.list(PostQuery.templates()).posts().size() >= PostQuery.MAX_TEMPLATES) {
      throw new WrongState(
          "There are " + PostQuery.MAX_TEMPLATES + " templates already: make one a draft again.");
    }
    String note = isOne ? "a template from now on" : "no template any more";
    return change(before, before.working().asTemplate(isOne), Action.EDITED, note, actor);
  }

  private Post change(
      Post before, Content content, Action action, @Nullable String note, Actor actor) {
    if (content.equals(before.working())) {
      return unchanged(before);
    }
    ContentRules.check(content);
    Instant now = now();
    Post after = before.edited(content, now);
    posts.replace(before, after, actor.does(action, note, now));
    return after;
  }

  /** Where nothing is written, no write fails because somebody else was faster. */
  private Post unchanged(Post post) {
    Post now = posts.find(post.id()).orElseThrow(() -> new PostNotFound(post.id()));
    if (now.revision() != post.revision()) {
      throw new StaleRevision(now.revision());
    }
    return now;
  }

  /**
   * Deletes a post that is not on the site, with everything that it said.
   *
   * @throws WrongState when it is published
   * @throws StaleRevision when the post is not at the expected revision
   */
  void delete(String id, Expected expected, Actor actor) {
    Post post = expected.load(posts, id);
    if (post.live().isPresent()) {
      throw new WrongState("The post is published: unpublish it first, then delete it.");
    }
    Instant now = now();
    posts.delete(post, post.erased(EventIds.next(), now), actor.does(Action.DELETED, null, now));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
