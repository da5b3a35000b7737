package dev.galley.render.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.web.answer.Representation;
import java.util.Optional;
import java.util.function.Function;

/** Keeps what was made of the index until the index changes. Thread-safe. */
final class UntilChanged<K> {

  private static final int MAX_KEPT = 500;

  private record Made(long changes, Optional<Representation> answer) {}

  private final SiteIndex index;
  private final Function<K, Optional<Representation>> making;
  private final Cache<K, Made> kept = Caffeine.newBuilder().maximumSize(MAX_KEPT).build();

  UntilChanged(SiteIndex index, Function<K, Optional<Representation>> making) {
    this.index = index;
    this.making = making;
  }

  Optional<Representation> at(K key) {
    // Before the index is read: what changes meanwhile leads to a new one next time.
    long changes = index.changes();
    Made known = kept.getIfPresent(key);
    if (known == null || known.changes() != changes) {
      known = new Made(changes, making.apply(key));
      kept.put(key, known);
    }
    return known.answer();
  }
}
