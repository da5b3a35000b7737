package dev.galley.post.asset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Headers of images, which is all that is looked at. */
final class Images {

  private Images() {}

  static byte[] png(long width, long height) {
    return ByteBuffer.allocate(33)
        .put(latin("\u0089PNG\r\n\u001A\n\0\0\0\15IHDR"))
        .putInt((int) width)
        .putInt((int) height)
        .array();
  }

  static byte[] gif(int width, int height) {
    return ByteBuffer.allocate(13)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(latin("GIF89a"))
        .putShort((short) width)
        .putShort((short) height)
        .array();
  }

  /** With a comment and a Huffman table before the frame, and fill bytes between them. */
  static byte[] jpeg(int width, int height) {
    return ByteBuffer.allocate(40)
        .put(latin("\u00FF\u00D8\u00FF\u00FE\0\4ab\u00FF\u00FF\u00C4\0\3x\u00FF\u00C2\0\13\10"))
        .putShort((short) height)
        .putShort((short) width)
        .array();
  }

  static byte[] losslessWebp(int width, int height) {
    return ByteBuffer.allocate(40)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(latin("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\57"))
        .putInt(width - 1 | height - 1 << 14)
        .array();
  }

  static byte[] extendedWebp(int width, int height) {
    return ByteBuffer.allocate(40)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(latin("RIFF\0\0\0\0WEBPVP8X\12\0\0\0\0\0\0\0"))
        .putShort((short) (width - 1))
        .put((byte) (width - 1 >> 16))
        .putShort((short) (height - 1))
        .put((byte) (height - 1 >> 16))
        .array();
  }

  static byte[] lossyWebp(int width, int height) {
    return ByteBuffer.allocate(40)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(latin("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\u009D\1\52"))
        .putShort((short) width)
        .putShort((short) height)
        .array();
  }

  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
