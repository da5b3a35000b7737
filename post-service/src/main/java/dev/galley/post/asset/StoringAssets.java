package dev.galley.post.asset;

import dev.galley.object.NoSuchObject;
import dev.galley.object.Spool;
import dev.galley.object.Spooled;
import dev.galley.object.WrongBytes;
import dev.galley.post.asset.Asset.Action;
import dev.galley.post.asset.Asset.Content;
import dev.galley.post.asset.Asset.Description;
import dev.galley.post.asset.Assets.AssetChanged;
import dev.galley.post.asset.Assets.NameTaken;
import dev.galley.post.asset.StoredAsset.Outcome;
import dev.galley.post.asset.inspect.AssetType;
import dev.galley.post.asset.inspect.Inspected;
import dev.galley.post.asset.inspect.RefusedAsset;
import dev.galley.post.asset.inspect.Scanner;
import dev.galley.post.content.Actor;
import dev.galley.post.object.Objects;
import dev.galley.stream.codec.EventIds;
import dev.galley.web.answer.IfMatch;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes files in: streamed to the disk and hashed on the way, looked at, then kept as an object,
 * and last known by a name. Whatever fails before leaves nothing behind. Thread-safe; of two that
 * store the same name at once, the second replaces what the first stored.
 */
public final class StoringAssets {

  /** Whoever brings files has a narrower limit. */
  private static final long MAX_BYTES = 1L << 30;

  /** As often may others be faster. */
  private static final int MAX_TRIES = 10;

  private final Assets assets;
  private final Objects objects;
  private final AssetTree tree;
  private final Scanner scanner;
  private final Clock clock;

  StoringAssets(Assets assets, Objects objects, AssetTree tree, Scanner scanner, Clock clock) {
    this.assets = assets;
    this.objects = objects;
    this.tree = tree;
    this.scanner = scanner;
    this.clock = clock;
  }

  /**
   * Stores a file under a name. Repeating it changes nothing; other bytes replace what the file
   * held, and what was removed is there again.
   *
   * @param name as in the site's URLs: {@code images/blog/x.jpg}
   * @throws RefusedAsset when the name or the content is not accepted
   * @throws IOException when the bytes do not come, or the store or the scanner is away; nothing
   *     refers to the file then
   */
  StoredAsset store(String name, InputStream bytes, Actor actor) throws IOException {
    String checked = AssetName.checked(name);
    try (Spooled spooled = objects.spool(bytes, MAX_BYTES)) {
      Inspected inspected = inspected(spooled, checked);
      return new StoredAsset(
          store(checked, spooled, inspected, true, actor).outcome(),
          warnings(inspected.type(), checked));
    }
  }

  /**
   * What storing a file would do; changes nothing.
   *
   * @throws RefusedAsset when it would be refused
   */
  StoredAsset plan(String name, InputStream bytes) throws IOException {
    String checked = AssetName.checked(name);
    try (Spooled spooled = objects.spool(bytes, MAX_BYTES)) {
      Inspected inspected = inspected(spooled, checked);
      Asset before = assets.find(checked).orElse(null);
      Outcome outcome = outcome(before, spooled.sha256());
      return new StoredAsset(outcome, warnings(inspected.type(), checked));
    }
  }

  /**
   * Stores a file that somebody adds, under a name that holds a part of its hash.
   *
   * @param given what the file was called
   * @param mayRestore whether who adds it may bring a removed file back
   * @throws RefusedAsset when it is not accepted
   * @throws Asset.AssetIsRemoved when it would bring back one that they may not
   */
  Asset add(String given, InputStream bytes, boolean mayRestore, Actor actor) throws IOException {
    try (Spooled spooled = objects.spool(bytes, MAX_BYTES)) {
      Inspected inspected = Inspected.of(spooled.path());
      scanner.refuseUnclean(spooled.path());
      String name = AssetName.ofUpload(given, inspected.type(), spooled.sha256());
      return store(name, spooled, inspected, mayRestore, actor).asset();
    }
  }

  /**
   * Replaces what a file holds. Its names stay, and what it says to whoever does not see it.
   *
   * @throws AssetChanged when it is at another revision
   * @throws RefusedAsset when the content is not accepted under its name
   */
  Asset replace(String name, IfMatch expected, InputStream bytes, Actor actor) throws IOException {
    Asset before = assets.require(name);
    before.refuseRemoved();
    if (!expected.matches(before.revision())) {
      throw new AssetChanged(before.revision());
    }
    try (Spooled spooled = objects.spool(bytes, MAX_BYTES)) {
      Inspected inspected = inspected(spooled, before.name());
      boolean same = before.content().sha256().equals(spooled.sha256());
      if (!same || !objects.isKept(spooled.sha256())) {
        objects.keep(spooled);
      }
      return same
          ? before
          : replaced(before, content(spooled, inspected), before.description(), actor);
    }
  }

  private Inspected inspected(Spooled spooled, String name) throws IOException {
    Inspected inspected = Inspected.of(spooled.path(), name);
    scanner.refuseUnclean(spooled.path());
    return inspected;
  }

  private record Result(Asset asset, Outcome outcome) {}

  private Result store(
      String name, Spooled spooled, Inspected inspected, boolean mayRestore, Actor actor)
      throws IOException {
    Asset known = assets.find(name).orElse(null);
    if (known != null
        && outcome(known, spooled.sha256()) == Outcome.UNCHANGED
        && objects.isKept(spooled.sha256())) {
      return new Result(known, Outcome.UNCHANGED);
    }
    objects.keep(spooled);
    Content content = content(spooled, inspected);
    for (int tries = 1; ; tries++) {
      try {
        return storeOnce(name, content, mayRestore, actor);
      } catch (AssetChanged | NameTaken e) {
        // Unless it has the name only by the rules of some systems, it is there at the next look.
        if (tries == MAX_TRIES || e instanceof NameTaken && assets.find(name).isEmpty()) {
          throw e instanceof NameTaken
              ? new RefusedAsset("another file has this name, or one that differs in case alone")
              : e;
        }
      }
    }
  }

  private Result storeOnce(String name, Content content, boolean mayRestore, Actor actor) {
    Asset before = assets.find(name).orElse(null);
    if (before != null && !mayRestore) {
      before.refuseRemoved();
    }
    Outcome outcome = outcome(before, content.sha256());
    Asset after;
    if (before == null) {
      Instant now = now();
      after =
          assets.insert(
              Asset.stored(EventIds.next().toString(), name, content, now, actor.name()),
              actor,
              now);
    } else if (outcome == Outcome.REPLACED) {
      // Other bytes say something else.
      after = replaced(before, content, Description.NONE, actor);
    } else if (before.removed() != null) {
      after = assets.replace(before, before.restored(), List.of(Action.RESTORED), actor, now());
    } else {
      after = before;
    }
    return new Result(after, outcome);
  }

  private Asset replaced(Asset before, Content content, Description description, Actor actor) {
    // Before it: should this end in between, the object is found to be used, and stays.
    objects.release(before.content().sha256());
    Instant now = now();
    Asset after =
        assets.replace(
            before,
            before.replaced(content, description, now, actor.name()),
            List.of(Action.REPLACED),
            actor,
            now);
    tree.remove(after.names());
    return after;
  }

  private static Content content(Spooled spooled, Inspected inspected) {
    return new Content(
        spooled.sha256(), inspected.type().mediaType(), spooled.bytes(), inspected.size());
  }

  private static Outcome outcome(@Nullable Asset before, String sha256) {
    if (before == null || before.removed() != null && before.content().sha256().equals(sha256)) {
      return Outcome.STORED;
    }
    return before.content().sha256().equals(sha256) ? Outcome.UNCHANGED : Outcome.REPLACED;
  }

  /**
   * A file's content, whole and verified.
   *
   * @return empty when there is no such file, or its bytes are lost or damaged for good
   * @throws IOException when the stores are away, or too much is read or comes in at once
   */
  public Optional<Spooled> content(String name) throws IOException {
    Optional<Asset> asset = assets.find(name);
    if (asset.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(fetch(asset.get()));
    } catch (Unreadable e) {
      if (e.isForGood()) {
        return Optional.empty();
      }
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * A file's content, whole and verified before anybody gets a byte of it.
   *
   * @throws Spool.SpoolFull when too much is read or comes in at once
   * @throws Unreadable when there is no such content to be had
   */
  Spooled fetch(Asset asset) throws IOException {
    try {
      return objects.fetch(asset.content().sha256(), asset.content().bytes());
    } catch (Spool.SpoolFull full) {
      throw full;
    } catch (IOException e) {
      throw new Unreadable(e);
    }
  }

  /** The stores are away, or a file's bytes are lost or damaged. */
  static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Unreadable(IOException cause) {
      super(cause.getMessage(), cause);
    }

    /** Whether trying again cannot help. */
    boolean isForGood() {
      return getCause() instanceof NoSuchObject || getCause() instanceof WrongBytes;
    }
  }

  private static List<String> warnings(AssetType type, String name) {
    List<String> warnings = new ArrayList<>();
    if (!type.isNamedSo(name)) {
      warnings.add("the content is " + type.mediaType() + ", which the name does not say");
    }
    if (type == AssetType.SVG) {
      warnings.add("an SVG: checked for scripts, but still a document that browsers interpret");
    }
    return warnings;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
