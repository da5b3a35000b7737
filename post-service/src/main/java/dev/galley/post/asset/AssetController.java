package dev.galley.post.asset;

import dev.galley.post.asset.Asset.Description;
import dev.galley.post.asset.Assets.AssetChanged;
import dev.galley.post.asset.Assets.AssetNotFound;
import dev.galley.post.asset.ChangingAssets.Change;
import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Cursor;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.draft.Expected;
import dev.galley.post.people.Role;
import dev.galley.web.OneLine;
import dev.galley.web.answer.ETags;
import dev.galley.web.answer.IfMatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** The files of the site over HTTP, by the path that the site serves them under. */
@RestController
@RequestMapping("/api/assets")
class AssetController {

  private static final int MAX_NAME_CHARS = 300;

  /** What may come; what it is, its bytes say. */
  private static final String IMAGE = "image/*";

  private static final String VIDEO = "video/*";
  private static final String AUDIO = "audio/*";
  private static final String PDF = MediaType.APPLICATION_PDF_VALUE;
  private static final String BYTES = MediaType.APPLICATION_OCTET_STREAM_VALUE;

  private final Assets assets;
  private final ListingAssets listing;
  private final StoringAssets storing;
  private final ChangingAssets changing;
  private final AssetUse use;
  private final Audit audit;

  AssetController(
      Assets assets,
      ListingAssets listing,
      StoringAssets storing,
      ChangingAssets changing,
      AssetUse use,
      Audit audit) {
    this.assets = assets;
    this.listing = listing;
    this.storing = storing;
    this.changing = changing;
    this.use = use;
    this.audit = audit;
  }

  /**
   * A page of files, the last stored first.
   *
   * @param next the {@code cursor} of the next page; null on the last one
   */
  record AssetList(List<AssetView> items, @Nullable String next) {}

  /**
   * What to change of a file; what is absent stays as it is. A description is both of its parts.
   *
   * @param name the path that it is served under from now on; the one before leads there
   * @param alt null or empty where nobody has said it, and where there is nothing to say
   * @param decorative whether there is nothing to say
   * @param shared whether everybody may see it although no live page uses it
   */
  record Changed(
      @Nullable @Size(max = MAX_NAME_CHARS) String name,
      @Nullable @OneLine @Size(max = AssetFacts.MAX_ALT_CHARS) String alt,
      @Nullable Boolean decorative,
      @Nullable Boolean shared) {

    Change change() {
      return new Change(name, description(alt, decorative), shared);
    }
  }

  private static @Nullable Description description(
      @Nullable String alt, @Nullable Boolean decorative) {
    if (alt == null && decorative == null) {
      return null;
    }
    boolean isDecorative = Boolean.TRUE.equals(decorative);
    String said = alt == null || alt.isBlank() ? null : alt.strip();
    if (isDecorative && said != null) {
      throw InvalidContent.of("alt", "must be empty where a picture is decorative");
    }
    return new Description(said, isDecorative);
  }

  /** Descriptions of many files at once. */
  record ManyDescribed(@NotNull @Size(max = 200) List<@Valid @NotNull DescribedOne> items) {}

  /**
   * One of many descriptions.
   *
   * @param revision that the file is believed to be at
   */
  record DescribedOne(
      @NotNull @Size(max = MAX_NAME_CHARS) String path,
      @Min(1) long revision,
      @Nullable @OneLine @Size(max = AssetFacts.MAX_ALT_CHARS) String alt,
      @Nullable Boolean decorative) {}

  /** What became of each description, in the order in which they came. */
  record ManyResults(List<OneResult> items) {}

  /**
   * What became of one description.
   *
   * @param status 200, or why it is not done: 404, 409, 412 or 422
   * @param asset null where it is not done
   * @param problem null where it is
   */
  record OneResult(
      String path, int status, @Nullable AssetView asset, @Nullable ProblemDetail problem) {

    private static OneResult not(String path, ProblemDetail problem) {
      return new OneResult(path, problem.getStatus(), null, problem);
    }
  }

  /**
   * @param used whether only those that posts use, or only those that none uses
   * @param removed whether those that are removed and can be restored
   */
  @GetMapping
  AssetList list(
      @RequestParam(required = false) @Nullable @Size(max = 200) String q,
      @RequestParam(required = false) @Nullable Boolean used,
      @RequestParam(defaultValue = "false") boolean removed,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
      @RequestParam(required = false) @Nullable @Size(max = 1500) String cursor) {
    Cursor after = cursor == null ? null : Cursor.decode(cursor);
    ListingAssets.Page page =
        listing.list(new ListingAssets.Query(words(q), used, removed, limit), after);
    return new AssetList(
        page.assets().stream().map(AssetView::of).toList(),
        page.next() == null ? null : page.next().encoded());
  }

  private static Set<String> words(@Nullable String q) {
    return q == null || q.isBlank()
        ? Set.of()
        : Set.of(q.strip().toLowerCase(Locale.ROOT).split("\\s+"));
  }

  /**
   * Adds a file. The same bytes under the same name are the same file; where that is removed, who
   * may restore it brings it back, and nobody else.
   *
   * @param name what the file was called
   */
  @PostMapping(consumes = {IMAGE, VIDEO, AUDIO, PDF, BYTES})
  ResponseEntity<AssetView> add(
      @RequestParam(defaultValue = "picture") @Size(max = MAX_NAME_CHARS) String name,
      InputStream body,
      Actor actor,
      HttpServletRequest request)
      throws IOException {
    boolean mayRestore = request.isUserInRole(Role.EDITOR.name());
    Asset asset = storing.add(name, body, mayRestore, actor);
    audit.record(request, AuditAction.ASSET_ADDED, asset.name(), null);
    URI location =
        UriComponentsBuilder.fromPath("/api/assets/" + asset.name()).encode().build().toUri();
    return ResponseEntity.created(location)
        .eTag(ETags.of(asset.revision()))
        .body(AssetView.of(asset));
  }

  /** Describes many files, each as far as it can be. */
  @PatchMapping
  ManyResults describe(
      @RequestBody @Valid ManyDescribed described, Actor actor, HttpServletRequest request) {
    return new ManyResults(
        described.items().stream().map(one -> described(one, actor, request)).toList());
  }

  private OneResult described(DescribedOne one, Actor actor, HttpServletRequest request) {
    try {
      Description description = description(one.alt(), one.decorative());
      IfMatch expected = IfMatch.of(one.revision());
      Asset asset =
          changing.change(one.path(), expected, new Change(null, description, null), actor);
      audit.record(request, AuditAction.ASSET_DESCRIBED, asset.name(), asset.description().alt());
      return new OneResult(one.path(), HttpStatus.OK.value(), AssetView.of(asset), null);
    } catch (AssetNotFound e) {
      return OneResult.not(one.path(), AssetProblems.missing());
    } catch (AssetChanged e) {
      return OneResult.not(one.path(), AssetProblems.changed(e));
    } catch (Asset.AssetIsRemoved e) {
      return OneResult.not(one.path(), AssetProblems.removed());
    } catch (InvalidContent e) {
      return OneResult.not(one.path(), AssetProblems.refused("a decorative picture says nothing"));
    }
  }

  @GetMapping("/{*path}")
  ResponseEntity<AssetView> read(@PathVariable String path) {
    Asset asset = assets.require(name(path));
    return ResponseEntity.ok()
        .eTag(ETags.of(asset.revision()))
        .body(AssetView.of(asset, use.of(asset)));
  }

  /** Describes, renames or shares a file. */
  @PatchMapping("/{*path}")
  ResponseEntity<AssetView> change(
      @PathVariable String path,
      Expected expected,
      @RequestBody @Valid Changed changed,
      Actor actor,
      HttpServletRequest request) {
    Asset asset = changing.change(name(path), expected.ifMatch(), changed.change(), actor);
    AuditAction action =
        changed.name() == null && changed.shared() == null
            ? AuditAction.ASSET_DESCRIBED
            : AuditAction.ASSET_CHANGED;
    audit.record(request, action, asset.name(), asset.description().alt());
    return ok(asset);
  }

  /** Replaces what a file holds; its address stays. */
  @PutMapping(
      path = "/{*path}",
      consumes = {IMAGE, VIDEO, AUDIO, PDF, BYTES})
  ResponseEntity<AssetView> replace(
      @PathVariable String path,
      Expected expected,
      InputStream body,
      Actor actor,
      HttpServletRequest request)
      throws IOException {
    Asset asset = storing.replace(name(path), expected.ifMatch(), body, actor);
    audit.record(request, AuditAction.ASSET_REPLACED, asset.name(), asset.content().sha256());
    return ok(asset);
  }

  private static ResponseEntity<AssetView> ok(Asset asset) {
    return ResponseEntity.ok().eTag(ETags.of(asset.revision())).body(AssetView.of(asset));
  }

  /**
   * Removes a file; for 30 days it can be restored.
   *
   * @param evenUsed whether also while posts use it
   */
  @DeleteMapping("/{*path}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable String path,
      @RequestParam(defaultValue = "false") boolean evenUsed,
      Actor actor,
      HttpServletRequest request) {
    Asset asset = changing.remove(name(path), evenUsed, actor);
    audit.record(request, AuditAction.ASSET_DELETED, asset.name(), null);
  }

  /** Brings a removed file back. */
  @PostMapping("/restore/{*path}")
  ResponseEntity<AssetView> restore(
      @PathVariable String path, Actor actor, HttpServletRequest request) {
    Asset asset = changing.restore(name(path), actor);
    audit.record(request, AuditAction.ASSET_RESTORED, asset.name(), null);
    return ok(asset);
  }

  /** The rest of a path begins with a slash. */
  static String name(String path) {
    return path.substring(1);
  }
}
