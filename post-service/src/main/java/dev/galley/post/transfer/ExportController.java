package dev.galley.post.transfer;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Export over HTTP. */
@RestController
class ExportController {

  private final ExportingPosts posts;
  private final Audit audit;

  ExportController(ExportingPosts posts, Audit audit) {
    this.posts = posts;
    this.audit = audit;
  }

  @GetMapping("/api/export")
  void export(HttpServletRequest request, HttpServletResponse response) throws IOException {
    // Before: what was sent until a connection broke is out.
    audit.record(request, AuditAction.EXPORTED, null, null);
    posts.export(
        export -> {
          response.setContentType("application/zip");
          response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
          response.setHeader(
              HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"galley-export.zip\"");
          export.writeTo(response.getOutputStream());
        });
  }
}
