package dev.galley.post.asset.inspect;

import java.io.IOException;

/** GIF 89a: blocks, each in pieces that say how long they are. */
final class Gif {

  private static final int HEADER_BYTES = 13;
  private static final int DESCRIPTOR_BYTES = 10;

  private final FileBytes bytes;

  Gif(FileBytes bytes) {
    this.bytes = bytes;
  }

  /** 18: of the logical screen. */
  ImageSize size() throws IOException {
    return new ImageSize(bytes.little(6, 2), bytes.little(8, 2));
  }

  void refuseDamaged() throws IOException {
    long at = HEADER_BYTES + colours(bytes.u8(10));
    while (true) {
      switch (bytes.u8(at)) {
        case 0x21 -> at = afterPieces(at + 2);
        case 0x2C -> {
          int flags = bytes.u8(at + DESCRIPTOR_BYTES - 1);
          // One byte says how pixels are packed.
          at = afterPieces(at + DESCRIPTOR_BYTES + colours(flags) + 1);
        }
        case 0x3B -> {
          bytes.refuseAfter(at + 1);
          return;
        }
        default -> throw new RefusedAsset("a damaged image: it has an unknown block");
      }
    }
  }

  /** 19: bytes of a table of colours, where the flags say that there is one. */
  private static int colours(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
  }

  private long afterPieces(long from) throws IOException {
    long at = from;
    for (int length = bytes.u8(at); length > 0; length = bytes.u8(at)) {
      at += length + 1;
    }
    return at + 1;
  }
}
