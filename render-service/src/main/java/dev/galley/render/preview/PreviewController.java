package dev.galley.render.preview;

import dev.galley.event.PostPublished;
import dev.galley.render.image.PagePictures;
import dev.galley.render.markdown.RenderingThreads;
import dev.galley.render.markdown.dialect.Findings;
import dev.galley.render.page.DraftPages;
import dev.galley.render.template.Content;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Renders drafts for post-service, which alone asks; nothing is stored. */
@RestController
class PreviewController {

  private final DraftPages drafts;
  private final Surroundings surroundings;
  private final PagePictures pictures;
  private final RenderingThreads threads;
  private final Duration patience;
  private final Clock clock;

  PreviewController(
      DraftPages drafts,
      Surroundings surroundings,
      PagePictures pictures,
      RenderingThreads threads,
      PreviewProperties properties,
      Clock clock) {
    this.drafts = drafts;
    this.surroundings = surroundings;
    this.pictures = pictures;
    this.threads = threads;
    this.patience = properties.patience();
    this.clock = clock;
  }

  @PostMapping("/internal/preview")
  ResponseEntity<Preview> preview(@RequestBody @Valid PreviewRequest draft) {
    PostPublished post = draft.asPublishedAt(clock.instant());
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(threads.call(() -> preview(post), patience));
  }

  private Preview preview(PostPublished post) {
    DraftPages.Draft rendered = drafts.render(post);
    Content content = rendered.content();
    Findings findings = new Findings();
    content.findings().forEach(findings::add);
    surroundings.lookAt(content.html(), post.slug(), findings);
    return new Preview(
        pictures.previewed(content.html()),
        pictures.previewed(rendered.page()),
        content.warnings(),
        findings.all());
  }
}
