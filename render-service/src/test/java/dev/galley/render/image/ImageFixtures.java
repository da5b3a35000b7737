package dev.galley.render.image;

import dev.galley.event.AssetStored;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.web.Sha256;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Pictures, and what is told of them. */
public final class ImageFixtures {

  static final Instant STORED = Instant.parse("2026-01-05T10:00:00Z");

  private ImageFixtures() {}

  /** A site's pictures of which some are shared. */
  public static SiteImages sharing(SiteIndex pages, Path assets, String... names) {
    ImageIndex index = new ImageIndex();
    for (String name : names) {
      index.put(asset(name).shared().event());
    }
    return new SiteImages(index, pages, new LooseFiles(assets));
  }

  static Asset asset(String... names) {
    return new Asset(names[0], 1, List.of(names), "image/jpeg", new byte[] {1}, null, null, false);
  }

  /** What an event tells of a file. */
  record Asset(
      String id,
      long revision,
      List<String> names,
      String type,
      byte[] content,
      @Nullable Long width,
      @Nullable Long height,
      boolean isShared) {

    Asset shared() {
      return new Asset(id, revision, names, type, content, width, height, true);
    }

    Asset sized(long newWidth, long newHeight) {
      return new Asset(id, revision, names, type, content, newWidth, newHeight, isShared);
    }

    Asset of(String newType, byte[] newContent) {
      return new Asset(id, revision, names, newType, newContent, width, height, isShared);
    }

    Asset named(String... newNames) {
      return new Asset(id, revision, List.of(newNames), type, content, width, height, isShared);
    }

    Asset revision(long newRevision) {
      return new Asset(id, newRevision, names, type, content, width, height, isShared);
    }

    AssetStored event() {
      return new AssetStored(
          new UUID(1, revision),
          STORED.plusSeconds(revision),
          id,
          revision,
          names,
          Sha256.hex(content),
          type,
          content.length,
          width,
          height,
          null,
          false,
          isShared);
    }
  }

  /** Shapes and noise, which compress as photographs do. */
  static BufferedImage drawn(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    Random random = new Random(7);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    for (int i = 0; i < 300; i++) {
      graphics.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
      graphics.fillOval(
          random.nextInt(width), random.nextInt(height), 1 + width / 9, 1 + height / 9);
    }
    // Which side is up, and which is left.
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, Math.max(1, width / 4), Math.max(1, height / 4));
    graphics.dispose();
    for (int y = height / 4; y < height && width < 2000; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, image.getRGB(x, y) ^ random.nextInt(16));
      }
    }
    return image;
  }

  static byte[] written(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException(format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] jpeg(int width, int height) {
    return written(drawn(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
  }

  static byte[] png(int width, int height) {
    return written(drawn(width, height, BufferedImage.TYPE_INT_ARGB), "png");
  }

  /** As a camera writes it: which side is up, and, if wanted, a directory of the place. */
  static byte[] exif(int orientation, boolean located) {
    ByteBuffer tiff = ByteBuffer.allocate(80);
    tiff.putShort((short) 0x4D4D).putShort((short) 42).putInt(8);
    tiff.putShort((short) (located ? 2 : 1));
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0);
    if (located) {
      tiff.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(40);
    }
    tiff.putInt(0);
    if (located) {
      tiff.position(40);
      tiff.putShort((short) 1);
      tiff.putShort((short) 1).putShort((short) 2).putInt(2).put("N\0\0\0".getBytes());
      tiff.putInt(0).put("SECRET PLACE".getBytes(StandardCharsets.US_ASCII));
    }
    return tiff.array();
  }

  /** A JPEG with a segment behind its start. */
  static byte[] with(byte[] jpeg, int marker, String identifier, byte[] content) {
    byte[] name = identifier.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer with = ByteBuffer.allocate(jpeg.length + 4 + name.length + content.length);
    with.put(jpeg, 0, 2);
    with.putShort((short) (0xFF00 | marker));
    with.putShort((short) (2 + name.length + content.length));
    with.put(name).put(content).put(jpeg, 2, jpeg.length - 2);
    return with.array();
  }

  static byte[] photographed(byte[] jpeg, int orientation, boolean located) {
    return with(jpeg, 0xE1, "Exif\0\0", exif(orientation, located));
  }

  /** A PNG with a chunk behind its header. */
  static byte[] withChunk(byte[] png, String type, byte[] content) {
    int header = 8 + 25;
    ByteBuffer with = ByteBuffer.allocate(png.length + 12 + content.length);
    with.put(png, 0, header);
    with.putInt(content.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
    CRC32 sum = new CRC32();
    sum.update(type.getBytes(StandardCharsets.US_ASCII));
    sum.update(content);
    return with.putInt((int) sum.getValue()).put(png, header, png.length - header).array();
  }
}
