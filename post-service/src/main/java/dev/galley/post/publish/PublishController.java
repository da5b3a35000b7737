package dev.galley.post.publish;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Post;
import dev.galley.post.draft.Expected;
import dev.galley.post.draft.PostView;
import dev.galley.post.draft.SiteProperties;
import dev.galley.web.answer.ETags;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishing over HTTP. The answer means durable; the post's deliveries tell the rest. */
@RestController
@RequestMapping("/api/posts/{id}")
class PublishController {

  private static final UnpublishPost GONE = new UnpublishPost(null, null, null);

  private final PublishingPosts publishing;
  private final UnpublishingPosts unpublishing;
  private final SiteProperties site;
  private final Audit audit;

  PublishController(
      PublishingPosts publishing,
      UnpublishingPosts unpublishing,
      SiteProperties site,
      Audit audit) {
    this.publishing = publishing;
    this.unpublishing = unpublishing;
    this.site = site;
    this.audit = audit;
  }

  @PostMapping("/publish")
  ResponseEntity<PostView> publish(
      @PathVariable String id,
      Expected expected,
      @RequestBody(required = false) @Valid @Nullable PublishPost command,
      Actor actor,
      HttpServletRequest request) {
    PublishPost wish = Objects.requireNonNullElse(command, PublishPost.BY_DEFAULT);
    wish.requireRight(request);
    Post published = publishing.publish(id, expected, wish, actor);
    if (ByConsent.isOwed(published)) {
      audit.record(request, AuditAction.PUBLISHED_WITHOUT_CONSENT, id, null);
    }
    return ok(published);
  }

  @PostMapping("/unpublish")
  ResponseEntity<PostView> unpublish(
      @PathVariable String id,
      Expected expected,
      @RequestBody(required = false) @Valid @Nullable UnpublishPost command,
      Actor actor) {
    return ok(
        unpublishing.unpublish(id, expected, Objects.requireNonNullElse(command, GONE), actor));
  }

  private ResponseEntity<PostView> ok(Post post) {
    return ResponseEntity.ok().eTag(ETags.of(post.revision())).body(PostView.of(post, site));
  }
}
