package dev.galley.post.asset.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** ISO/IEC 14496-12: boxes in boxes; the pictures' sizes are properties in {@code meta}. */
final class Avif {

  private static final int MAX_BOXES = 10_000;

  /** A box without its header. */
  private record Box(String type, long begin, long end) {}

  private final FileBytes bytes;

  Avif(FileBytes bytes) {
    this.bytes = bytes;
  }

  /** ISO/IEC 23008-12, 6.5.3: of all that are told the largest, which is the whole. */
  ImageSize size() throws IOException {
    List<ImageSize> sizes = new ArrayList<>();
    for (Box meta : boxes(0, bytes.size(), "meta")) {
      // A version and flags come before its boxes.
      for (Box properties : boxes(meta.begin() + 4, meta.end(), "iprp")) {
        for (Box container : boxes(properties.begin(), properties.end(), "ipco")) {
          for (Box size : boxes(container.begin(), container.end(), "ispe")) {
            sizes.add(
                new ImageSize(bytes.big(size.begin() + 4, 4), bytes.big(size.begin() + 8, 4)));
          }
        }
      }
    }
    return sizes.stream()
        .max(Comparator.comparingLong(size -> Math.max(size.width(), size.height())))
        .orElseThrow(() -> new RefusedAsset("a damaged image: it does not say its size"));
  }

  void refuseDamaged() throws IOException {
    if (boxes(0, bytes.size(), "mdat").isEmpty()) {
      throw new RefusedAsset("a damaged image: it has no pixels");
    }
  }

  private List<Box> boxes(long begin, long end, String type) throws IOException {
    List<Box> found = new ArrayList<>();
    long at = begin;
    for (int boxes = 0; at < end; boxes++) {
      Box box = box(at, end);
      if (boxes == MAX_BOXES) {
        throw new RefusedAsset("an image of too many parts");
      }
      if (box.type().equals(type)) {
        found.add(box);
      }
      at = box.end();
    }
    return found;
  }

  /** 4.2: a length of 1 is told in eight bytes more, one of 0 reaches to the end. */
  private Box box(long at, long end) throws IOException {
    long length = bytes.big(at, 4);
    int header = 8;
    if (length == 1) {
      length = bytes.big(at + 8, 8);
      header = 16;
    } else if (length == 0) {
      length = end - at;
    }
    if (length < header || length > end - at) {
      throw new RefusedAsset("a damaged image: it is cut off, or a part is longer than the whole");
    }
    StringBuilder type = new StringBuilder();
    for (int i = 4; i < 8; i++) {
      type.append((char) bytes.u8(at + i));
    }
    return new Box(type.toString(), at + header, at + length);
  }
}
