package dev.galley.feed.webhook;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All webhooks. */
interface Webhooks {

  /** Stores a new one. */
  void add(Webhook webhook);

  Optional<Webhook> find(String id);

  /** In the order in which they were made. */
  List<Webhook> all();

  /**
   * Changes one atomically.
   *
   * @param change may be applied several times
   * @return the changed one; empty when there is no such webhook
   */
  Optional<Webhook> update(String id, UnaryOperator<Webhook> change);

  /** Whether it was there. */
  boolean remove(String id);
}
