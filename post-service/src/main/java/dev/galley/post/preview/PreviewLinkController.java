package dev.galley.post.preview;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.audit.Who;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.Posts;
import dev.galley.post.database.Places;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.preview.PreviewLinks.NewLink;
import dev.galley.post.preview.PreviewLinks.PreviewLink;
import dev.galley.web.OneLine;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The preview links of a post over HTTP. */
@RestController
@RequestMapping("/api/posts/{id}/preview-links")
class PreviewLinkController {

  private static final Duration USUAL = Duration.ofDays(7);
  private static final Duration LONGEST = Duration.ofDays(90);

  private final PreviewLinks links;
  private final Posts posts;
  private final SiteProperties site;
  private final Audit audit;
  private final Clock clock;

  PreviewLinkController(
      PreviewLinks links, Posts posts, SiteProperties site, Audit audit, Clock clock) {
    this.links = links;
    this.posts = posts;
    this.site = site;
    this.audit = audit;
    this.clock = clock;
  }

  @GetMapping
  LinkList list(@PathVariable String id) {
    require(id);
    return new LinkList(links.list(id).stream().map(link -> LinkView.of(link, null)).toList());
  }

  /** The audit first: there is no link that it does not know of. */
  @PostMapping
  ResponseEntity<LinkView> create(
      @PathVariable String id,
      @RequestBody(required = false) @Valid @Nullable NewPreviewLink wish,
      HttpServletRequest request) {
    require(id);
    Instant expiresAt = expiry(wish == null ? null : wish.expiresAt());
    String label = wish == null || wish.label() == null ? null : wish.label().strip();
    audit.record(
        request, AuditAction.PREVIEW_LINK_CREATED, id, "Good until " + expiresAt + label(label));
    NewLink made =
        links.create(id, label, Who.of(request.getUserPrincipal()).orElseThrow(), expiresAt);
    URI url = site.url().resolve("/preview/" + made.secret());
    return ResponseEntity.created(
            URI.create("/api/posts/" + id + "/preview-links/" + made.link().id()))
        .body(LinkView.of(made.link(), url));
  }

  private static String label(@Nullable String label) {
    return label == null || label.isEmpty() ? "" : ", for " + label;
  }

  private Instant expiry(@Nullable Instant wish) {
    Instant now = clock.instant();
    Instant at = wish == null ? now.plus(USUAL) : wish;
    if (!at.isAfter(now) || at.isAfter(now.plus(LONGEST))) {
      throw InvalidContent.of(
          "expiresAt", "must be in the future, and not more than " + LONGEST.toDays() + " days");
    }
    return at.truncatedTo(ChronoUnit.MILLIS);
  }

  @DeleteMapping("/{linkId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@PathVariable String id, @PathVariable String linkId, HttpServletRequest request) {
    require(id);
    if (!links.revoke(id, linkId)) {
      throw new LinkNotFound();
    }
    audit.record(request, AuditAction.PREVIEW_LINK_REVOKED, id, null);
  }

  private void require(String id) {
    if (posts.summaries(Set.of(id)).isEmpty()) {
      throw new PostNotFound(id);
    }
  }

  @ExceptionHandler
  ProblemDetail on(LinkNotFound missing) {
    return Problems.of(
        HttpStatus.NOT_FOUND,
        "preview-link-not-found",
        "There is no such link",
        "It has expired or was revoked.");
  }

  @ExceptionHandler
  ProblemDetail on(Places.Full full) {
    return Problems.of(
        HttpStatus.CONFLICT,
        "too-many-preview-links",
        "The post has too many preview links",
        "A post has at most " + PreviewLinks.MAX_OF_A_POST + " that work: revoke one.");
  }

  private static final class LinkNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /**
   * A link to make.
   *
   * @param expiresAt a week from now when absent
   * @param label for whom it is
   */
  record NewPreviewLink(
      @Nullable Instant expiresAt, @Nullable @OneLine @Size(max = 100) String label) {}

  /** All links that work, the next to expire first. */
  record LinkList(List<LinkView> items) {}

  /**
   * A link as the API shows it.
   *
   * @param by the name of whoever made it
   * @param url the link; null but for whoever just made it
   */
  record LinkView(
      String id,
      @Nullable String label,
      String by,
      Instant createdAt,
      Instant expiresAt,
      @Nullable URI url) {

    static LinkView of(PreviewLink link, @Nullable URI url) {
      return new LinkView(
          link.id(), link.label(), link.by().name(), link.createdAt(), link.expiresAt(), url);
    }
  }
}
