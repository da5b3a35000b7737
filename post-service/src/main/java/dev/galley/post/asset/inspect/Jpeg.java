package dev.galley.post.asset.inspect;

import dev.galley.picture.Exif;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ITU-T T.81, B.1.1: segments of a marker and a length; pixels follow a start of scan. */
final class Jpeg {

  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int APP1 = 0xE1;

  /** CIPA DC-008, 4.7.2: how a segment begins that holds Exif. */
  private static final String EXIF = "Exif\0\0";

  /** How files begin that some program or other looks for at the end of a picture. */
  private static final List<String> OTHER_FILES =
      List.of("PK\3\4", "PK\5\6", "Rar!", "7z\u00BC\u00AF", "%PDF", "<?php", "<script", "<html");

  private final FileBytes bytes;

  Jpeg(FileBytes bytes) {
    this.bytes = bytes;
  }

  /** As it is seen: a camera that was held upright writes the picture lying on its side. */
  ImageSize size() throws IOException {
    @Nullable ImageSize written = null;
    Exif exif = Exif.NONE;
    long at = marker(2);
    for (int marker = bytes.u8(at + 1); marker != START_OF_SCAN && marker != END_OF_IMAGE; ) {
      boolean isFrame = marker >= 0xC0 && marker <= 0xCF && marker % 4 != 0 || marker == 0xC0;
      if (isFrame && written == null) {
        written = new ImageSize(bytes.big(at + 7, 2), bytes.big(at + 5, 2));
      } else if (marker == APP1) {
        exif = exif.and(exif(at));
      }
      at = marker(next(at));
      marker = bytes.u8(at + 1);
    }
    if (written == null) {
      throw new RefusedAsset("a damaged image: it has no frame header");
    }
    return exif.isOnItsSide() ? new ImageSize(written.height(), written.width()) : written;
  }

  private Exif exif(long marker) throws IOException {
    long from = marker + 4;
    if (!bytes.is(from, EXIF)) {
      return Exif.NONE;
    }
    long tiff = from + EXIF.length();
    try (InputStream in = bytes.part(tiff, next(marker) - tiff)) {
      return Exif.of(ByteBuffer.wrap(in.readAllBytes()));
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
