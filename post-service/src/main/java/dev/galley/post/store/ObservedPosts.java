package dev.galley.post.store;

import com.mongodb.MongoException;
import dev.galley.post.content.Change;
import dev.galley.post.content.Content;
import dev.galley.post.content.IdempotencyKey;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostPage;
import dev.galley.post.content.PostQuery;
import dev.galley.post.content.PostSummary;
import dev.galley.post.content.Posts;
import dev.galley.post.content.Revision;
import dev.galley.web.answer.IfMatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Posts whose changes are told to others, such as the relay that sends their events. */
final class ObservedPosts implements Posts {

  private final Posts posts;
  private final List<PostObserver> observers;

  ObservedPosts(Posts posts, List<PostObserver> observers) {
    this.posts = posts;
    this.observers = List.copyOf(observers);
  }

  @Override
  public void insert(
      Post post, Change change, byte @Nullable [] source, @Nullable IdempotencyKey key) {
    write(post, change, () -> posts.insert(post, change, source, key));
  }

  @Override
  public Set<String> insertAll(List<Imported> imported) {
    Set<String> refused;
    try {
      refused = posts.insertAll(imported);
    } catch (MongoException e) {
      imported.forEach(one -> observers.forEach(observer -> observer.doubtful(one.post().id())));
      throw e;
    }
    imported.stream()
        .filter(one -> !refused.contains(one.post().id()))
        .forEach(one -> observers.forEach(observer -> observer.stored(one.post(), one.change())));
    return refused;
  }

  @Override
  public void keepEarlier(List<Revision> steps) {
    posts.keepEarlier(steps);
  }

  @Override
  public void forgetEarlier(Post post) {
    posts.forgetEarlier(post);
  }

  @Override
  public void replace(Post before, Post after, Change change, byte @Nullable [] source) {
    write(after, change, () -> posts.replace(before, after, change, source));
  }

  @Override
  public void delete(Post before, Post after, Change change) {
    write(after, change, () -> posts.delete(before, after, change));
  }

  private void write(Post after, Change change, Runnable write) {
    try {
      write.run();
    } catch (MongoException e) {
      observers.forEach(observer -> observer.doubtful(after.id()));
      throw e;
    }
    observers.forEach(observer -> observer.stored(after, change));
  }

  @Override
  public Optional<Post> find(String id) {
    return posts.find(id);
  }

  @Override
  public Optional<Post> findForChange(String id, IfMatch expected) {
    return posts.findForChange(id, expected);
  }

  @Override
  public Optional<Post> findBySlug(String slug) {
    return posts.findBySlug(slug);
  }

  @Override
  public Map<String, Post> findBySlugs(Set<String> slugs) {
    return posts.findBySlugs(slugs);
  }

  @Override
  public Optional<Created> findCreated(String idempotencyKey) {
    return posts.findCreated(idempotencyKey);
  }

  @Override
  public PostPage list(PostQuery query) {
    return posts.list(query);
  }

  @Override
  public void forEach(BiConsumer<Post, byte @Nullable []> visitor) {
    posts.forEach(visitor);
  }

  @Override
  public List<PostSummary> summaries(Set<String> ids) {
    return posts.summaries(ids);
  }

  @Override
  public List<PostSummary> using(Set<String> names, int limit) {
    return posts.using(names, limit);
  }

  @Override
  public Set<String> used(Set<String> names) {
    return posts.used(names);
  }

  @Override
  public List<Revision> revisions(Post post, long before, int limit) {
    return posts.revisions(post, before, limit);
  }

  @Override
  public Optional<Content> contentAt(Post post, long revision) {
    return posts.contentAt(post, revision);
  }
}
