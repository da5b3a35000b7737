package dev.galley.feed.webhook;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was told to whom; kept for ever, since it is what keeps anything from being told twice. */
interface Deliveries {

  Optional<Delivery> find(String id);

  /**
   * Opens an entry.
   *
   * @return false when there was one, which stays as it is
   */
  boolean open(Delivery entry);

  /** Replaces an entry; only the instance that owns the delivery does. */
  void write(Delivery entry);

  /**
   * The entries of a webhook, newest first.
   *
   * @param before only those older than this sequence; null from the newest on
   */
  List<Delivery> of(String webhookId, @Nullable String before, int limit);
}
