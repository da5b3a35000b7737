package dev.galley.post.content;

import dev.galley.event.PostEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Posts in a map, with the promises of {@link Posts} except filters and durability. */
public final class InMemoryPosts implements Posts {

  private final Map<String, Post> posts = new LinkedHashMap<>();
  private final Map<String, byte[]> sources = new HashMap<>();
  private final Map<String, Created> created = new HashMap<>();
  private final Map<String, List<Revision>> revisions = new HashMap<>();
  private final List<PostEvent> events = new ArrayList<>();

  /** Every event that went into the outbox, in order. */
  public synchronized List<PostEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public synchronized Optional<Post> find(String id) {
    return Optional.ofNullable(posts.get(id));
  }

  @Override
  public synchronized Optional<Post> findBySlug(String slug) {
    return posts.values().stream().filter(post -> post.claimedSlugs().contains(slug)).findFirst();
  }

  @Override
  public synchronized Map<String, Post> findBySlugs(Set<String> slugs) {
    Map<String, Post> holders = new HashMap<>();
    slugs.forEach(slug -> findBySlug(slug).ifPresent(post -> holders.put(slug, post)));
    return holders;
  }

  @Override
  public synchronized Set<String> insertAll(List<Imported> imported) {
    Set<String> refused = new HashSet<>();
    for (Imported one : imported) {
      try {
        insert(one.post(), one.change(), one.source(), null);
      } catch (SlugTaken e) {
        refused.add(one.post().id());
      }
    }
    return refused;
  }

  @Override
  public synchronized Optional<Created> findCreated(String idempotencyKey) {
    return Optional.ofNullable(created.get(idempotencyKey));
  }

  @Override
  public synchronized PostPage list(PostQuery query) {
    throw new UnsupportedOperationException("Lists are tested against the store");
  }

  @Override
  public synchronized void forEach(BiConsumer<Post, byte[]> visitor) {
    List.copyOf(posts.values()).forEach(post -> visitor.accept(post, sources.get(post.id())));
  }

  @Override
  public synchronized void insert(Post post, Change change, byte[] source, IdempotencyKey key) {
    if (key != null && created.containsKey(key.value())) {
      throw new AlreadyCreated();
    }
    if (posts.containsKey(post.id())) {
      throw new SlugTaken(post.working().slug());
    }
    requireFreeSlugs(post);
    if (key != null) {
      created.put(key.value(), new Created(post, key.bodyHash()));
    }
    keep(null, post, change, source);
  }

  @Override
  public synchronized void keepEarlier(List<Revision> steps) {
    for (Revision step : steps) {
      List<Revision> kept = revisions.computeIfAbsent(step.postId(), id -> new ArrayList<>());
      if (kept.stream().noneMatch(there -> there.revision() == step.revision())) {
        kept.add(step);
      }
    }
  }

  @Override
  public synchronized void forgetEarlier(Post post) {
    revisions.remove(post.id());
  }

  /** How many posts there is a history of. */
  public synchronized int histories() {
    return revisions.size();
  }

  @Override
  public synchronized void replace(Post before, Post after, Change change, byte[] source) {
    requireCurrent(before);
    requireFreeSlugs(after);
    keep(before, after, change, source);
  }

  @Override
  public synchronized void delete(Post before, Post after, Change change) {
    requireCurrent(before);
    posts.remove(before.id());
    if (after.publicHistory() != null) {
      events.add(after.publicHistory().event());
    }
  }

  private void keep(Post before, Post after, Change change, byte[] source) {
    posts.put(after.id(), after);
    revisions.computeIfAbsent(after.id(), id -> new ArrayList<>()).add(Revision.of(after, change));
    if (source != null) {
      sources.put(after.id(), source);
    }
    if (after.publicHistory() != null
        && (before == null || before.publicHistory() != after.publicHistory())) {
      events.add(after.publicHistory().event());
    }
  }

  private void requireCurrent(Post before) {
    Post now = posts.get(before.id());
    if (now == null) {
      throw new PostNotFound(before.id());
    }
    if (now.revision() != before.revision()) {
      throw new StaleRevision(now.revision());
    }
  }

  private void requireFreeSlugs(Post post) {
    for (String slug : post.claimedSlugs()) {
      findBySlug(slug)
          .filter(holder -> !holder.id().equals(post.id()))
          .ifPresent(
              holder -> {
                throw new SlugTaken(slug);
              });
    }
  }

  @Override
  public synchronized List<PostSummary> using(Set<String> names, int limit) {
    return summaries(
        posts.values().stream()
            .filter(post -> !Collections.disjoint(Pictures.of(post), names))
            .limit(limit)
            .map(Post::id)
            .collect(Collectors.toSet()));
  }

  @Override
  public synchronized Set<String> used(Set<String> names) {
    Set<String> used = new HashSet<>();
    posts.values().forEach(post -> used.addAll(Pictures.of(post)));
    used.retainAll(names);
    return used;
  }

  @Override
  public synchronized List<PostSummary> summaries(Set<String> ids) {
    return ids.stream()
        .filter(posts::containsKey)
        .map(posts::get)
        .map(
            post ->
                new PostSummary(
                    post.id(),
                    post.revision(),
                    post.state(),
                    post.working(),
                    post.hasUnpublishedChanges(),
                    post.entryId(),
                    post.createdAt(),
                    post.updatedAt(),
                    null,
                    null,
                    post.schedule(),
                    null,
                    null))
        .toList();
  }

  @Override
  public synchronized List<Revision> revisions(Post post, long before, int limit) {
    return revisions.getOrDefault(post.id(), List.of()).stream()
        .filter(revision -> revision.revision() < before)
        .sorted(Comparator.comparingLong(Revision::revision).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Content> contentAt(Post post, long revision) {
    return revisions.getOrDefault(post.id(), List.of()).stream()
        .filter(entry -> entry.revision() == revision)
        .findFirst()
        .flatMap(
            entry ->
                entry.content() != null
                    ? Optional.of(entry.content())
                    : contentAt(post, entry.contentRevision()));
  }
}
