package dev.galley.render.image;

import dev.galley.event.AssetEvent;
import dev.galley.event.AssetRemoved;
import dev.galley.event.AssetStored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code galley.assets} says of the site's files, by their names. Thread-safe; reading never
 * waits.
 */
final class ImageIndex {

  /** What a name leads to. */
  sealed interface Found {}

  /** A file, under its present name. */
  record Present(AssetStored asset) implements Found {}

  /** A file that has another name now. */
  record Moved(AssetStored asset) implements Found {}

  /** A file that was removed. */
  record Gone(AssetRemoved asset) implements Found {}

  /** What is there comes before what was there, and what is newer before what is older. */
  private static final Comparator<Claim> ORDER =
      Comparator.comparing((Claim claim) -> claim.found() instanceof Present)
          .thenComparing(claim -> claim.found() instanceof Moved)
          .thenComparing(Claim::event, Comparator.comparing(AssetEvent::occurredAt));

  /**
   * Two assets can claim a name for a moment: the records of the one that gave it away and of the
   * one that took it come in any order.
   */
  private record Claim(AssetEvent event, Found found) {}

  private final Map<String, AssetEvent> byId = new ConcurrentHashMap<>();
  private final Map<String, List<Claim>> byName = new ConcurrentHashMap<>();
  private final List<Consumer<AssetStored>> listeners = new CopyOnWriteArrayList<>();

  /** Takes up a file's newest state; returns false, and changes nothing, where it is known. */
  boolean put(AssetEvent event) {
    AssetEvent before;
    synchronized (this) {
      before = byId.get(event.id());
      if (before != null && before.revision() >= event.revision()) {
        return false;
      }
      byId.put(event.id(), event);
      Stream.concat(before == null ? Stream.of() : before.names().stream(), event.names().stream())
          .distinct()
          .forEach(name -> byName.compute(name, (key, claims) -> claims(key, claims, event)));
    }
    if (before instanceof AssetStored stored) {
      listeners.forEach(listener -> listener.accept(stored));
    }
    return true;
  }

  private static @Nullable List<Claim> claims(
      String name, @Nullable List<Claim> known, AssetEvent event) {
    List<Claim> claims = new ArrayList<>(known == null ? List.of() : known);
    claims.removeIf(claim -> claim.event().id().equals(event.id()));
    if (event.names().contains(name)) {
      claims.add(new Claim(event, found(name, event)));
    }
    claims.sort(ORDER.reversed());
    return claims.isEmpty() ? null : List.copyOf(claims);
  }

  private static Found found(String name, AssetEvent event) {
    if (event instanceof AssetStored stored) {
      return name.equals(stored.names().get(0)) ? new Present(stored) : new Moved(stored);
    }
    return new Gone((AssetRemoved) event);
  }

  /**
   * What is known of a name.
   *
   * @param name such as {@code images/blog/x.jpg}, not encoded
   */
  Optional<Found> find(String name) {
    List<Claim> claims = byName.get(name);
    return claims == null ? Optional.empty() : Optional.of(claims.get(0).found());
  }

  /** The file that a name leads to, at once or by a redirect. */
  Optional<AssetStored> asset(String name) {
    return find(name).map(ImageIndex::asset);
  }

  private static @Nullable AssetStored asset(Found found) {
    if (found instanceof Present present) {
      return present.asset();
    }
    return found instanceof Moved moved ? moved.asset() : null;
  }

  /** When what a name leads to changed last, or was removed. */
  Optional<Instant> changedAt(String name) {
    List<Claim> claims = byName.get(name);
    return claims == null ? Optional.empty() : Optional.of(claims.get(0).event().occurredAt());
  }

  /** Everything that has a name, also what is gone. */
  Stream<AssetEvent> all() {
    return byId.values().stream();
  }

  /** Calls back with what a file was before it changed, in the thread that changed it. */
  void onChange(Consumer<AssetStored> listener) {
    listeners.add(listener);
  }
}
