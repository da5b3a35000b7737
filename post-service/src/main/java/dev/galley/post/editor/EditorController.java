package dev.galley.post.editor;

import dev.galley.web.ETags;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;

/** The editor's page under each of its addresses, and the files that the page names. */
@Controller
class EditorController {

  static final String ASSETS = "/editor/assets/";

  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final EditorFiles files;

  EditorController(EditorFiles files) {
    this.files = files;
  }

  @GetMapping("/editor")
  ResponseEntity<Void> slash() {
    return ResponseEntity.status(HttpStatus.PERMANENT_REDIRECT)
        .location(URI.create("/editor/"))
        .build();
  }

  @GetMapping({"/editor/", "/editor/posts/{id}", "/editor/webhooks"})
  ResponseEntity<byte[]> page(@RequestHeader HttpHeaders headers) {
    return answer(files.page(), CacheControl.noCache(), headers);
  }

  @GetMapping(ASSETS + "{version}/{*path}")
  ResponseEntity<byte[]> asset(
      @PathVariable String version, @PathVariable String path, @RequestHeader HttpHeaders headers) {
    return files
        .asset(path.substring(1))
        // Under another release's address these bytes would be kept for ever.
        .filter(file -> version.equals(files.version()))
        .map(file -> answer(file, FOR_EVER, headers))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  private static ResponseEntity<byte[]> answer(
      EditorFile file, CacheControl caching, HttpHeaders request) {
    boolean compressed = acceptsGzip(request.getFirst(HttpHeaders.ACCEPT_ENCODING));
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .eTag(file.tag(compressed))
            .cacheControl(caching)
            .varyBy(HttpHeaders.ACCEPT_ENCODING)
            .headers(EditorHeaders::add);
    if (ETags.matches(request.getFirst(HttpHeaders.IF_NONE_MATCH), file.tag(compressed))) {
      return new ResponseEntity<>(answer.build().getHeaders(), HttpStatus.NOT_MODIFIED);
    }
    if (compressed) {
      answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    return answer.contentType(file.type()).body(compressed ? file.gzipped() : file.bytes());
  }

  private static boolean acceptsGzip(@Nullable String acceptEncoding) {
    return acceptEncoding != null
        && acceptEncoding.contains("gzip")
        && !acceptEncoding.replace(" ", "").contains("gzip;q=0");
  }
}
