package dev.galley.post.content;

import dev.galley.web.answer.IfMatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All posts. Every method that changes one makes a single atomic, durable write that also keeps the
 * revision in the history and, where readers are to see something else, puts the event into the
 * outbox. Thread-safe; never retries by itself.
 */
public interface Posts {

  /** The post with an id; empty when there is none, or it was deleted. */
  Optional<Post> find(String id);

  /**
   * The post to base a change on. It may be an older state than what is stored, if it is the only
   * one that is expected; then {@link #replace} and {@link #delete} say so.
   */
  default Optional<Post> findForChange(String id, IfMatch expected) {
    return find(id);
  }

  /** The post that holds a slug: its working one, its public one or a former one. */
  Optional<Post> findBySlug(String slug);

  /** The posts that hold one of these slugs, by the slug that was asked for. */
  Map<String, Post> findBySlugs(Set<String> slugs);

  /** The post that a creation with this key made, as it was then. */
  Optional<Created> findCreated(String idempotencyKey);

  /** One page of posts, the last changed first. */
  PostPage list(PostQuery query);

  /**
   * Hands every post to {@code visitor}, with the bytes that it was imported from when it has kept
   * them. In no order, one at a time: the whole collection need not fit into memory.
   */
  void forEach(BiConsumer<Post, byte @Nullable []> visitor);

  /**
   * Stores a new post. A post that is born published has its {@link Post#publicHistory()} and its
   * event is sent like any other.
   *
   * @param source the bytes that it was imported from
   * @param key what {@link #findCreated} shall find it by
   * @throws SlugTaken when another post holds one of its slugs
   * @throws AlreadyCreated when the key was used before
   */
  void insert(Post post, Change change, byte @Nullable [] source, @Nullable IdempotencyKey key);

  /**
   * Stores new posts as {@link #insert} does each, in no order. When it fails, any of them may have
   * been stored, each wholly or not at all.
   *
   * @return the ids of those that were not stored: {@link #insert} says why it refuses them
   */
  Set<String> insertAll(List<Imported> imported);

  /**
   * Keeps steps from before a post was here: from revision 1 on, up to the one that the post is
   * inserted with next. They are in its history once it is. Repeating it changes nothing.
   */
  void keepEarlier(List<Revision> steps);

  /** Removes the steps that were kept for a post that was not inserted then. */
  void forgetEarlier(Post post);

  /**
   * Replaces a post by its next revision. Its event goes into the outbox when the two differ in it.
   *
   * @param source the bytes that the content was imported from; null leaves what is there
   * @throws StaleRevision when the stored revision is not that of {@code before} any more
   * @throws PostNotFound when the post is gone
   * @throws SlugTaken when another post holds one of its slugs
   */
  void replace(Post before, Post after, Change change, byte @Nullable [] source);

  /** Replaces a post by its next revision. */
  default void replace(Post before, Post after, Change change) {
    replace(before, after, change, null);
  }

  /**
   * Deletes a post: what it said is gone with this write, its history within minutes. Its slugs are
   * free at once.
   *
   * @param after see {@link Post#erased}
   * @throws StaleRevision when the stored revision is not that of {@code before} any more
   * @throws PostNotFound when the post is gone
   */
  void delete(Post before, Post after, Change change);

  /**
   * What lists show of some posts, in any order; those that are gone are missing.
   *
   * @param ids not more than a list shows
   */
  List<PostSummary> summaries(Set<String> ids);

  /**
   * The posts that use one of some files, the last changed first.
   *
   * @param names as {@link Pictures} finds them
   */
  List<PostSummary> using(Set<String> names, int limit);

  /** Which of some files any post uses. */
  Set<String> used(Set<String> names);

  /**
   * The history of a post, the newest first. No content is read for it.
   *
   * @param before only revisions below this one
   * @param limit at most so many
   */
  List<Revision> revisions(Post post, long before, int limit);

  /** The content of a post as a revision left it. */
  Optional<Content> contentAt(Post post, long revision);

  /**
   * A post that is new here.
   *
   * @param source the bytes that it was imported from
   */
  record Imported(Post post, Change change, byte[] source) {}

  /**
   * A post as it was created.
   *
   * @param bodyHash see {@link IdempotencyKey#bodyHash()}
   */
  record Created(Post post, String bodyHash) {}
}
