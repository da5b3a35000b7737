package dev.galley.post.transfer.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Recognises archives by their bytes, also one that hangs at the end of an image. */
final class NestedArchive {

  private static final List<byte[]> BEGINNINGS =
      List.of(
          latin("PK\3\4"),
          latin("PK\5\6"),
          latin("\u001F\u008B"),
          latin("BZh"),
          latin("\u00FD7zXZ\0"),
          latin("7z\u00BC\u00AF\u0027\u001C"),
          latin("Rar!\u001A\7"));
  private static final byte[] TAR = latin("ustar");
  private static final int TAR_OFFSET = 257;
  private static final int ZIP_END_SIGNATURE = 0x06054b50;
  private static final int ZIP_END_BYTES = 22;

  private NestedArchive() {}

  static boolean isIn(byte[] bytes) {
    return BEGINNINGS.stream().anyMatch(magic -> has(bytes, 0, magic))
        || has(bytes, TAR_OFFSET, TAR)
        || endsAsZip(bytes);
  }

  private static boolean endsAsZip(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int last = bytes.length - ZIP_END_BYTES;
    for (int at = last; at >= Math.max(0, last - 0xFFFF); at--) {
      if (buffer.getInt(at) == ZIP_END_SIGNATURE
          && at + ZIP_END_BYTES + Short.toUnsignedInt(buffer.getShort(at + 20)) == bytes.length) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(byte[] bytes, int at, byte[] magic) {
    return bytes.length >= at + magic.length
        && Arrays.equals(bytes, at, at + magic.length, magic, 0, magic.length);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
