package dev.galley.post.web;

import com.mongodb.MongoException;
import dev.galley.post.check.ChecksFailed;
import dev.galley.post.consent.Round;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.SlugTaken;
import dev.galley.post.content.StaleRevision;
import dev.galley.post.draft.IdempotencyKeyReused;
import dev.galley.post.draft.RevisionNotFound;
import dev.galley.post.draft.WrongState;
import dev.galley.post.people.People;
import dev.galley.post.preview.PreviewUnavailable;
import dev.galley.post.publish.ConsentMissing;
import dev.galley.web.Problems;
import dev.galley.web.Problems.FieldError;
import dev.galley.web.answer.ETags;
import dev.galley.web.problem.ProblemAdvice;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What can go wrong in the editorial API, as problem details (RFC 9457). */
@RestControllerAdvice
class EditorialProblems extends ProblemAdvice {

  private static final Logger log = LoggerFactory.getLogger(EditorialProblems.class);

  @ExceptionHandler
  ProblemDetail on(PostNotFound missing) {
    return Problems.of(
        HttpStatus.NOT_FOUND, "post-not-found", "There is no such post", "It may be deleted.");
  }

  @ExceptionHandler
  ProblemDetail on(RevisionNotFound missing) {
    return Problems.of(
        HttpStatus.NOT_FOUND,
        "revision-not-found",
        "There is no such revision",
        "The post's revisions are listed at its /revisions.");
  }

  @ExceptionHandler
  ProblemDetail on(SlugTaken taken) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.CONFLICT,
            "slug-taken",
            "The slug belongs to another post",
            "Another post has the slug " + taken.slug() + " or had it once. Choose another one.");
    problem.setProperty("slug", taken.slug());
    return problem;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(StaleRevision stale) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.PRECONDITION_FAILED,
            "stale-revision",
            "Somebody else changed the post",
            "The post is at revision " + stale.current() + ". Read it and merge your change.");
    problem.setProperty("revision", stale.current());
    return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
        .eTag(ETags.of(stale.current()))
        .body(problem);
  }

  @ExceptionHandler
  ProblemDetail on(WrongState wrong) {
    return Problems.of(
        HttpStatus.CONFLICT,
        "wrong-state",
        "The post's state does not allow this",
        Objects.toString(wrong.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail on(People.Taken taken) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.CONFLICT,
            "person-" + taken.field() + "-taken",
            "Somebody else has it",
            "Another person has this " + taken.field() + ". Choose another one.");
    problem.setProperty("field", taken.field());
    return problem;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(People.Stale stale) {
    return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
        .eTag(ETags.of(stale.current()))
        .body(
            Problems.of(
                HttpStatus.PRECONDITION_FAILED,
                "stale-person",
                "Somebody else changed the person",
                "Read them again and make your change once more."));
  }

  @ExceptionHandler
  ProblemDetail on(People.NoPerson machine) {
    return Problems.of(
        HttpStatus.NOT_FOUND,
        "no-person",
        "The token is no person's",
        "It belongs to a machine. Sign in as a person.");
  }

  @ExceptionHandler
  ProblemDetail on(People.LastOwner last) {
    return Problems.of(
        HttpStatus.CONFLICT,
        "last-owner",
        "Somebody has to be the owner",
        "This is the last owner: make somebody else an owner first.");
  }

  @ExceptionHandler
  ProblemDetail on(ConsentMissing missing) {
    return Problems.of(
        HttpStatus.CONFLICT,
        "consent-missing",
        "There is no consent to this yet",
        Objects.toString(missing.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail on(Round.Refused refused) {
    return refused.isByRight()
        ? Problems.of(
            HttpStatus.FORBIDDEN,
            "not-yours",
            "This is for somebody else to do",
            Objects.toString(refused.getMessage()))
        : Problems.of(
            HttpStatus.CONFLICT,
            "review-state",
            "The round of consent does not allow this",
            Objects.toString(refused.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail on(IdempotencyKeyReused reused) {
    return Problems.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "idempotency-key-reused",
        "The Idempotency-Key belongs to another request",
        "Send a new key with a new request; the same key is for repeating the same request.");
  }

  @ExceptionHandler
  ProblemDetail on(ChecksFailed failed) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "checks-failed",
            "The post does not pass its checks",
            "Nothing was published. " + failed.getMessage());
    problem.setProperty(
        "errors",
        failed.findings().stream()
            .map(finding -> new FieldError(finding.field(), finding.message()))
            .toList());
    return problem;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(PreviewUnavailable unavailable) {
    return tryLater(
        "checks-unavailable",
        "The post cannot be checked at the moment",
        "Nothing was published. " + unavailable.getMessage() + ".");
  }

  @ExceptionHandler
  ProblemDetail on(InvalidContent invalid) {
    return Problems.invalid(
        invalid.violations().stream()
            .map(violation -> new FieldError(violation.field(), violation.message()))
            .toList());
  }

  /** Also when the store refuses a write, for example because its disk is full. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(MongoException down) {
    log.error("The store failed: {}", down.toString());
    return tryLater(
        "store-unavailable",
        "The store cannot be reached or cannot write",
        "It is not known whether the change was made: read the post before sending it again, or"
            + " send it again with the same Idempotency-Key.");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(KafkaException down) {
    log.error("The broker failed: {}", down.toString());
    return tryLater(
        "broker-unavailable", "The broker cannot be reached", "Nothing was changed. Try again.");
  }

  private static ResponseEntity<ProblemDetail> tryLater(String name, String title, String detail) {
    return Problems.later(5, Problems.of(HttpStatus.SERVICE_UNAVAILABLE, name, title, detail));
  }
}
