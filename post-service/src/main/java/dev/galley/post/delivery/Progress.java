package dev.galley.post.delivery;

import dev.galley.event.Receipt.Outcome;
import dev.galley.post.content.Post;
import dev.galley.post.content.Posts;
import dev.galley.post.delivery.Deliveries.PublicationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** How far many publications are, for whoever made them at once and waits. */
final class Progress {

  /** Of one question, for posts; whoever waits asks again, and few publications are overtaken. */
  private static final int MAX_LOOKS = 20;

  private final Deliveries deliveries;
  private final Posts posts;

  Progress(Deliveries deliveries, Posts posts) {
    this.deliveries = deliveries;
    this.posts = posts;
  }

  /** Tells what still can become live from what cannot; what is live is in neither list. */
  ProgressReport of(Collection<PublicationId> publications) {
    Map<PublicationId, List<Step>> steps = deliveries.of(publications);
    List<String> waiting = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    int looks = MAX_LOOKS;
    for (PublicationId publication : publications) {
      List<Step> known = steps.getOrDefault(publication, List.of());
      if (known.stream().anyMatch(Progress::isFailure)) {
        failed.add(publication.postId());
      } else if (known.stream().noneMatch(Progress::isEnd)
          && (looks-- <= 0 || !isOvertaken(publication))) {
        waiting.add(publication.postId());
      }
    }
    return new ProgressReport(waiting, failed);
  }

  private static boolean isFailure(Step step) {
    return step.outcome() == Outcome.FAILED && (step.step().equals("page") || isFeed(step));
  }

  /** Feeds come after the page. */
  private static boolean isEnd(Step step) {
    return isFeed(step) && step.outcome() != Outcome.RETRYING;
  }

  private static boolean isFeed(Step step) {
    return step.step().equals("feed");
  }

  /** A publication that a newer one overtook may never have steps of its own. */
  private boolean isOvertaken(PublicationId publication) {
    return posts
        .find(publication.postId())
        .map(Post::publicHistory)
        .map(now -> now.event().revision() > publication.revision())
        .orElse(true);
  }

  /**
   * The posts whose publication is not done, by their ids; those that are neither here nor there
   * are on the site and in the feeds.
   */
  record ProgressReport(List<String> waiting, List<String> failed) {}
}
