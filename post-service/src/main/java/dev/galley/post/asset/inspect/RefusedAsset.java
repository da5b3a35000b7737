package dev.galley.post.asset.inspect;

/** A file is not stored as an asset; the message says why and is safe to show. */
public final class RefusedAsset extends RuntimeException {

  /** Says why; the message is shown to whoever sent the file. */
  public RefusedAsset(String message) {
    super(message);
  }
}
