package dev.galley.post.transfer;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.preview.RenderService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Export over HTTP. */
@RestController
class ExportController {

  private final ExportingPosts posts;
  private final RenderService renderService;
  private final Audit audit;

  ExportController(ExportingPosts posts, RenderService renderService, Audit audit) {
    this.posts = posts;
    this.renderService = renderService;
    this.audit = audit;
  }

  @GetMapping("/api/export")
  void export(
      @RequestParam(defaultValue = "snips") @Pattern(regexp = "snips|hugo|ghost") String format,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    // Before: what was sent until a connection broke is out.
    audit.record(request, AuditAction.EXPORTED, null, null);
    posts.export(
        ExportingPosts.Format.valueOf(format.toUpperCase(Locale.ROOT)),
        export -> {
          response.setContentType("application/zip");
          response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
          response.setHeader(
              HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"galley-export.zip\"");
          export.writeTo(response.getOutputStream());
        });
  }

  /** For whoever copies the site as readers see it. */
  @GetMapping("/api/export/addresses")
  ResponseEntity<byte[]> addresses() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(renderService.addresses());
  }
}
