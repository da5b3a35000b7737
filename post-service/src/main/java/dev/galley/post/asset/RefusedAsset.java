package dev.galley.post.asset;

/** A file is not stored as an asset; the message says why and is safe to show. */
public final class RefusedAsset extends RuntimeException {

  RefusedAsset(String message) {
    super(message);
  }
}
