package dev.galley.post.draft;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Cursor;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.PostPage;
import dev.galley.post.content.PostQuery;
import dev.galley.post.content.PostQuery.ReviewFilter;
import dev.galley.post.content.PostState;
import dev.galley.post.content.Posts;
import dev.galley.post.people.People;
import dev.galley.post.people.Person;
import dev.galley.web.answer.ETags;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Posts over HTTP: the working copy. */
@RestController
@RequestMapping("/api/posts")
class PostController {

  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final DraftingPosts drafting;
  private final Posts posts;
  private final MergePatch patch;
  private final IdempotencyKeys keys;
  private final SiteProperties site;
  private final People people;
  private final Audit audit;

  PostController(
      DraftingPosts drafting,
      Posts posts,
      MergePatch patch,
      IdempotencyKeys keys,
      SiteProperties site,
      People people,
      Audit audit) {
    this.drafting = drafting;
    this.posts = posts;
    this.patch = patch;
    this.keys = keys;
    this.site = site;
    this.people = people;
    this.audit = audit;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<PostView> create(
      @RequestBody NewPost told,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable @Size(min = 1, max = 200)
          String idempotencyKey,
      Actor actor) {
    NewPost wish = told.orBy(slug(actor));
    Post post = drafting.create(wish, keys.of(idempotencyKey, actor, wish), actor);
    return ResponseEntity.created(URI.create("/api/posts/" + post.id()))
        .eTag(ETags.of(post.revision()))
        .body(PostView.of(post, site));
  }

  /** The author's slug of the person who writes; null for a machine. */
  private @Nullable String slug(Actor actor) {
    return Optional.ofNullable(actor.person()).flatMap(people::find).map(Person::slug).orElse(null);
  }

  @GetMapping
  PostList list(
      @RequestParam(required = false) @Nullable PostState state,
      @RequestParam(required = false) @Nullable @Size(max = 200) String author,
      @RequestParam(required = false) @Nullable @Size(max = 200) String tag,
      @RequestParam(required = false) @Nullable @Size(max = 200) String kind,
      @RequestParam(required = false) @Nullable @Size(max = 200) String q,
      @RequestParam(required = false) @Nullable @Size(max = 200) String slug,
      @RequestParam(required = false) ReviewFilter.@Nullable Kind review,
      Actor actor,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
      @RequestParam(required = false) @Nullable @Size(max = 200) String cursor) {
    Cursor after = cursor == null ? null : Cursor.decode(cursor);
    return PostList.of(
        posts.list(
            new PostQuery(state, author, tag, kind, q, slug, waiting(review, actor), limit, after)),
        site);
  }

  /** Of a machine no answer is awaited. */
  private static @Nullable ReviewFilter waiting(ReviewFilter.@Nullable Kind kind, Actor actor) {
    String person = actor.person();
    return kind == null ? null : new ReviewFilter(kind, person == null ? "" : person);
  }

  @GetMapping("/{id}")
  ResponseEntity<PostView> read(
      @PathVariable String id,
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch) {
    Post post = posts.find(id).orElseThrow(() -> new PostNotFound(id));
    String tag = ETags.of(post.revision());
    if (ETags.matches(ifNoneMatch, tag)) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
    }
    return ok(post);
  }

  @PutMapping("/{id}")
  ResponseEntity<PostView> replace(
      @PathVariable String id, Expected expected, @RequestBody NewPost wish, Actor actor) {
    return ok(drafting.edit(id, expected, wish, actor));
  }

  @PatchMapping(
      path = "/{id}",
      consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
  ResponseEntity<PostView> change(
      @PathVariable String id, Expected expected, @RequestBody ObjectNode change, Actor actor) {
    Post before = expected.load(posts, id);
    // If-Match may allow several revisions; what is merged belongs to this one.
    return ok(
        drafting.editAndName(
            id,
            Expected.revision(before.revision()),
            patch.apply(before.working(), change),
            actor));
  }

  @PutMapping("/{id}/template")
  ResponseEntity<PostView> makeTemplate(@PathVariable String id, Expected expected, Actor actor) {
    return ok(drafting.template(id, expected, true, actor));
  }

  @DeleteMapping("/{id}/template")
  ResponseEntity<PostView> makeDraft(@PathVariable String id, Expected expected, Actor actor) {
    return ok(drafting.template(id, expected, false, actor));
  }

  @PostMapping("/{id}/reset")
  ResponseEntity<PostView> reset(@PathVariable String id, Expected expected, Actor actor) {
    return ok(drafting.reset(id, expected, actor));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id, Expected expected, Actor actor, HttpServletRequest request) {
    drafting.delete(id, expected, actor);
    audit.record(request, AuditAction.POST_DELETED, id, null);
  }

  private ResponseEntity<PostView> ok(Post post) {
    return ResponseEntity.ok()
        .eTag(ETags.of(post.revision()))
        .cacheControl(CacheControl.noCache().cachePrivate())
        .body(PostView.of(post, site));
  }

  /**
   * A page of posts.
   *
   * @param next the {@code cursor} of the next page; null on the last one
   */
  record PostList(List<PostView> items, @Nullable String next) {

    static PostList of(PostPage page, SiteProperties site) {
      return new PostList(
          page.posts().stream().map(post -> PostView.of(post, site)).toList(),
          page.next() == null ? null : page.next().encoded());
    }
  }
}
