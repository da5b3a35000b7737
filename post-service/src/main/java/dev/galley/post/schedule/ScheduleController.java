package dev.galley.post.schedule;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Post;
import dev.galley.post.content.Schedule;
import dev.galley.post.draft.Expected;
import dev.galley.post.draft.PostView;
import dev.galley.post.draft.SiteProperties;
import dev.galley.web.Problems;
import dev.galley.web.answer.ETags;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Scheduling over HTTP. */
@RestController
class ScheduleController {

  private final SchedulingPosts scheduling;
  private final StoreClock storeClock;
  private final SiteProperties site;
  private final Audit audit;

  ScheduleController(
      SchedulingPosts scheduling, StoreClock storeClock, SiteProperties site, Audit audit) {
    this.scheduling = scheduling;
    this.storeClock = storeClock;
    this.site = site;
    this.audit = audit;
  }

  @PostMapping("/api/posts/{id}/schedule")
  ResponseEntity<PostView> schedule(
      @PathVariable String id,
      Expected expected,
      @RequestBody @Valid SchedulePost command,
      Actor actor,
      HttpServletRequest request) {
    command.publication().requireRight(request);
    Post scheduled = scheduling.schedule(id, expected, command, actor);
    Schedule schedule = scheduled.schedule();
    if (schedule != null && schedule.withoutConsent()) {
      audit.record(
          request,
          AuditAction.PUBLISHED_WITHOUT_CONSENT,
          id,
          "Scheduled for " + schedule.localAt());
    }
    return ok(scheduled);
  }

  @DeleteMapping("/api/posts/{id}/schedule")
  ResponseEntity<PostView> cancel(@PathVariable String id, Expected expected, Actor actor) {
    return ok(scheduling.cancel(id, expected, actor));
  }

  private ResponseEntity<PostView> ok(Post post) {
    return ResponseEntity.ok().eTag(ETags.of(post.revision())).body(PostView.of(post, site));
  }

  @GetMapping("/api/schedule")
  Clocks clocks() {
    return new Clocks(site.zone().getId(), storeClock.instant());
  }

  @ExceptionHandler
  ProblemDetail on(LocalTimes.Unclear unclear) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "local-time-unclear",
            unclear.never()
                ? "The clocks of the zone skip this time"
                : "The clocks of the zone show this time twice",
            "Send one of the choices, each with its offset.");
    problem.setProperty("choices", unclear.choices());
    return problem;
  }

  /**
   * What times are measured by.
   *
   * @param zone the site's
   * @param now what decides whether a time has come
   */
  record Clocks(String zone, Instant now) {}
}
