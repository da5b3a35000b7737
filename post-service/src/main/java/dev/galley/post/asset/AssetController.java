package dev.galley.post.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.galley.post.asset.Asset.Description;
import dev.galley.post.asset.AssetUse.User;
import dev.galley.post.asset.Assets.AssetChanged;
import dev.galley.post.asset.Assets.AssetNotFound;
import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.content.Cursor;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.draft.Expected;
import dev.galley.web.ETags;
import dev.galley.web.OneLine;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Stored files over HTTP, by the path that the site serves them under. */
@RestController
@RequestMapping("/api/assets")
class AssetController {

  private static final int MAX_ALT_CHARS = 500;

  private final Assets assets;
  private final AssetUse use;
  private final Audit audit;

  AssetController(Assets assets, AssetUse use, Audit audit) {
    this.assets = assets;
    this.use = use;
    this.audit = audit;
  }

  /**
   * A stored file.
   *
   * @param path as in the site's addresses, such as {@code images/blog/x.jpg}
   * @param width in pixels; null for what has no size, or does not say
   * @param height in pixels
   * @param alt what it says to whoever does not see it; null while nobody has said it
   * @param decorative whether there is nothing to say
   * @param usedBy the posts that name it; not in lists
   */
  record AssetView(
      String path,
      String type,
      long bytes,
      @Nullable Long width,
      @Nullable Long height,
      @Nullable String alt,
      boolean decorative,
      long revision,
      Instant storedAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<User> usedBy) {

    static AssetView of(Asset asset, @Nullable List<User> usedBy) {
      ImageSize size = asset.size();
      return new AssetView(
          asset.path(),
          asset.type(),
          asset.bytes(),
          size == null ? null : Long.valueOf(size.width()),
          size == null ? null : Long.valueOf(size.height()),
          asset.description().alt(),
          asset.description().decorative(),
          asset.revision(),
          asset.storedAt(),
          usedBy);
    }
  }

  /**
   * A page of files, the last stored first.
   *
   * @param next the {@code cursor} of the next page; null on the last one
   */
  record AssetList(List<AssetView> items, @Nullable String next) {}

  /**
   * What a picture says to whoever does not see it.
   *
   * @param alt null where nobody has said it, and where there is nothing to say
   * @param decorative whether there is nothing to say; absent is no
   */
  record Described(
      @Nullable @OneLine @Size(max = MAX_ALT_CHARS) String alt, @Nullable Boolean decorative) {

    Description description() {
      boolean isDecorative = Boolean.TRUE.equals(decorative);
      if (isDecorative && alt != null && !alt.isBlank()) {
        throw InvalidContent.of("alt", "must be empty where a picture is decorative");
      }
      return new Description(alt == null || alt.isBlank() ? null : alt.strip(), isDecorative);
    }
  }

  @GetMapping
  AssetList list(
      @RequestParam(required = false) @Nullable @Size(max = 200) String q,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
      @RequestParam(required = false) @Nullable @Size(max = 600) String cursor) {
    Cursor after = cursor == null ? null : Cursor.decode(cursor);
    List<Asset> found = assets.list(words(q), limit + 1, after);
    List<Asset> page = found.subList(0, Math.min(limit, found.size()));
    Asset last = page.isEmpty() ? null : page.get(page.size() - 1);
    return new AssetList(
        page.stream().map(asset -> AssetView.of(asset, null)).toList(),
        last == null || found.size() <= limit
            ? null
            : new Cursor(last.storedAt(), last.path()).encoded());
  }

  private static Set<String> words(@Nullable String q) {
    return q == null || q.isBlank()
        ? Set.of()
        : Set.of(q.strip().toLowerCase(Locale.ROOT).split("\\s+"));
  }

  /**
   * Adds a picture. The same bytes under the same name are the same picture.
   *
   * @param name what the file was called
   */
  @PostMapping(consumes = {"image/*", MediaType.APPLICATION_OCTET_STREAM_VALUE})
  ResponseEntity<AssetView> add(
      @RequestParam(defaultValue = "picture") @Size(max = 300) String name,
      @RequestBody byte[] picture,
      HttpServletRequest request)
      throws IOException {
    Asset asset = assets.add(name, picture);
    audit.record(request, AuditAction.ASSET_ADDED, asset.path(), null);
    return ResponseEntity.created(URI.create("/api/assets/" + asset.path()))
        .eTag(ETags.of(asset.revision()))
        .body(AssetView.of(asset, null));
  }

  @GetMapping("/{*path}")
  ResponseEntity<AssetView> read(@PathVariable String path) {
    Asset asset = find(path);
    return ok(AssetView.of(asset, use.of(asset.path())));
  }

  /** Says what a picture says to whoever does not see it. */
  @PatchMapping("/{*path}")
  ResponseEntity<AssetView> describe(
      @PathVariable String path,
      Expected expected,
      @RequestBody @Valid Described described,
      HttpServletRequest request) {
    Asset asset = assets.describe(path.substring(1), expected.ifMatch(), described.description());
    audit.record(request, AuditAction.ASSET_DESCRIBED, asset.path(), asset.description().alt());
    return ok(AssetView.of(asset, null));
  }

  private static ResponseEntity<AssetView> ok(AssetView view) {
    return ResponseEntity.ok().eTag(ETags.of(view.revision())).body(view);
  }

  /**
   * Erases a file.
   *
   * @param evenUsed whether also while posts name it
   */
  @DeleteMapping("/{*path}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String path,
      @RequestParam(defaultValue = "false") boolean evenUsed,
      HttpServletRequest request)
      throws IOException {
    Asset asset = find(path);
    List<User> users = evenUsed ? List.of() : use.of(asset.path());
    if (!users.isEmpty()) {
      throw new AssetUsed(users);
    }
    assets.delete(asset.path());
    audit.record(request, AuditAction.ASSET_DELETED, asset.path(), null);
  }

  private Asset find(String path) {
    return assets.find(path.substring(1)).orElseThrow(AssetNotFound::new);
  }

  private static final class AssetUsed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<User> users;

    AssetUsed(List<User> users) {
      this.users = users;
    }
  }

  @ExceptionHandler
  ProblemDetail on(AssetNotFound missing) {
    return Problems.of(
        HttpStatus.NOT_FOUND, "asset-not-found", "There is no such file", "It may be deleted.");
  }

  @ExceptionHandler
  ProblemDetail on(RefusedAsset refused) {
    return Problems.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "asset-refused",
        "The file is not stored",
        "Refused: " + refused.getMessage() + ".");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(AssetChanged changed) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.PRECONDITION_FAILED,
            "stale-revision",
            "Somebody else described the file",
            "It is at revision " + changed.current() + ". Read it and change that.");
    problem.setProperty("revision", changed.current());
    return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
        .eTag(ETags.of(changed.current()))
        .body(problem);
  }

  @ExceptionHandler
  ProblemDetail on(AssetUsed used) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.CONFLICT,
            "asset-used",
            "Posts show this file",
            "Nothing was deleted. usedBy names the posts; evenUsed=true deletes it all the same.");
    problem.setProperty("usedBy", Objects.requireNonNull(used.users));
    return problem;
  }
}
