package dev.galley.post.delivery;

import dev.galley.event.Receipt;
import java.util.List;
import java.util.Map;

/** The newest outcome of each step of each publication. Thread-safe. */
interface Deliveries {

  /** Keeps a receipt; a later one for the same step and target replaces it. */
  void keep(Receipt receipt);

  /** The steps of a post by revision, each revision's in the order in which they happened. */
  Map<Long, List<Step>> of(String postId);
}
