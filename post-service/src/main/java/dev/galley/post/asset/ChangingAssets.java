package dev.galley.post.asset;

import dev.galley.event.AssetEvent;
import dev.galley.post.asset.Asset.Action;
import dev.galley.post.asset.Asset.Description;
import dev.galley.post.asset.Asset.Removal;
import dev.galley.post.asset.AssetUse.User;
import dev.galley.post.asset.Assets.AssetChanged;
import dev.galley.post.asset.inspect.AssetType;
import dev.galley.post.asset.inspect.RefusedAsset;
import dev.galley.post.content.Actor;
import dev.galley.post.object.Objects;
import dev.galley.web.answer.IfMatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to files that are there: described, renamed, shared, removed, restored. */
final class ChangingAssets {

  /** For so long a removed file can be restored. */
  static final Duration RESTORABLE = Duration.ofDays(30);

  private final Assets assets;
  private final Objects objects;
  private final AssetTree tree;
  private final AssetUse use;
  private final InstantSource clock;

  /**
   * @param clock the store's
   */
  ChangingAssets(
      Assets assets, Objects objects, AssetTree tree, AssetUse use, InstantSource clock) {
    this.assets = assets;
    this.objects = objects;
    this.tree = tree;
    this.use = use;
    this.clock = clock;
  }

  /**
   * What is to be changed; what is null stays as it is.
   *
   * @param name that it is served under from now on; the one before leads there
   * @param shared whether everybody may see it although no live page uses it
   */
  record Change(
      @Nullable String name, @Nullable Description description, @Nullable Boolean shared) {}

  /**
   * Changes what is known of a file, in one revision.
   *
   * @throws Assets.AssetNotFound when there is none
   * @throws AssetChanged when it is at another revision
   * @throws Assets.NameTaken when the name belongs to another one
   * @throws RefusedAsset when it may not be called so
   */
  Asset change(String name, IfMatch expected, Change change, Actor actor) {
    Asset before = found(name, expected);
    before.refuseRemoved();
    List<Action> actions = new ArrayList<>();
    Asset after = before;
    // A name from before there were some rules may stay.
    if (change.name() != null && !change.name().equals(before.name())) {
      String newName = AssetName.checked(change.name());
      if (!newName.equals(before.name())) {
        after = renamed(after, newName);
        actions.add(Action.RENAMED);
      }
    }
    Description description = change.description();
    if (description != null && !description.equals(before.description())) {
      after = after.described(description);
      actions.add(Action.DESCRIBED);
    }
    Boolean shared = change.shared();
    if (shared != null && !shared.equals(before.shared())) {
      after = after.shared(shared);
      actions.add(shared ? Action.SHARED : Action.UNSHARED);
    }
    if (actions.isEmpty()) {
      return before;
    }
    return assets.replace(before, after.at(before.revision() + 1), actions, actor, now());
  }

  private static Asset renamed(Asset asset, String name) {
    AssetType.of(asset.content().type()).refuseName(name);
    Asset renamed = asset.renamed(name);
    if (renamed.names().size() > AssetEvent.MAX_NAMES) {
      throw new RefusedAsset("it has had " + AssetEvent.MAX_NAMES + " names already");
    }
    return renamed;
  }

  /**
   * Removes a file: it is gone for readers, and can be restored for a while.
   *
   * @param evenUsed whether also while posts use it
   * @throws AssetUsed when posts do
   */
  Asset remove(String name, boolean evenUsed, Actor actor) {
    Asset before = assets.require(name);
    if (before.removed() != null) {
      return before;
    }
    List<User> users = evenUsed ? List.of() : use.of(before);
    if (!users.isEmpty()) {
      throw new AssetUsed(users);
    }
    Instant now = now();
    Removal removal = new Removal(now, actor.name(), now.plus(RESTORABLE));
    return assets.replace(before, before.removed(removal), List.of(Action.REMOVED), actor, now);
  }

  /**
   * Brings a removed file back, under all its names.
   *
   * @throws Assets.AssetNotFound when there is none, or its time is over
   */
  Asset restore(String name, Actor actor) {
    Asset before = assets.require(name);
    if (before.removed() == null) {
      return before;
    }
    return assets.replace(before, before.restored(), List.of(Action.RESTORED), actor, now());
  }

  /** Forgets the content of a removed file once its time is over; by any instance. */
  void purge(String id, Instant now) {
    assets
        .due(id, now)
        .ifPresent(
            asset -> {
              // Before it: should this end in between, the object is used, and stays for another
              // try.
              objects.release(asset.content().sha256());
              tree.remove(asset.names());
              assets.purge(asset, now);
            });
  }

  private Asset found(String name, IfMatch expected) {
    Asset asset = assets.require(name);
    if (!expected.matches(asset.revision())) {
      throw new AssetChanged(asset.revision());
    }
    return asset;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Posts use the file, so it is not removed. */
  static final class AssetUsed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<User> users;

    AssetUsed(List<User> users) {
      this.users = users;
    }

    List<User> users() {
      return users;
    }
  }
}
