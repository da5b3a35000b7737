package dev.galley.feed.webhook;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was told to whom, kept so that nothing is told twice, and what is still to be done about it.
 *
 * <p>A delivery that is due is claimed under a {@link Lease}. Every claim and every write raises
 * its version, and a write counts only while the version is the one that was read: whoever lost the
 * lease to another one cannot overwrite what that one did.
 */
interface Deliveries {

  /**
   * The right to act on a delivery.
   *
   * @param owner one running process; a random name, so that no two are ever the same
   * @param until when others may claim it; renewed while an attempt takes its time
   */
  record Lease(String owner, Instant until) {}

  Optional<Delivery> find(String id);

  /** Those of the deliveries that exist, by id. */
  Map<String, Delivery> find(Collection<String> ids);

  /**
   * The deliveries of a webhook, newest first, without what was said: neither messages nor what was
   * answered.
   *
   * @param before only those older than this sequence; null from the newest on
   */
  List<Delivery> of(String webhookId, @Nullable String before, int limit);

  /** The body of a delivery's message; empty when it is no longer kept. */
  Optional<String> payload(Delivery delivery);

  /**
   * Keeps a message once for all its deliveries.
   *
   * @return false when one was kept already, which stays as it is
   */
  boolean keep(Message message, Instant now);

  /**
   * Opens deliveries; one that exists stays as it is.
   *
   * @param lease held from the start on those that are due now
   * @return those that were opened
   */
  List<Delivery> open(List<Delivery> deliveries, Lease lease, Instant now);

  /** Stores a delivery that is over and was nobody's business: a test. */
  void add(Delivery ended);

  /**
   * Claims the delivery that is due longest and that nobody has a lease on.
   *
   * @param ids not one of these
   * @param webhooks not one to these
   */
  Optional<Delivery> claim(Lease lease, Instant now, Set<String> ids, Set<String> webhooks);

  /**
   * Keeps the lease on a delivery that was claimed before.
   *
   * @return false when another one has claimed or written it since
   */
  boolean renew(Delivery claimed, Lease lease);

  /** Keeps the leases that the owner still has on some deliveries. */
  void renew(Collection<String> ids, Lease lease);

  /**
   * Writes what came of a claimed delivery. It stays due until it is settled.
   *
   * @param lease to keep; null to let others claim it once it is due again
   * @return as it is stored now; empty when another one has claimed or written it since
   */
  Optional<Delivery> write(Delivery changed, @Nullable Lease lease);

  /**
   * Like {@link #write}, for a delivery that was not claimed.
   *
   * @return also empty while somebody has a lease on it
   */
  Optional<Delivery> reopen(Delivery changed, Lease lease, Instant now);

  /** Nothing is left to do about a delivery, unless another one has written it since. */
  void settle(Delivery ended);

  /** Removes the bodies of messages that are older and wanted by no delivery any more. */
  void removePayloads(Instant before);

  /**
   * Removes what is known of a deleted post, but for deliveries that are still due.
   *
   * @param left stays known, so that it is not told twice, and says this wherever it waits
   */
  void erase(Message left);

  /** Removes what is known of a post, but for what is still to be done. */
  void forget(String postId);
}
