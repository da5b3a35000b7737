package dev.galley.post.asset.inspect;

import java.io.IOException;
import java.util.List;

/** ITU-T T.81, B.1.1: segments of a marker and a length; pixels follow a start of scan. */
final class Jpeg {

  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;

  /** How files begin that some program or other looks for at the end of a picture. */
  private static final List<String> OTHER_FILES =
      List.of("PK\3\4", "PK\5\6", "Rar!", "7z\u00BC\u00AF", "%PDF", "<?php", "<script", "<html");

  private final FileBytes bytes;

  Jpeg(FileBytes bytes) {
    this.bytes = bytes;
  }

  ImageSize size() throws IOException {
    for (long at = 2; ; at = next(at)) {
      at = marker(at);
      int marker = bytes.u8(at + 1);
      if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
        throw new RefusedAsset("a damaged image: it has no frame header");
      }
      boolean isFrame = marker >= 0xC0 && marker <= 0xCF && marker % 4 != 0 || marker == 0xC0;
      if (isFrame) {
        return new ImageSize(bytes.big(at + 7, 2), bytes.big(at + 5, 2));
      }
    }
  }

  void refuseDamaged() throws IOException {
    boolean hasPixels = false;
    long at = marker(2);
    while (bytes.u8(at + 1) != END_OF_IMAGE) {
      boolean isScan = bytes.u8(at + 1) == START_OF_SCAN;
      hasPixels |= isScan;
      at = next(at);
      at = isScan ? afterPixels(at) : marker(at);
    }
    if (!hasPixels) {
      throw new RefusedAsset("a damaged image: it has no pixels");
    }
    // Cameras leave more there, such as a smaller picture; other files nobody needs there.
    refuseOthers(at + 2);
  }

  /** B.1.1.2: any number of fill bytes may come before a marker. */
  private long marker(long from) throws IOException {
    long at = from;
    if (bytes.u8(at) != 0xFF) {
      throw new RefusedAsset("a damaged image: something else where a segment should begin");
    }
    while (bytes.u8(at + 1) == 0xFF) {
      at++;
    }
    return at;
  }

  private long next(long marker) throws IOException {
    return marker + 2 + bytes.big(marker + 2, 2);
  }

  /** B.1.1.5: a byte of 255 in pixels is followed by a zero; restarts belong to them. */
  private long afterPixels(long from) throws IOException {
    long at = from;
    while (true) {
      if (bytes.u8(at) == 0xFF) {
        int next = bytes.u8(at + 1);
        boolean isRestart = next >= 0xD0 && next <= 0xD7;
        if (next != 0 && next != 0xFF && !isRestart) {
          return at;
        }
      }
      at++;
    }
  }

  private void refuseOthers(long from) throws IOException {
    for (long at = from; at < bytes.size(); at++) {
      int first = bytes.u8(at);
      if (first == 'P' || first == 'R' || first == '7' || first == '%' || first == '<') {
        for (String other : OTHER_FILES) {
          if (other.charAt(0) == first && bytes.is(at, other)) {
            throw new RefusedAsset("another file follows the image in the same file");
          }
        }
      }
    }
  }
}
