package dev.galley.post.asset;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * An image's size as its header gives it; the pixels are never unpacked.
 *
 * @param width in pixels
 * @param height in pixels
 */
record ImageSize(long width, long height) {

  private static final int VP8 = 0x20385056;
  private static final int VP8_LOSSLESS = 0x4C385056;
  private static final int VP8_EXTENDED = 0x58385056;

  /** A header can claim 2^32 by 2^32, whose product would not fit and look small. */
  long pixels() {
    return Math.min(width, Integer.MAX_VALUE) * Math.min(height, Integer.MAX_VALUE);
  }

  /**
   * Reads the size; empty for types that have none that a header tells.
   *
   * @throws RefusedAsset when the header is broken
   */
  static Optional<ImageSize> of(AssetType type, byte[] bytes) {
    try {
      return read(type, ByteBuffer.wrap(bytes));
    } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
      throw new RefusedAsset("a damaged image: its header is cut off");
    }
  }

  private static Optional<ImageSize> read(AssetType type, ByteBuffer bytes) {
    switch (type) {
      case PNG:
        // PNG, third edition, 11.2.1: IHDR is the first chunk.
        return Optional.of(new ImageSize(unsignedInt(bytes, 16), unsignedInt(bytes, 20)));
      case GIF:
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        return Optional.of(new ImageSize(unsignedShort(bytes, 6), unsignedShort(bytes, 8)));
      case JPEG:
        return Optional.of(jpeg(bytes));
      case WEBP:
        return Optional.of(webp(bytes.order(ByteOrder.LITTLE_ENDIAN)));
      default:
        return Optional.empty();
    }
  }

  // ITU-T T.81, B.1.1: segments of a marker and a length, up to the frame header.
  private static ImageSize jpeg(ByteBuffer bytes) {
    int at = 2;
    while (true) {
      while (unsignedByte(bytes, at) == 0xFF && unsignedByte(bytes, at + 1) == 0xFF) {
        at++;
      }
      int marker = unsignedByte(bytes, at + 1);
      if (unsignedByte(bytes, at) != 0xFF || marker == 0xDA || marker == 0xD9) {
        throw new RefusedAsset("a damaged image: it has no frame header");
      }
      boolean isFrame = marker >= 0xC0 && marker <= 0xCF && marker % 4 != 0 || marker == 0xC0;
      if (isFrame) {
        return new ImageSize(unsignedShort(bytes, at + 7), unsignedShort(bytes, at + 5));
      }
      at += 2 + unsignedShort(bytes, at + 2);
    }
  }

  // RFC 9649, 2.5 to 2.7.
  private static ImageSize webp(ByteBuffer bytes) {
    switch (bytes.getInt(12)) {
      case VP8:
        return new ImageSize(unsignedShort(bytes, 26) & 0x3FFF, unsignedShort(bytes, 28) & 0x3FFF);
      case VP8_LOSSLESS:
        int bits = bytes.getInt(21);
        return new ImageSize((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
      case VP8_EXTENDED:
        return new ImageSize(unsignedMedium(bytes, 24) + 1L, unsignedMedium(bytes, 27) + 1L);
      default:
        throw new RefusedAsset("a damaged image: an unknown kind of WebP");
    }
  }

  private static int unsignedByte(ByteBuffer bytes, int at) {
    return Byte.toUnsignedInt(bytes.get(at));
  }

  private static int unsignedShort(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  private static int unsignedMedium(ByteBuffer bytes, int at) {
    return unsignedShort(bytes, at) | unsignedByte(bytes, at + 2) << 16;
  }

  private static long unsignedInt(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }
}
