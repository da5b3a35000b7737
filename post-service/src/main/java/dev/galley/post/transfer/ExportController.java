package dev.galley.post.transfer;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Export over HTTP. */
@RestController
class ExportController {

  private final ExportingPosts posts;

  ExportController(ExportingPosts posts) {
    this.posts = posts;
  }

  @GetMapping("/api/export")
  void export(HttpServletResponse response) throws IOException {
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
