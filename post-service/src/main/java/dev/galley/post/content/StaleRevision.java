package dev.galley.post.content;

/** Somebody else changed the post first. */
public final class StaleRevision extends RuntimeException {

  private final long current;

  /**
   * @param current the revision that is stored now
   */
  public StaleRevision(long current) {
    super("The post is at revision " + current);
    this.current = current;
  }

  /** The revision that is stored now. */
  public long current() {
    return current;
  }
}
