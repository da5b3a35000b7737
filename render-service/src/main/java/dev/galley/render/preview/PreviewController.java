package dev.galley.render.preview;

import dev.galley.render.page.RenderingPages;
import jakarta.validation.Valid;
import java.time.Clock;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Renders drafts for post-service, which alone asks; nothing is stored. */
@RestController
class PreviewController {

  private final RenderingPages rendering;
  private final Clock clock;

  PreviewController(RenderingPages rendering, Clock clock) {
    this.rendering = rendering;
    this.clock = clock;
  }

  @PostMapping("/internal/preview")
  ResponseEntity<Preview> preview(@RequestBody @Valid PreviewRequest draft) {
    RenderingPages.Rendered rendered = rendering.render(draft.asPublishedAt(clock.instant()));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new Preview(rendered.content().html(), rendered.html(), rendered.content().warnings()));
  }
}
