package dev.galley.post.asset.inspect;

/**
 * A picture's size as its headers give it; the pixels are never unpacked for it.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record ImageSize(long width, long height) {

  static final long MAX_PIXELS = 50_000_000;

  /** No screen and no printer has as many; what decodes a line at a time would need it at once. */
  static final long MAX_SIDE = 30_000;

  /** A header can claim 2^32 by 2^32, whose product would not fit and look small. */
  private long pixels() {
    return Math.min(width, Integer.MAX_VALUE) * Math.min(height, Integer.MAX_VALUE);
  }

  void refuseImmense() {
    if (pixels() == 0 || pixels() > MAX_PIXELS || Math.max(width, height) > MAX_SIDE) {
      throw new RefusedAsset(
          "an image of %d x %d pixels; at most %d million are accepted, and %d on a side"
              .formatted(width, height, MAX_PIXELS / 1_000_000, MAX_SIDE));
    }
  }
}
