package dev.galley.post.asset;

import dev.galley.post.asset.AssetUse.User;
import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Stored files over HTTP, by the path that the site serves them under. */
@RestController
@RequestMapping("/api/assets")
class AssetController {

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
   * @param usedBy the posts that name it
   */
  record AssetView(String path, String type, long bytes, List<User> usedBy) {}

  @GetMapping("/{*path}")
  AssetView read(@PathVariable String path) {
    Asset asset = find(path);
    return new AssetView(asset.path(), asset.type(), asset.bytes(), use.of(asset.path()));
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

  private static final class AssetNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;
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
