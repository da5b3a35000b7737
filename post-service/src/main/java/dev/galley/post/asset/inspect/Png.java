package dev.galley.post.asset.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** PNG, third edition: chunks with checksums, the pixels packed by zlib. */
final class Png {

  private static final int SIGNATURE_BYTES = 8;
  private static final int AROUND_DATA_BYTES = 12;
  private static final int MAX_PACKED_TEXT_BYTES = 4 * 1024 * 1024;

  /** 8.2: the first column and row, and the distances, of each pass of Adam7. */
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private final FileBytes bytes;

  Png(FileBytes bytes) {
    this.bytes = bytes;
  }

  /** 11.2.1: IHDR is the first chunk. */
  ImageSize size() throws IOException {
    return new ImageSize(bytes.big(16, 4), bytes.big(20, 4));
  }

  void refuseDamaged() throws IOException {
    List<InputStream> pixels = new ArrayList<>();
    long at = SIGNATURE_BYTES;
    boolean ended = false;
    while (!ended) {
      long length = bytes.big(at, 4);
      refuseOtherSum(at + 4, length + 4);
      if (bytes.is(at + 4, "IDAT")) {
        pixels.add(bytes.part(at + 8, length));
      } else if (bytes.is(at + 4, "iCCP") || bytes.is(at + 4, "zTXt") || bytes.is(at + 4, "iTXt")) {
        refusePackedText(at + 8, length, bytes.is(at + 4, "iTXt"));
      }
      ended = bytes.is(at + 4, "IEND");
      at += length + AROUND_DATA_BYTES;
    }
    bytes.refuseAfter(at);
    long expected = unpacked();
    long found = inflated(new SequenceInputStream(Collections.enumeration(pixels)), expected);
    if (found < expected) {
      throw new RefusedAsset("a damaged image: some of its pixels are missing");
    }
  }

  private void refuseOtherSum(long at, long length) throws IOException {
    CRC32 sum = new CRC32();
    byte[] buffer = new byte[8192];
    try (InputStream chunk = bytes.part(at, length)) {
      for (int read = chunk.read(buffer); read >= 0; read = chunk.read(buffer)) {
        sum.update(buffer, 0, read);
      }
    }
    if (sum.getValue() != bytes.big(at + length, 4)) {
      throw new RefusedAsset("a damaged image: a checksum in it is wrong");
    }
  }

  /** 11.3.2.3 and 11.3.3: a keyword, then what is packed; iTXt says whether it is. */
  private void refusePackedText(long at, long length, boolean isText) throws IOException {
    long end = at + length;
    long begin = afterZero(at, end);
    if (isText) {
      boolean isPacked = begin < end && bytes.u8(begin) == 1;
      begin = afterZero(afterZero(begin + 2, end), end);
      if (!isPacked) {
        return;
      }
    } else {
      begin++;
    }
    if (begin < end) {
      inflated(bytes.part(begin, end - begin), MAX_PACKED_TEXT_BYTES);
    }
  }

  private long afterZero(long from, long end) throws IOException {
    long at = from;
    while (at < end && bytes.u8(at) != 0) {
      at++;
    }
    return at + 1;
  }

  /** How many bytes of pixels and filters there are, 8.2 and 9. */
  private long unpacked() throws IOException {
    ImageSize size = size();
    int bits = bytes.u8(24) * channels(bytes.u8(25));
    if (bytes.u8(28) == 0) {
      return rows(size.width(), size.height(), bits);
    }
    long sum = 0;
    for (int[] pass : PASSES) {
      sum +=
          rows(
              (size.width() - pass[0] + pass[2] - 1) / pass[2],
              (size.height() - pass[1] + pass[3] - 1) / pass[3],
              bits);
    }
    return sum;
  }

  private static long rows(long width, long height, int bits) {
    return width <= 0 || height <= 0 ? 0 : height * (1 + (width * bits + 7) / 8);
  }

  /** 11.2.1: by the type of colour. */
  private static int channels(int colour) {
    return switch (colour) {
      case 0, 3 -> 1;
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> throw new RefusedAsset("a damaged image: it has an unknown type of colour");
    };
  }

  /** Unpacks and forgets; more than the limit is a bomb. */
  private static long inflated(InputStream packed, long limit) throws IOException {
    long sum = 0;
    byte[] buffer = new byte[64 * 1024];
    try (InflaterInputStream unpacked = new InflaterInputStream(packed)) {
      for (int read = unpacked.read(buffer); read >= 0; read = unpacked.read(buffer)) {
        sum += read;
        if (sum > limit) {
          throw new RefusedAsset("an image that unpacks to more than it says");
        }
      }
      return sum;
    } catch (ZipException | java.io.EOFException e) {
      throw new RefusedAsset("a damaged image: it cannot be unpacked");
    }
  }
}
