package dev.galley.post.asset;

import dev.galley.object.Spool;
import dev.galley.post.asset.Asset.AssetIsRemoved;
import dev.galley.post.asset.Assets.AssetChanged;
import dev.galley.post.asset.Assets.AssetNotFound;
import dev.galley.post.asset.Assets.NameTaken;
import dev.galley.post.asset.ChangingAssets.AssetUsed;
import dev.galley.post.asset.inspect.RefusedAsset;
import dev.galley.post.asset.inspect.Scanner.ScannerAway;
import dev.galley.web.Problems;
import dev.galley.web.answer.ETags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What can go wrong with files, as problem details (RFC 9457); imports bring them, too. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AssetProblems {

  private static final Logger log = LoggerFactory.getLogger(AssetProblems.class);

  private static final long SOON_SECONDS = 10;

  @ExceptionHandler
  ProblemDetail on(AssetNotFound missing) {
    return missing();
  }

  static ProblemDetail missing() {
    return Problems.of(
        HttpStatus.NOT_FOUND,
        "asset-not-found",
        "There is no such file",
        "It may be removed, more than 30 days ago.");
  }

  @ExceptionHandler
  ProblemDetail on(RefusedAsset refused) {
    return refused(String.valueOf(refused.getMessage()));
  }

  static ProblemDetail refused(String reason) {
    return Problems.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "asset-refused",
        "The file is not stored",
        "Refused: " + reason + ".");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(AssetChanged changed) {
    return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
        .eTag(ETags.of(changed.current()))
        .body(changed(changed));
  }

  static ProblemDetail changed(AssetChanged changed) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.PRECONDITION_FAILED,
            "stale-revision",
            "Somebody else changed the file",
            "It is at revision " + changed.current() + ". Read it and change that.");
    problem.setProperty("revision", changed.current());
    return problem;
  }

  @ExceptionHandler
  ProblemDetail on(NameTaken taken) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.CONFLICT,
            "asset-name-taken",
            "Another file has this name",
            "A file is called "
                + taken.name()
                + ", was called so once, or differs from it in"
                + " case alone. Choose another name.");
    problem.setProperty("path", taken.name());
    return problem;
  }

  @ExceptionHandler
  ProblemDetail on(AssetIsRemoved removed) {
    return removed();
  }

  static ProblemDetail removed() {
    return Problems.of(
        HttpStatus.CONFLICT,
        "asset-removed",
        "The file is removed",
        "Nothing was changed. An editor can restore it.");
  }

  @ExceptionHandler
  ProblemDetail on(AssetUsed used) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.CONFLICT,
            "asset-used",
            "Posts use this file",
            "Nothing was removed. usedBy names the posts; evenUsed=true removes it all the same.");
    problem.setProperty("usedBy", used.users());
    return problem;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(ScannerAway away) {
    log.warn("A file was not taken: {}", away.getMessage());
    return Problems.later(
        SOON_SECONDS,
        Problems.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "scanner-away",
            "The scanner does not answer",
            "Nothing was stored, since nobody can say whether the file is clean. Try again later."));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(StoringAssets.Unreadable unreadable) {
    log.warn("A file cannot be read: {}", unreadable.getMessage());
    if (unreadable.isForGood()) {
      return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
          .body(
              Problems.of(
                  HttpStatus.SERVICE_UNAVAILABLE,
                  "asset-damaged",
                  "The file's bytes are lost or damaged",
                  "Whoever runs Galley can bring them back: from the second store, with galley assets"
                      + " verify --repair, or from a backup."));
    }
    return Problems.later(
        SOON_SECONDS,
        Problems.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "store-away",
            "The store of files does not answer",
            "Try again in a moment."));
  }

  @ExceptionHandler
  ProblemDetail on(Spool.TooLarge large) {
    return Problems.of(
        HttpStatus.CONTENT_TOO_LARGE,
        "body-too-large",
        "The file is too large",
        "At most " + large.maxBytes() + " bytes are accepted here.");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(Spool.SpoolFull full) {
    return Problems.later(
        SOON_SECONDS,
        Problems.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "busy",
            "Too much is being sent at once",
            "Nothing was stored. Try again in a moment."));
  }
}
