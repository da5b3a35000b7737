package dev.galley.post.transfer;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.content.Actor;
import dev.galley.post.transfer.archive.RefusedArchive;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * Import over HTTP: a zip file, or what a publishing system exports, as the body or as the part
 * {@code file} of a form.
 */
@RestController
@RequestMapping("/api/import")
class ImportController {

  // RFC 4151, 2.1: a domain name or an e-mail address.
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9._-]+@)?[A-Za-z0-9.-]{1,200}");

  private final ImportingArchives archives;
  private final ImportProperties properties;
  private final Audit audit;

  ImportController(ImportingArchives archives, ImportProperties properties, Audit audit) {
    this.archives = archives;
    this.properties = properties;
    this.audit = audit;
  }

  @PostMapping(
      consumes = {
        "application/zip",
        "application/x-zip-compressed",
        MediaType.APPLICATION_JSON_VALUE,
        MediaType.APPLICATION_OCTET_STREAM_VALUE
      })
  ImportReport bring(
      InputStream body,
      @RequestParam(defaultValue = "false") boolean publish,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestParam(required = false) @Nullable String authority,
      Actor actor,
      HttpServletRequest request)
      throws IOException {
    return bring(body, options(publish, dryRun, authority), actor, request);
  }

  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ImportReport bring(
      @RequestParam MultipartFile file,
      @RequestParam(defaultValue = "false") boolean publish,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestParam(required = false) @Nullable String authority,
      Actor actor,
      HttpServletRequest request)
      throws IOException {
    try (InputStream body = file.getInputStream()) {
      return bring(body, options(publish, dryRun, authority), actor, request);
    }
  }

  private ImportingArchives.Options options(
      boolean publish, boolean dryRun, @Nullable String authority) {
    String chosen = authority == null ? properties.authority() : authority;
    if (!AUTHORITY.matcher(chosen).matches()) {
      throw new RefusedArchive("authority must be a domain name or an e-mail address");
    }
    return new ImportingArchives.Options(publish, dryRun, chosen, authority != null);
  }

  /** By way of a file: an archive is read from its end, and must not fill the heap. */
  private ImportReport bring(
      InputStream body, ImportingArchives.Options options, Actor actor, HttpServletRequest request)
      throws IOException {
    Path file = Files.createTempFile("galley-import", ".upload");
    try {
      Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
      // Before: what was brought in until something failed stays.
      if (!options.dryRun()) {
        audit.record(
            request, AuditAction.IMPORTED, null, options.publish() ? "Published at once" : null);
      }
      return archives.bring(file, options, actor);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @ExceptionHandler
  ProblemDetail on(RefusedArchive refused) {
    return Problems.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "archive-refused",
        "The archive was refused and nothing of it was imported",
        String.valueOf(refused.getMessage()));
  }
}
