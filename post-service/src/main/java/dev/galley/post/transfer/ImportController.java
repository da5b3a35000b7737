package dev.galley.post.transfer;

import com.mongodb.MongoException;
import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.content.Actor;
import dev.galley.post.transfer.archive.RefusedArchive;
import dev.galley.stream.Failure;
import dev.galley.web.OneLine;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * Import over HTTP: a zip file, or what a publishing system exports, as the body, as the part
 * {@code file} of a form, or one that was sent with {@code keep} before; and what the last imports
 * said.
 */
@RestController
class ImportController {

  private static final Logger log = LoggerFactory.getLogger(ImportController.class);

  private static final String IMPORT = "/api/import";

  private static final Pattern AUTHORITY = Pattern.compile(ImportProperties.AUTHORITY);

  private static final Pattern FOLDER = Pattern.compile("[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?");

  private static final int MAX_NAME = 200;

  private final ImportingArchives archives;
  private final KeptUploads uploads;
  private final KeptReports reports;
  private final Patience patience;
  private final Audit audit;

  ImportController(
      ImportingArchives archives,
      KeptUploads uploads,
      KeptReports reports,
      Patience patience,
      Audit audit) {
    this.archives = archives;
    this.uploads = uploads;
    this.reports = reports;
    this.patience = patience;
    this.audit = audit;
  }

  /** The last imports, the newest first. */
  record Imports(List<KeptReports.Summary> items) {}

  @PostMapping(
      path = IMPORT,
      consumes = {
        "application/zip",
        "application/x-zip-compressed",
        MediaType.APPLICATION_JSON_VALUE,
        MediaType.APPLICATION_XML_VALUE,
        MediaType.TEXT_XML_VALUE,
        MediaType.APPLICATION_OCTET_STREAM_VALUE
      })
  ImportReport bring(
      InputStream body,
      @RequestParam(defaultValue = "false") boolean publish,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestParam(defaultValue = "false") boolean keep,
      @RequestParam(required = false) @Nullable String authority,
      @RequestParam(required = false) @Nullable String folder,
      @RequestParam(required = false) @Nullable String name,
      Actor actor,
      HttpServletRequest request)
      throws IOException {
    return bring(body, keep, name, options(publish, dryRun, authority, folder), actor, request);
  }

  @PostMapping(path = IMPORT, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ImportReport bring(
      @RequestParam MultipartFile file,
      @RequestParam(defaultValue = "false") boolean publish,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestParam(defaultValue = "false") boolean keep,
      @RequestParam(required = false) @Nullable String authority,
      @RequestParam(required = false) @Nullable String folder,
      @RequestParam(required = false) @Nullable String name,
      Actor actor,
      HttpServletRequest request)
      throws IOException {
    try (InputStream body = file.getInputStream()) {
      return bring(body, keep, name, options(publish, dryRun, authority, folder), actor, request);
    }
  }

  /** What was sent before, with {@code dryRun} and {@code keep}. */
  @PostMapping(IMPORT + "/{id}")
  ImportReport bring(
      @PathVariable("id") UUID upload,
      @RequestParam(defaultValue = "false") boolean publish,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestParam(required = false) @Nullable String authority,
      @RequestParam(required = false) @Nullable String folder,
      @RequestParam(required = false) @Nullable String name,
      Actor actor,
      HttpServletRequest request)
      throws IOException {
    Path file = uploads.find(upload, actor.key());
    ImportReport report =
        run(file, name, options(publish, dryRun, authority, folder), actor, request);
    if (dryRun) {
      return report.kept(upload);
    }
    uploads.drop(upload);
    return report;
  }

  @GetMapping("/api/imports")
  Imports imports() {
    return new Imports(reports.list());
  }

  /** The report of one of them, as its import answered. */
  @GetMapping(path = "/api/imports/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  void report(@PathVariable String id, HttpServletResponse response) throws IOException {
    try (InputStream report = reports.find(id).orElseThrow(ReportUnknown::new)) {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      report.transferTo(response.getOutputStream());
    }
  }

  private static final class ReportUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  private ImportingArchives.Options options(
      boolean publish, boolean dryRun, @Nullable String authority, @Nullable String folder) {
    if (authority != null && !AUTHORITY.matcher(authority).matches()) {
      throw new RefusedArchive("authority must be a domain name or an e-mail address");
    }
    if (folder != null && !FOLDER.matcher(folder).matches()) {
      throw new RefusedArchive("folder must be 1 to 50 characters out of a-z, 0-9 and -");
    }
    return new ImportingArchives.Options(publish, dryRun, authority, folder);
  }

  /** By way of a file: an archive is read from its end, and must not fill the heap. */
  private ImportReport bring(
      InputStream body,
      boolean keep,
      @Nullable String name,
      ImportingArchives.Options options,
      Actor actor,
      HttpServletRequest request)
      throws IOException {
    Path file = Files.createTempFile("galley-import", ".upload");
    Optional<UUID> kept = Optional.empty();
    try {
      // Into the file that is there: nobody else on this machine may read it.
      try (OutputStream out = Files.newOutputStream(file)) {
        body.transferTo(out);
      }
      ImportReport report = run(file, name, options, actor, request);
      if (keep && options.dryRun()) {
        kept = uploads.keep(file, actor.key());
      }
      return kept.map(report::kept).orElse(report);
    } finally {
      if (kept.isEmpty()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private ImportReport run(
      Path file,
      @Nullable String name,
      ImportingArchives.Options options,
      Actor actor,
      HttpServletRequest request)
      throws IOException {
    if (options.dryRun()) {
      return archives.bring(file, options, actor, ImportProgress.unseen());
    }
    String called = name == null ? null : line(name);
    // Before: what was brought in until something failed stays.
    String detail =
        Stream.of(called, options.publish() ? "Published at once" : null)
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
    audit.record(request, AuditAction.IMPORTED, null, detail.isEmpty() ? null : detail);
    KeptReports.Summary begun = reports.begin(options.publish(), called, actor);
    try {
      ImportReport report = archives.bring(file, options, actor, new ImportProgress(shown(begun)));
      return patience.repeatUnchecked(
          () -> {
            reports.end(begun, report);
            return report;
          });
    } catch (RefusedArchive e) {
      reports.drop(begun);
      throw e;
    }
  }

  /** That nobody can be told how far an import has come does not end it. */
  private ImportProgress.Listener shown(KeptReports.Summary begun) {
    return (done, files) -> {
      try {
        reports.progress(begun, done, files);
      } catch (MongoException e) {
        log.debug("How far an import has come was not kept: {}", Failure.reason(e));
      }
    };
  }

  /** No file is refused for what it is called. */
  private static String line(String name) {
    String line = OneLine.Rule.folded(name);
    return line.substring(0, Math.min(MAX_NAME, line.length()));
  }

  @ExceptionHandler
  ProblemDetail on(RefusedArchive refused) {
    return Problems.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "archive-refused",
        "The archive was refused and nothing of it was imported",
        String.valueOf(refused.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(ImportingArchives.Interrupted interrupted) {
    log.error("An import ended early: {}", Failure.reason(interrupted));
    return Problems.later(
        TransferProblems.RETRY_AFTER_SECONDS,
        Problems.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "import-interrupted",
            "The import ended early, since the store did not answer for too long",
            interrupted.getMessage()
                + ", and what is imported stays. Import the same again: it goes on from there."));
  }

  @ExceptionHandler
  ProblemDetail on(KeptUploads.UploadUnknown unknown) {
    return Problems.of(
        HttpStatus.NOT_FOUND,
        "upload-unknown",
        "The file is not kept here, or no longer",
        "Send the file again.");
  }

  @ExceptionHandler
  ProblemDetail on(ReportUnknown unknown) {
    return Problems.of(
        HttpStatus.NOT_FOUND,
        "import-unknown",
        "There is no report of this import",
        "The last %d are kept, unless one is very large.".formatted(KeptReports.MAX_REPORTS));
  }
}
