package dev.galley.post.asset.inspect;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Small pictures, whole unless their name says something else. */
public final class Images {

  private Images() {}

  /** Grey, and black all over. */
  public static byte[] png(int width, int height) {
    return png(width, height, new byte[height * (width + 1)]);
  }

  /** A PNG whose pixels are packed from any bytes. */
  public static byte[] png(long width, long height, byte[] rows) {
    return join(
        pngHead(width, height), pngChunk("IDAT", packed(rows)), pngChunk("IEND", new byte[0]));
  }

  static byte[] pngHead(long width, long height) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt((int) width)
            .putInt((int) height)
            .put(new byte[] {8, 0, 0, 0, 0})
            .array();
    return join(latin("\u0089PNG\r\n\u001A\n"), pngChunk("IHDR", header));
  }

  static byte[] pngChunk(String type, byte[] data) {
    byte[] summed = join(latin(type), data);
    CRC32 sum = new CRC32();
    sum.update(summed);
    return join(
        ByteBuffer.allocate(4).putInt(data.length).array(),
        summed,
        ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION))) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static byte[] gif(int width, int height) {
    return written("gif", width, height);
  }

  static byte[] jpeg(int width, int height) {
    return written("jpg", width, height);
  }

  /** As a camera writes it: a directory with which side is up. */
  static byte[] exif(int orientation, ByteOrder order) {
    return ByteBuffer.allocate(26)
        .order(order)
        .put(latin(order == ByteOrder.BIG_ENDIAN ? "MM" : "II"))
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  /** A JPEG with Exif behind its start. */
  static byte[] photographed(byte[] jpeg, byte[] exif) {
    byte[] length = ByteBuffer.allocate(2).putShort((short) (8 + exif.length)).array();
    return join(
        Arrays.copyOf(jpeg, 2),
        latin("\u00FF\u00E1"),
        length,
        latin("Exif\0\0"),
        exif,
        Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  private static byte[] written(String format, int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] losslessWebp(int width, int height) {
    return webp(
        "VP8L",
        ByteBuffer.allocate(10)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 0x2F)
            .putInt(width - 1 | height - 1 << 14)
            .array());
  }

  static byte[] extendedWebp(int width, int height) {
    return webp(
        "VP8X",
        ByteBuffer.allocate(10)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0)
            .putShort((short) (width - 1))
            .put((byte) (width - 1 >> 16))
            .putShort((short) (height - 1))
            .put((byte) (height - 1 >> 16))
            .array());
  }

  static byte[] lossyWebp(int width, int height) {
    return webp(
        "VP8 ",
        ByteBuffer.allocate(10)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(latin("\0\0\0\u009D\1\52"))
            .putShort((short) width)
            .putShort((short) height)
            .array());
  }

  private static byte[] webp(String chunk, byte[] data) {
    ByteBuffer head = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    head.put(latin("RIFF")).putInt(12 + data.length).put(latin("WEBP" + chunk));
    return join(head.putInt(data.length).array(), data);
  }

  static byte[] avif(int width, int height) {
    byte[] size = ByteBuffer.allocate(12).putInt(0).putInt(width).putInt(height).array();
    byte[] properties = box("iprp", box("ipco", box("ispe", size)));
    return join(
        box("ftyp", latin("avif\0\0\0\0")),
        box("meta", join(new byte[4], properties)),
        box("mdat", latin("pixels")));
  }

  static byte[] box(String type, byte[] content) {
    return join(ByteBuffer.allocate(4).putInt(8 + content.length).array(), latin(type), content);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
