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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings files of another system under names of their own. Everybody may see them, as there; their
 * old addresses lead to them. What somebody has said here since is left as it is, so that the same
 * again changes nothing.
 */
final class BringingAssets {

  /** As often may others be faster. */
  private static final int MAX_TRIES = 10;

  private final Assets assets;
  private final StoringAssets storing;
  private final Clock clock;

  BringingAssets(Assets assets, StoringAssets storing, Clock clock) {
    this.assets = assets;
    this.storing = storing;
    this.clock = clock;
  }

  /**
   * What the other system knows of a file.
   *
   * @param former names that it had there, which lead to it here
   */
  record Facts(List<String> former, Description description) {}

  /**
   * Brings a file.
   *
   * @param dryRun whether only to say what would become of it
   * @throws RefusedAsset when it, or a name of it, is not accepted
   * @throws IOException when its bytes do not come, or the store is away
   */
  StoredAsset bring(String name, Facts facts, boolean dryRun, InputStream bytes, Actor actor)
      throws IOException {
    String checked = AssetName.checked(name);
    List<String> former = facts.former().stream().map(AssetName::checked).distinct().toList();
    former.forEach(one -> refuseOthers(checked, one));
    if (dryRun) {
      return storing.plan(checked, bytes);
    }
    StoredAsset stored = storing.store(checked, bytes, actor);
    boolean isChanged = tell(checked, former, facts.description(), actor);
    return isChanged && stored.outcome() == Outcome.UNCHANGED
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
  private boolean tell(String name, List<String> former, Description description, Actor actor) {
    for (int tries = 1; ; tries++) {
      Asset before = assets.require(name);
      List<Action> actions = new ArrayList<>();
      Asset after = led(before, former, actions);
      if (before.description().equals(Description.NONE) && !description.equals(Description.NONE)) {
        after = after.described(description);
        actions.add(Action.DESCRIBED);
      }
      if (before.shared() == null) {
        after = after.shared(true);
        actions.add(Action.SHARED);
      }
      if (actions.isEmpty()) {
        return false;
      }
      try {
        assets.replace(
            before,
            after.at(before.revision() + 1),
            actions,
            actor,
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
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

  private static Asset led(Asset asset, List<String> former, List<Action> actions) {
    Asset led = asset;
    for (String one : former) {
      if (!led.names().contains(one)) {
        // Its own name stays the first.
        led = led.renamed(one).renamed(asset.name());
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
