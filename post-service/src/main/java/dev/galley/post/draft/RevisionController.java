package dev.galley.post.draft;

import dev.galley.post.content.Actor;
import dev.galley.post.content.Change;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.Posts;
import dev.galley.post.content.Revision;
import dev.galley.web.answer.ETags;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The history of a post over HTTP. */
@RestController
@RequestMapping("/api/posts/{id}/revisions")
class RevisionController {

  private final DraftingPosts drafting;
  private final Posts posts;
  private final SiteProperties site;

  RevisionController(DraftingPosts drafting, Posts posts, SiteProperties site) {
    this.drafting = drafting;
    this.posts = posts;
    this.site = site;
  }

  @GetMapping
  RevisionList list(
      @PathVariable String id,
      @RequestParam(defaultValue = "" + Long.MAX_VALUE) @Min(1) long cursor,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
    List<Revision> revisions = posts.revisions(post(id), cursor, limit);
    boolean more = revisions.size() == limit && revisions.get(limit - 1).revision() > 1;
    return new RevisionList(
        revisions.stream().map(RevisionItem::of).toList(),
        more ? Long.toString(revisions.get(limit - 1).revision()) : null);
  }

  @GetMapping("/{revision}")
  RevisionView read(@PathVariable String id, @PathVariable long revision) {
    Post post = post(id);
    return posts.revisions(post, revision + 1, 1).stream()
        .filter(found -> found.revision() == revision)
        .findFirst()
        .flatMap(
            found ->
                posts
                    .contentAt(post, revision)
                    .map(content -> new RevisionView(RevisionItem.of(found), NewPost.of(content))))
        .orElseThrow(() -> new RevisionNotFound(id, revision));
  }

  @PostMapping("/{revision}/restore")
  ResponseEntity<PostView> restore(
      @PathVariable String id, @PathVariable long revision, Expected expected, Actor actor) {
    Post post = drafting.restore(id, expected, revision, actor);
    return ResponseEntity.ok().eTag(ETags.of(post.revision())).body(PostView.of(post, site));
  }

  private Post post(String id) {
    return posts.find(id).orElseThrow(() -> new PostNotFound(id));
  }

  /**
   * A page of a post's history, the newest first.
   *
   * @param next the {@code cursor} of the next page; null on the last one
   */
  record RevisionList(List<RevisionItem> items, @Nullable String next) {}

  /**
   * Who did what, and when.
   *
   * @param by the name of the token that was used
   * @param byId its id; null in old history
   */
  record RevisionItem(
      long revision,
      Change.Action action,
      String by,
      @Nullable String byId,
      Instant at,
      @Nullable String note,
      long contentRevision) {

    static RevisionItem of(Revision revision) {
      return new RevisionItem(
          revision.revision(),
          revision.action(),
          revision.by(),
          revision.byId(),
          revision.at(),
          revision.note(),
          revision.contentRevision());
    }
  }

  /** A revision with the content of the working copy after it. */
  record RevisionView(
      @com.fasterxml.jackson.annotation.JsonUnwrapped RevisionItem revision, NewPost content) {}
}
