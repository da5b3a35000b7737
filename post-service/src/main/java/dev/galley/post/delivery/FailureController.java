package dev.galley.post.delivery;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Content;
import dev.galley.post.content.Cursor;
import dev.galley.post.content.PostSummary;
import dev.galley.post.content.Posts;
import dev.galley.post.schedule.FailedSchedules;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What failed for which post at which step, and how to have it tried again. */
@RestController
@RequestMapping("/api/failures")
class FailureController {

  /** The step, and how its failures' ids begin: what follows is the post's. */
  private static final String SCHEDULE = "schedule";

  private static final String SCHEDULE_ID = SCHEDULE + "-";

  private static final Comparator<Failure> NEWEST_FIRST =
      Comparator.comparing(Failure::at).thenComparing(Failure::id).reversed();

  private final Failures failures;
  private final FailedSchedules schedules;
  private final RetryingFailures retrying;
  private final Posts posts;
  private final Audit audit;

  FailureController(
      Failures failures,
      FailedSchedules schedules,
      RetryingFailures retrying,
      Posts posts,
      Audit audit) {
    this.failures = failures;
    this.schedules = schedules;
    this.retrying = retrying;
    this.posts = posts;
    this.audit = audit;
  }

  @GetMapping
  FailureList list(
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Cursor after = cursor == null ? null : Cursor.decode(cursor);
    List<Failure> page =
        Stream.concat(
                failures.list(limit, after).stream(),
                schedules.all().stream()
                    .map(FailureController::failure)
                    .filter(failure -> after == null || isOlder(failure, after)))
            .sorted(NEWEST_FIRST)
            .limit(limit)
            .toList();
    Failure last = page.size() < limit ? null : page.get(page.size() - 1);
    return new FailureList(
        views(page), last == null ? null : new Cursor(last.at(), last.id()).encoded());
  }

  private static Failure failure(FailedSchedules.Failed failed) {
    return new Failure(
        SCHEDULE_ID + failed.postId(),
        failed.postId(),
        failed.revision(),
        SCHEDULE,
        null,
        null,
        failed.reason(),
        1,
        failed.at(),
        null);
  }

  private static boolean isOlder(Failure failure, Cursor cursor) {
    int order = failure.at().compareTo(cursor.updatedAt());
    return order < 0 || (order == 0 && failure.id().compareTo(cursor.id()) < 0);
  }

  private List<FailureView> views(List<Failure> page) {
    Set<String> ids = page.stream().map(Failure::postId).collect(Collectors.toSet());
    Map<String, Content> contents =
        posts.summaries(ids).stream()
            .collect(Collectors.toMap(PostSummary::id, PostSummary::content));
    return page.stream().map(failure -> view(failure, contents.get(failure.postId()))).toList();
  }

  private static FailureView view(Failure failure, @Nullable Content content) {
    return new FailureView(
        failure.id(),
        failure.postId(),
        content == null ? null : content.slug(),
        content == null ? null : content.title(),
        failure.revision(),
        failure.step(),
        failure.target(),
        failure.targetName(),
        failure.reason(),
        failure.attempt(),
        failure.at(),
        failure.retriedAt());
  }

  @PostMapping("/{id}/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void retry(@PathVariable String id, Actor actor) {
    if (!id.startsWith(SCHEDULE_ID)) {
      retrying.retry(id);
    } else if (!schedules.retry(id.substring(SCHEDULE_ID.length()), actor)) {
      throw new FailureNotFound();
    }
  }

  @PostMapping("/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Replay retryAll() {
    return new Replay(retrying.retryAll());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void dismiss(@PathVariable String id, Actor actor, HttpServletRequest request) {
    if (id.startsWith(SCHEDULE_ID)) {
      // In the post's history, so not in the audit.
      if (!schedules.dismiss(id.substring(SCHEDULE_ID.length()), actor)) {
        throw new FailureNotFound();
      }
      return;
    }
    Failure failure = failures.find(id).orElseThrow(FailureNotFound::new);
    if (!failures.dismiss(id)) {
      throw new FailureNotFound();
    }
    audit.record(
        request,
        AuditAction.FAILURE_DISMISSED,
        failure.postId(),
        failure.step() + " of revision " + failure.revision());
  }

  @ExceptionHandler
  ProblemDetail on(FailureNotFound missing) {
    return Problems.of(
        HttpStatus.NOT_FOUND,
        "failure-not-found",
        "There is no such failure",
        "Its step may have succeeded since.");
  }

  /**
   * A page of failures, the newest first.
   *
   * @param next the {@code cursor} of the next page; null on the last one
   */
  record FailureList(List<FailureView> items, @Nullable String next) {}

  /**
   * One failed step.
   *
   * @param slug null when the post is unknown
   * @param title null when the post is unknown
   */
  record FailureView(
      String id,
      String postId,
      @Nullable String slug,
      @Nullable String title,
      long revision,
      String step,
      @Nullable String target,
      @Nullable String targetName,
      String reason,
      int attempt,
      Instant at,
      @Nullable Instant retriedAt) {}

  /**
   * What a replay began.
   *
   * @param posts how many are sent again
   */
  record Replay(int posts) {}
}
