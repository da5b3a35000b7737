package dev.galley.post.delivery;

import dev.galley.event.Receipt;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The newest outcome of each step of each publication. Thread-safe. */
interface Deliveries {

  /** One publication of a post. */
  record PublicationId(String postId, long revision) {}

  /** Keeps receipts; a later one for the same step and target replaces the one before. */
  void keep(List<Receipt> receipts);

  /** The steps of publications by their ids; those that nothing is known of are left out. */
  Map<PublicationId, List<Step>> of(Collection<PublicationId> publications);

  /** The steps of a post by revision, each revision's in the order in which they happened. */
  Map<Long, List<Step>> of(String postId);

  /** Removes all that is kept of a post. */
  void remove(String postId);
}
