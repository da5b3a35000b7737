package dev.galley.post.editor;

import dev.galley.web.answer.Answer;
import dev.galley.web.answer.Representation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The editor's page under each of its addresses, and the files that the page names. */
@Controller
class EditorController {

  static final String ASSETS = "/editor/assets/";

  private final EditorFiles files;
  private final Clock clock;

  EditorController(EditorFiles files, Clock clock) {
    this.files = files;
    this.clock = clock;
  }

  @GetMapping("/editor")
  ResponseEntity<Void> slash() {
    return ResponseEntity.status(HttpStatus.PERMANENT_REDIRECT)
        .location(URI.create("/editor/"))
        .build();
  }

  @GetMapping({
    "/editor/",
    "/editor/posts/{id}",
    "/editor/files",
    "/editor/channels",
    "/editor/webhooks", // as they were called before
    "/editor/subscribers",
    "/editor/proposals",
    "/editor/mail",
    "/editor/import",
    "/editor/access",
    "/editor/audit",
    "/editor/people",
    "/editor/account"
  })
  void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
    send(Answer.ok(files.page()), request, response);
  }

  @GetMapping(ASSETS + "{version}/{*path}")
  void asset(
      @PathVariable String version,
      @PathVariable String path,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    // Under another release's address these bytes would be kept for ever.
    Representation file =
        version.equals(files.version()) ? files.asset(path.substring(1)).orElse(null) : null;
    if (file == null) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    } else {
      send(Answer.immutable(file), request, response);
    }
  }

  private void send(Answer answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    EditorHeaders.HEADERS.write(response);
    answer.send(request, response, clock);
  }
}
