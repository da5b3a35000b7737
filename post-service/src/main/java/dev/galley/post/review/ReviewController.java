package dev.galley.post.review;

import dev.galley.event.ReviewRound;
import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.consent.Review;
import dev.galley.post.consent.ReviewProperties;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.Posts;
import dev.galley.post.draft.Expected;
import dev.galley.post.people.Role;
import dev.galley.web.answer.ETags;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Asking for consent to a post, and answering, over HTTP. */
@RestController
class ReviewController {

  private final ReviewingPosts reviewing;
  private final Posts posts;
  private final ReviewProperties properties;
  private final Audit audit;

  ReviewController(
      ReviewingPosts reviewing, Posts posts, ReviewProperties properties, Audit audit) {
    this.reviewing = reviewing;
    this.posts = posts;
    this.properties = properties;
    this.audit = audit;
  }

  @GetMapping("/api/review")
  Settings settings() {
    return new Settings(
        new TreeSet<>(properties.kinds()),
        properties.proposals(),
        properties.deadline().toHours(),
        properties.longest().toHours());
  }

  @GetMapping("/api/posts/{id}/review")
  ResponseEntity<ReviewView> read(@PathVariable String id) {
    return answer(posts.find(id).orElseThrow(() -> new PostNotFound(id)));
  }

  @PostMapping("/api/posts/{id}/review")
  ResponseEntity<ReviewView> propose(
      @PathVariable String id, Expected expected, @RequestBody @Valid NewRound wish, Actor actor) {
    return answer(reviewing.propose(id, expected, wish, actor));
  }

  @PutMapping("/api/posts/{id}/review/answer")
  ResponseEntity<ReviewView> answer(
      @PathVariable String id, @RequestBody @Valid GivenAnswer given, Actor actor) {
    return answer(reviewing.answer(id, given, actor));
  }

  @DeleteMapping("/api/posts/{id}/review")
  ResponseEntity<ReviewView> withdraw(
      @PathVariable String id, Expected expected, Actor actor, HttpServletRequest request) {
    return answer(
        reviewing.withdraw(id, expected, actor, request.isUserInRole(Role.EDITOR.name())));
  }

  @DeleteMapping("/api/posts/{id}/review/debt")
  ResponseEntity<ReviewView> pay(
      @PathVariable String id, Expected expected, Actor actor, HttpServletRequest request) {
    Post reviewed = reviewing.pay(id, expected, actor);
    audit.record(request, AuditAction.DEBT_REVIEWED, id, null);
    return answer(reviewed);
  }

  private ResponseEntity<ReviewView> answer(Post post) {
    Review review = post.review() == null ? Review.NONE : post.review();
    return ResponseEntity.ok()
        .eTag(ETags.of(post.revision()))
        .cacheControl(CacheControl.noCache().cachePrivate())
        .body(
            new ReviewView(
                post.revision(),
                post.contentRevision(),
                reviewing.isByConsent(post),
                review.round(),
                reviewing.takesAnswers(review),
                review.earlier(),
                review.debt(),
                review.problem()));
  }

  /**
   * What is decided by consent here.
   *
   * @param kinds of posts
   * @param deadlineHours how long a round lasts when nobody says so
   * @param longestHours how long one may last
   */
  record Settings(Set<String> kinds, boolean proposals, long deadlineHours, long longestHours) {}

  /**
   * What others have said of a post.
   *
   * @param revision the post's, for {@code If-Match}
   * @param contentRevision the revision whose content the working copy is
   * @param needed whether posts of its kind are published by consent
   * @param round the newest one; null when there was none
   * @param answerable whether those who are asked can still answer, or answer differently
   * @param earlier those before it, newest first
   * @param debt that it was published without consent; null when nobody has to look at it
   * @param problem why it was not published by itself; null when nothing is wrong
   */
  record ReviewView(
      long revision,
      long contentRevision,
      boolean needed,
      @Nullable ReviewRound round,
      boolean answerable,
      List<ReviewRound> earlier,
      Review.@Nullable Debt debt,
      @Nullable String problem) {}
}
