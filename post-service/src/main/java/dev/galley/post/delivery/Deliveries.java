package dev.galley.post.delivery;

import dev.galley.event.Receipt;
import java.util.List;
import java.util.Map;

/** The newest outcome of each step of each publication. Thread-safe. */
interface Deliveries {

  /** Keeps receipts; a later one for the same step and target replaces the one before. */
  void keep(List<Receipt> receipts);

  /** The steps of a post by revision, each revision's in the order in which they happened. */
  Map<Long, List<Step>> of(String postId);
}
