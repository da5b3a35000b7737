package dev.galley.post.asset;

import dev.galley.event.AssetEvent;
import dev.galley.post.asset.Asset.Action;
import dev.galley.post.asset.Asset.Description;
import dev.galley.post.asset.Assets.AssetChanged;
import dev.galley.post.asset.Assets.NameTaken;
import dev.galley.post.asset.StoredAsset.Outcome;
import dev.galley.post.asset.inspect.RefusedAsset;
import dev.galley.post.content.Actor;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings files of another system under names of their own, with what is known of them there: their
 * old addresses lead to them. What somebody has said here since is left as it is, so that the same
 * again changes nothing.
 */
public final class BringingAssets {

  /** As often may others be faster. */
  private static final int MAX_TRIES = 10;

  private final Assets assets;
  private final StoringAssets storing;
  private final AssetUse use;
  private final Clock clock;

  BringingAssets(Assets assets, StoringAssets storing, AssetUse use, Clock clock) {
    this.assets = assets;
    this.storing = storing;
    this.use = use;
    this.clock = clock;
  }

  /**
   * Brings a file.
   *
   * @param dryRun whether only to say what would become of it
   * @throws RefusedAsset when it, or a name of it, is not accepted
   * @throws IOException when its bytes do not come, or the store is away
   */
  public StoredAsset bring(
      String name, AssetFacts facts, boolean dryRun, InputStream bytes, Actor actor)
      throws IOException {
    String checked = AssetName.checked(name);
    AssetFacts asked = facts.renamed(AssetName::checked);
    asked.former().forEach(one -> refuseOthers(checked, one));
    if (dryRun) {
      StoredAsset plan = storing.plan(checked, bytes);
      boolean isNews =
          !asked.equals(AssetFacts.NONE)
              && assets
                  .find(checked)
                  .filter(asset -> !Told.of(asset, asked).actions.isEmpty())
                  .isPresent();
      return changed(plan, isNews);
    }
    StoredAsset stored = storing.store(checked, bytes, actor);
    return changed(stored, tell(checked, asked, actor));
  }

  /** Whether a file has a name, now or since before it got another one. */
  public boolean isThere(String name) {
    return assets.find(name).isPresent();
  }

  private static StoredAsset changed(StoredAsset stored, boolean isNews) {
    if (stored.outcome() == Outcome.REPLACED) {
      return new StoredAsset(
          Outcome.REPLACED,
          Stream.concat(stored.warnings().stream(), Stream.of("it replaces another file"))
              .toList());
    }
    return isNews && stored.outcome() == Outcome.UNCHANGED
        ? new StoredAsset(Outcome.REPLACED, stored.warnings())
        : stored;
  }

  private void refuseOthers(String name, String former) {
    Optional<Asset> other = assets.find(former).filter(asset -> !asset.names().contains(name));
    if (other.isPresent()) {
      throw new RefusedAsset("its old address " + former + " is that of " + other.get().name());
    }
  }

  /** Tells whether that was news. */
  private boolean tell(String name, AssetFacts facts, Actor actor) {
    if (facts.equals(AssetFacts.NONE)) {
      return false;
    }
    for (int tries = 1; ; tries++) {
      Asset before = assets.require(name);
      Told told = Told.of(before, facts);
      if (told.actions.isEmpty()) {
        return false;
      }
      try {
        Asset after = told.asset.at(before.revision() + 1);
        assets.replace(before, after, told.actions, actor, now());
        return true;
      } catch (NameTaken e) {
        throw new RefusedAsset("it is stored, but an old address of it is another file's");
      } catch (AssetChanged e) {
        if (tries == MAX_TRIES) {
          throw e;
        }
      }
    }
  }

  /**
   * Lets everybody see those of some files that no post uses, unless somebody has said who may: so
   * they were public on the site that they come from.
   */
  public void shareUnused(Collection<String> names, Actor actor) {
    for (Asset asset : use.unused(assets.unsaid(names))) {
      try {
        assets.replace(asset, asset.shared(true), List.of(Action.SHARED), actor, now());
      } catch (AssetChanged e) {
        // Whoever was faster has seen it; the next import looks again.
        continue;
      }
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * A file of which facts were told.
   *
   * @param actions what was news
   */
  private record Told(Asset asset, List<Action> actions) {

    static Told of(Asset before, AssetFacts facts) {
      List<Action> actions = new ArrayList<>();
      Asset after = led(before, facts.former(), actions);
      Description description = facts.description();
      if (before.description().equals(Description.NONE) && !description.equals(Description.NONE)) {
        after = after.described(description);
        actions.add(Action.DESCRIBED);
      }
      if (before.shared() == null && facts.shared() != null) {
        after = after.shared(facts.shared());
        actions.add(facts.shared() ? Action.SHARED : Action.UNSHARED);
      }
      return new Told(after, actions);
    }

    private static Asset led(Asset asset, List<String> former, List<Action> actions) {
      Asset led = asset;
      // Its own name stays the first, and the others come in their order.
      for (int i = former.size() - 1; i >= 0; i--) {
        if (!led.names().contains(former.get(i))) {
          led = led.renamed(former.get(i)).renamed(asset.name());
        }
      }
      if (led.names().size() > AssetEvent.MAX_NAMES) {
        throw new RefusedAsset("it has more than " + AssetEvent.MAX_NAMES + " names");
      }
      if (led != asset) {
        actions.add(Action.RENAMED);
      }
      return led;
    }
  }
}
