package dev.galley.post.asset;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.galley.event.AssetEvent;
import dev.galley.event.AssetRemoved;
import dev.galley.event.AssetStored;
import dev.galley.post.asset.inspect.ImageSize;
import dev.galley.stream.codec.EventIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of the site: what is known of it. Immutable; each change makes the next revision.
 *
 * @param id stays, whatever its names; of files of earlier builds their name then
 * @param names the one that it is served under, then earlier ones, which lead there
 * @param keys by which no other file has one of its names
 * @param shared whether everybody may see it although no live page uses it; null while nobody has
 *     said so
 * @param revision counts its changes, from 1 on
 * @param storedAt when it got its content
 * @param storedBy who stored that; absent for files of earlier builds
 * @param removed absent while it is there
 * @param history what was done to it, the newest first; empty where only lists are read
 */
record Asset(
    String id,
    List<String> names,
    List<String> keys,
    Content content,
    Description description,
    @Nullable Boolean shared,
    long revision,
    Instant storedAt,
    @Nullable String storedBy,
    @Nullable Removal removed,
    List<Step> history) {

  Asset {
    names = List.copyOf(names);
    keys = List.copyOf(keys);
    history = List.copyOf(history);
  }

  /**
   * The bytes.
   *
   * @param sha256 their hash, by which a store has them
   * @param type their media type, by what they are
   * @param size absent for what has no size in pixels, or does not say
   */
  record Content(String sha256, String type, long bytes, @Nullable ImageSize size) {}

  /**
   * What a picture says to whoever does not see it.
   *
   * @param alt null while nobody has said it, and where there is nothing to say
   * @param decorative whether there is nothing to say
   */
  record Description(@Nullable String alt, boolean decorative) {

    static final Description NONE = new Description(null, false);
  }

  /**
   * That it was removed.
   *
   * @param until when it can be restored no more
   */
  record Removal(Instant at, String by, Instant until) {}

  /** What can be done to a file. */
  enum Action {
    STORED,
    REPLACED,
    RENAMED,
    DESCRIBED,
    SHARED,
    UNSHARED,
    REMOVED,
    RESTORED;

    /** The form on the wire: lower case. */
    @JsonValue
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Something that was done to it.
   *
   * @param name that it had afterwards
   * @param sha256 of the content that it had afterwards
   */
  record Step(long revision, Action action, Instant at, String by, String name, String sha256) {}

  /** A file that is new here. */
  static Asset stored(String id, String name, Content content, Instant at, String by) {
    return new Asset(
        id,
        List.of(name),
        List.of(AssetName.key(name)),
        content,
        Description.NONE,
        null,
        1,
        at,
        by,
        null,
        List.of());
  }

  /** What it is called. */
  String name() {
    return names.get(0);
  }

  boolean isShared() {
    return Boolean.TRUE.equals(shared);
  }

  /**
   * @throws AssetIsRemoved when it is
   */
  void refuseRemoved() {
    if (removed != null) {
      throw new AssetIsRemoved();
    }
  }

  /** It was removed, so it is to be restored before it is changed. */
  static final class AssetIsRemoved extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /** Other bytes under the same names. */
  Asset replaced(Content newContent, Description newDescription, Instant at, String by) {
    return new Asset(
        id, names, keys, newContent, newDescription, shared, revision + 1, at, by, null, history);
  }

  Asset described(Description newDescription) {
    return next(names, keys, newDescription, shared, removed);
  }

  Asset shared(boolean nowShared) {
    return next(names, keys, description, nowShared, removed);
  }

  /** Another name; all earlier ones lead straight to it. */
  Asset renamed(String name) {
    List<String> all = new ArrayList<>(names);
    all.remove(name);
    all.add(0, name);
    String key = AssetName.key(name);
    List<String> allKeys = new ArrayList<>(keys);
    if (!allKeys.contains(key)) {
      allKeys.add(key);
    }
    return next(all, allKeys, description, shared, removed);
  }

  Asset removed(Removal removal) {
    return next(names, keys, description, shared, removal);
  }

  Asset restored() {
    return next(names, keys, description, shared, null);
  }

  private Asset next(
      List<String> newNames,
      List<String> newKeys,
      Description newDescription,
      @Nullable Boolean nowShared,
      @Nullable Removal removal) {
    return new Asset(
        id,
        newNames,
        newKeys,
        content,
        newDescription,
        nowShared,
        revision + 1,
        storedAt,
        storedBy,
        removal,
        history);
  }

  /** The same as the next revision of a file whose content went, and that keeps its names. */
  Asset inPlaceOf(
      String otherId, List<String> otherNames, List<String> otherKeys, long otherRevision) {
    Asset other =
        new Asset(
            otherId,
            otherNames,
            otherKeys,
            content,
            description,
            shared,
            otherRevision,
            storedAt,
            storedBy,
            null,
            history);
    return other.renamed(name());
  }

  /** The same with another key for its one name. */
  Asset keyed(String key) {
    return new Asset(
        id,
        names,
        List.of(key),
        content,
        description,
        shared,
        revision,
        storedAt,
        storedBy,
        removed,
        history);
  }

  /** The same as one revision, where several changes are one. */
  Asset at(long newRevision) {
    return new Asset(
        id,
        names,
        keys,
        content,
        description,
        shared,
        newRevision,
        storedAt,
        storedBy,
        removed,
        history);
  }

  /** What everybody is told of it. */
  AssetEvent event(Instant at) {
    if (removed != null) {
      return new AssetRemoved(EventIds.next(), at, id, revision, names, isShared());
    }
    ImageSize size = content.size();
    return new AssetStored(
        EventIds.next(),
        at,
        id,
        revision,
        names,
        content.sha256(),
        content.type(),
        content.bytes(),
        size == null ? null : Long.valueOf(size.width()),
        size == null ? null : Long.valueOf(size.height()),
        description.alt(),
        description.decorative(),
        isShared());
  }

  /** Whether its names or description have all the words, or longer ones in which they occur. */
  boolean isAbout(Set<String> words) {
    String all = String.join(" ", names) + " " + Objects.requireNonNullElse(description.alt(), "");
    return words.stream().allMatch(all.toLowerCase(Locale.ROOT)::contains);
  }
}
