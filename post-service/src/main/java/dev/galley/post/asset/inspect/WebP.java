package dev.galley.post.asset.inspect;

import java.io.IOException;

/** RFC 9649: a RIFF file of chunks. */
final class WebP {

  private final FileBytes bytes;

  WebP(FileBytes bytes) {
    this.bytes = bytes;
  }

  /** 2.5 to 2.7: by the first chunk. */
  ImageSize size() throws IOException {
    if (bytes.is(12, "VP8 ")) {
      return new ImageSize(bytes.little(26, 2) & 0x3FFF, bytes.little(28, 2) & 0x3FFF);
    }
    if (bytes.is(12, "VP8L")) {
      long bits = bytes.little(21, 4);
      return new ImageSize((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
    }
    if (bytes.is(12, "VP8X")) {
      return new ImageSize(bytes.little(24, 3) + 1, bytes.little(27, 3) + 1);
    }
    throw new RefusedAsset("a damaged image: an unknown kind of WebP");
  }

  void refuseDamaged() throws IOException {
    long end = 8 + bytes.little(4, 4);
    long at = 12;
    while (at + 8 <= end) {
      long length = bytes.little(at + 4, 4);
      // 2.3: of an odd length a byte is added.
      at += 8 + length + (length & 1);
    }
    if (at > end + 1) {
      throw new RefusedAsset("a damaged image: a part of it is longer than the whole");
    }
    bytes.refuseAfter(end);
  }
}
