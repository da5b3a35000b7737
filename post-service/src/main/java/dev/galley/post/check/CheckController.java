package dev.galley.post.check;

import dev.galley.post.check.Check.Finding;
import dev.galley.post.check.Checks.Report;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.Posts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The checks of a post's working copy, over HTTP. */
@RestController
class CheckController {

  private final Checks checks;
  private final Posts posts;

  CheckController(Checks checks, Posts posts) {
    this.checks = checks;
    this.posts = posts;
  }

  /**
   * What to look at before the working copy is published.
   *
   * @param revision which one was looked at
   * @param complete false while some checks cannot be made
   */
  record Checklist(long revision, boolean complete, List<Item> items) {}

  /**
   * Something to be mended.
   *
   * @param code what kind of thing it is
   * @param message a sentence for people
   * @param field of the post
   * @param start where in the field it begins, in UTF-16 code units; null where that is not known
   * @param end behind its last unit
   * @param required whether the post is not published as long as it is so
   */
  record Item(
      String code,
      String message,
      String field,
      @Nullable Integer start,
      @Nullable Integer end,
      boolean required) {}

  @GetMapping("/api/posts/{id}/checks")
  Checklist checks(@PathVariable String id) {
    Post post = posts.find(id).orElseThrow(() -> new PostNotFound(id));
    Report report = checks.report(post, post.working());
    return new Checklist(
        post.revision(),
        report.complete(),
        report.findings().stream().map(finding -> item(finding, post.working())).toList());
  }

  private Item item(Finding finding, Content content) {
    Place place = finding.field().equals("body") ? Place.of(finding.about(), content.body()) : null;
    return new Item(
        finding.code(),
        finding.message(),
        finding.field(),
        place == null ? null : Integer.valueOf(place.start()),
        place == null ? null : Integer.valueOf(place.end()),
        checks.isRequired(finding));
  }
}
