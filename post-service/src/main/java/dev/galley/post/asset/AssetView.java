package dev.galley.post.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.galley.post.asset.Asset.Action;
import dev.galley.post.asset.AssetUse.User;
import dev.galley.post.asset.inspect.ImageSize;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of the site.
 *
 * @param id stays when it is renamed or replaced
 * @param path as in the site's addresses, such as {@code images/blog/x.jpg}
 * @param formerPaths those that lead to it
 * @param sha256 the hash of its bytes
 * @param width in pixels; null for what has no size, or does not say
 * @param height in pixels
 * @param alt what it says to whoever does not see it; null while nobody has said it
 * @param decorative whether there is nothing to say
 * @param shared whether everybody may see it although no live page uses it
 * @param storedAt when it got its content
 * @param storedBy null for files of earlier releases
 * @param removed null while it is there
 * @param usedBy the posts that use it; not in lists
 * @param history what was done to it, the newest first; not in lists
 */
record AssetView(
    String id,
    String path,
    List<String> formerPaths,
    String sha256,
    String type,
    long bytes,
    @Nullable Long width,
    @Nullable Long height,
    @Nullable String alt,
    boolean decorative,
    boolean shared,
    long revision,
    Instant storedAt,
    @Nullable String storedBy,
    @Nullable RemovedView removed,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<User> usedBy,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<StepView> history) {

  /**
   * That a file was removed.
   *
   * @param until when it can be restored no more
   */
  record RemovedView(Instant at, String by, Instant until) {}

  /** What was done to a file. */
  record StepView(
      long revision, Action action, Instant at, String by, String path, String sha256) {}

  /** What lists show. */
  static AssetView of(Asset asset) {
    return of(asset, null, null);
  }

  /** All of it. */
  static AssetView of(Asset asset, List<User> usedBy) {
    return of(
        asset,
        usedBy,
        asset.history().stream()
            .map(
                step ->
                    new StepView(
                        step.revision(),
                        step.action(),
                        step.at(),
                        step.by(),
                        step.name(),
                        step.sha256()))
            .toList());
  }

  private static AssetView of(
      Asset asset, @Nullable List<User> usedBy, @Nullable List<StepView> history) {
    ImageSize size = asset.content().size();
    Asset.Removal removed = asset.removed();
    return new AssetView(
        asset.id(),
        asset.name(),
        asset.names().subList(1, asset.names().size()),
        asset.content().sha256(),
        asset.content().type(),
        asset.content().bytes(),
        size == null ? null : Long.valueOf(size.width()),
        size == null ? null : Long.valueOf(size.height()),
        asset.description().alt(),
        asset.description().decorative(),
        asset.isShared(),
        asset.revision(),
        asset.storedAt(),
        asset.storedBy(),
        removed == null ? null : new RemovedView(removed.at(), removed.by(), removed.until()),
        usedBy,
        history);
  }
}
