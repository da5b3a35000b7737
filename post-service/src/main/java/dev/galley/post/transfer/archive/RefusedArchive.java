package dev.galley.post.transfer.archive;

/**
 * An archive is refused as a whole, before anything of it was stored; the message says why and is
 * safe to show.
 */
public final class RefusedArchive extends RuntimeException {

  /** Says why; the message is shown to whoever sent the archive. */
  public RefusedArchive(String message) {
    super(message);
  }

  /** For one entry, whose name is shortened and stripped of what could confuse a terminal. */
  public static RefusedArchive at(String entry, String problem) {
    String name = entry.replaceAll("\\p{C}", "?");
    return new RefusedArchive(
        (name.length() <= 100 ? name : name.substring(0, 100) + "…") + ": " + problem);
  }
}
