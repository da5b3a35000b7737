package dev.galley.post.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.content.Actor;
import dev.galley.post.content.InvalidContent;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Long work over HTTP, for owners. */
@RestController
@RequestMapping("/api/jobs")
class JobController {

  private final Jobs jobs;
  private final Map<String, JobKind> kinds;
  private final Audit audit;

  JobController(Jobs jobs, List<JobKind> kinds, Audit audit) {
    this.jobs = jobs;
    this.kinds = JobKind.byName(kinds);
    this.audit = audit;
  }

  /**
   * What is to be done.
   *
   * @param repair whether to mend what is found; absent is no
   */
  record NewJob(@NotNull @Size(max = 50) String kind, @Nullable Boolean repair) {}

  /** The last jobs, the newest first. */
  record JobList(List<Job> items) {}

  /**
   * What there is to say of single things, in the order in which they were done.
   *
   * @param next the {@code after} of the next page; null on the last one
   */
  record JobLines(
      List<JobKind.Line> items, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {}

  @GetMapping
  JobList list() {
    return new JobList(jobs.list());
  }

  /** Starts one; while one of its kind runs, that one is the answer. */
  @PostMapping
  ResponseEntity<Job> start(
      @RequestBody @Valid NewJob wanted, Actor actor, HttpServletRequest request) {
    JobKind kind = kinds.get(wanted.kind());
    if (kind == null) {
      throw InvalidContent.of("kind", "must be one of " + String.join(", ", kinds.keySet()));
    }
    boolean repair = Boolean.TRUE.equals(wanted.repair());
    Job job = jobs.start(kind, repair, actor.name(), kind.total(repair));
    audit.record(
        request, AuditAction.JOB_STARTED, job.id(), kind.name() + (repair ? ", repairing" : ""));
    return ResponseEntity.accepted().location(URI.create("/api/jobs/" + job.id())).body(job);
  }

  @GetMapping("/{id}")
  Job read(@PathVariable String id) {
    return jobs.find(id).orElseThrow(JobUnknown::new);
  }

  @GetMapping("/{id}/lines")
  JobLines lines(
      @PathVariable String id,
      @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit,
      @RequestParam(required = false) @Nullable @Size(max = 1100) String after) {
    read(id);
    List<JobKind.Line> page = jobs.lines(id, after, limit);
    return new JobLines(page, page.size() < limit ? null : page.get(page.size() - 1).subject());
  }

  /** Ends one; what it has done stays. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(@PathVariable String id, HttpServletRequest request) {
    read(id);
    if (jobs.cancel(id)) {
      audit.record(request, AuditAction.JOB_CANCELLED, id, null);
    }
  }

  private static final class JobUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  @ExceptionHandler
  ProblemDetail on(JobUnknown unknown) {
    return Problems.of(
        HttpStatus.NOT_FOUND, "job-unknown", "There is no such job", "The last 20 are kept.");
  }
}
