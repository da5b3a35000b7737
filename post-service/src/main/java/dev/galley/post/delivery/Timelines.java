package dev.galley.post.delivery;

import dev.galley.post.content.Post;
import dev.galley.post.content.Posts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the timeline of a post together: its publications, and the receipts for each. */
final class Timelines {

  private final Posts posts;
  private final Deliveries deliveries;

  Timelines(Posts posts, Deliveries deliveries) {
    this.posts = posts;
    this.deliveries = deliveries;
  }

  boolean has(String postId) {
    return posts.find(postId).isPresent();
  }

  /** The publications of a post, the newest first; empty when there is no such post. */
  Optional<List<TrackedPublication>> of(String postId) {
    return posts.find(postId).map(this::of);
  }

  private List<TrackedPublication> of(Post post) {
    if (post.publicHistory() == null) {
      return List.of();
    }
    Map<Long, List<Step>> steps = deliveries.of(post.id());
    return post.publicHistory().publications().stream()
        .map(
            publication ->
                new TrackedPublication(
                    publication.revision(),
                    publication.update(),
                    publication.acceptedAt(),
                    publication.scheduledFor(),
                    publication.withoutConsent(),
                    steps.getOrDefault(publication.revision(), List.of())))
        .toList();
  }
}
