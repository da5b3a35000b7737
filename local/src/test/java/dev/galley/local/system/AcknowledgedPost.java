package dev.galley.local.system;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What Galley acknowledged about one post: it must never take any of it back. */
public final class AcknowledgedPost {

  public final String id;
  final String slug;
  final String tag;

  /** The newest acknowledged revision and the text that it has. */
  volatile long revision;

  volatile String text;

  /** The newest acknowledged revision that is public, and whether it is a removal; 0 for none. */
  volatile long publicRevision;

  volatile String publicText;
  volatile boolean removed;

  /** Every acknowledged revision that subscribers have to hear of. */
  final List<Long> announced = new CopyOnWriteArrayList<>();

  AcknowledgedPost(String id, String slug, String tag) {
    this.id = id;
    this.slug = slug;
    this.tag = tag;
  }
}
