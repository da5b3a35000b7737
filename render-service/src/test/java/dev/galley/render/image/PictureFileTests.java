package dev.galley.render.image;

import static dev.galley.render.image.ImageFixtures.exif;
import static dev.galley.render.image.ImageFixtures.jpeg;
import static dev.galley.render.image.ImageFixtures.photographed;
import static dev.galley.render.image.ImageFixtures.png;
import static dev.galley.render.image.ImageFixtures.with;
import static dev.galley.render.image.ImageFixtures.withChunk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.picture.Exif;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTests {

  @TempDir private Path folder;

  private Exif look(byte[] content, String type) throws IOException {
    return PictureFile.look(Files.write(folder.resolve("picture"), content), type).exif();
  }

  private byte[] withoutPlace(byte[] content, String type) throws IOException {
    Path file = Files.write(folder.resolve("picture"), content);
    Path into = folder.resolve("without");
    PictureFile.writeWithoutPlace(file, type, PictureFile.look(file, type).exif(), into);
    return Files.readAllBytes(into);
  }

  @Test
  void seesWhichSideIsUpAndWhetherAPlaceIsTold() throws IOException {
    byte[] plain = jpeg(40, 30);

    assertThat(look(plain, "image/jpeg")).isEqualTo(new Exif(1, false));
    assertThat(look(photographed(plain, 6, false), "image/jpeg")).isEqualTo(new Exif(6, false));
    assertThat(look(photographed(plain, 6, true), "image/jpeg")).isEqualTo(new Exif(6, true));
    assertThat(look(photographed(plain, 99, false), "image/jpeg")).isEqualTo(new Exif(1, false));
    assertThat(look(with(plain, 0xE1, "Exif\0\0", new byte[5]), "image/jpeg").located())
        .as("who knows what is in there")
        .isTrue();
    byte[] xmp = "http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='51,5N'/>".getBytes();
    assertThat(look(with(plain, 0xE1, "", xmp), "image/jpeg").located()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void takesThePlaceOutOfAJpegAndNothingElse(int orientation) throws IOException {
    byte[] plain = jpeg(400, 300);
    byte[] taken = photographed(plain, orientation, true);
    byte[] film = Arrays.copyOf(taken, taken.length + 20);
    System.arraycopy("SECRET FILM".getBytes(), 0, film, taken.length, 11);

    byte[] without = withoutPlace(film, "image/jpeg");

    assertThat(new String(without, StandardCharsets.ISO_8859_1)).doesNotContain("SECRET");
    assertThat(look(without, "image/jpeg")).isEqualTo(new Exif(orientation, false));
    assertThat(pixels(without)).isEqualTo(pixels(plain));
    if (orientation == 1) {
      assertThat(without).as("byte for byte what the camera took").isEqualTo(plain);
    }
  }

  @Test
  void leavesOutWhatFollowsAPictureAndSaysSomething() throws IOException {
    byte[] plain = jpeg(400, 300);
    byte[] silent = joined(plain, jpeg(40, 30));
    byte[] xmp = "http://ns.adobe.com/xap/1.0/\0<x hdrgm:Version='1.0'/>".getBytes();
    byte[] film = "\0\0\0\u0016\u00A9xyz\0\n+27.5+086.9".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(look(silent, "image/jpeg").located()).isFalse();
    for (byte[] more :
        new byte[][] {
          photographed(jpeg(40, 30), 6, true),
          photographed(jpeg(40, 30), 1, false),
          with(jpeg(40, 30), 0xE1, "", xmp),
          film,
          // Behind a PNG: where two of the pieces meet that are read.
          joined(new byte[(1 << 16) - 7], film)
        }) {
      byte[] both = joined(with(plain, 0xE2, "MPF\0", new byte[40]), more);
      assertThat(look(both, "image/jpeg")).isEqualTo(new Exif(1, true));
      assertThat(withoutPlace(both, "image/jpeg")).isEqualTo(plain);
      byte[] png = png(40, 30);
      assertThat(look(joined(png, more), "image/png").located()).isTrue();
      assertThat(withoutPlace(joined(png, more), "image/png")).isEqualTo(png);
    }
    byte[] endless = joined(Arrays.copyOf(plain, plain.length - 2), photographed(plain, 6, true));
    assertThat(withoutPlace(endless, "image/jpeg")).isEqualTo(plain);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  @Test
  void takesIptcOutWithThePlaceAlone() throws IOException {
    byte[] plain = jpeg(40, 30);
    byte[] named = with(plain, 0xED, "Photoshop 3.0\0", "SECRET CITY".getBytes());

    assertThat(look(named, "image/jpeg").located()).isFalse();
    assertThat(withoutPlace(photographed(named, 1, true), "image/jpeg")).isEqualTo(plain);
  }

  @Test
  void takesThePlaceOutOfAPng() throws IOException {
    byte[] plain = png(40, 30);

    for (var said : Map.of("eXIf", exif(3, true), "iTXt", xmp()).entrySet()) {
      byte[] taken = withChunk(plain, said.getKey(), said.getValue());
      assertThat(look(taken, "image/png").located()).isTrue();
      byte[] without = withoutPlace(taken, "image/png");
      assertThat(new String(without, StandardCharsets.ISO_8859_1))
          .doesNotContain("SECRET", "GPSLatitude");
      assertThat(look(without, "image/png").located()).isFalse();
      assertThat(pixels(without)).isEqualTo(pixels(plain));
    }
  }

  private static byte[] xmp() {
    return "XML:com.adobe.xmp\0\0\0\0\0<x exif:GPSLatitude='51,5N'/>".getBytes();
  }

  @Test
  void takesThePlaceOutOfAWebP() throws IOException {
    byte[] place = exif(6, true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    chunk(out, "VP8X", new byte[] {0x0C, 0, 0, 0, 1, 0, 0, 1, 0, 0});
    chunk(out, "VP8 ", new byte[] {1, 2, 3});
    chunk(out, "EXIF", place);
    chunk(out, "XMP ", "<x exif:GPSLatitude='51,5N'/>".getBytes());
    byte[] webp = riff(out.toByteArray());
    assertThat(look(webp, "image/webp")).isEqualTo(new Exif(6, true));

    byte[] without = withoutPlace(webp, "image/webp");

    assertThat(new String(without, StandardCharsets.ISO_8859_1))
        .doesNotContain("SECRET", "GPSLatitude");
    assertThat(look(without, "image/webp")).isEqualTo(new Exif(6, false));
    assertThat(ByteBuffer.wrap(without).order(ByteOrder.LITTLE_ENDIAN).getInt(4))
        .isEqualTo(without.length - 8);
    assertThat(without[20]).as("that it has Exif, but no XMP").isEqualTo((byte) 0x08);
  }

  private static byte[] riff(byte[] chunks) {
    ByteBuffer riff = ByteBuffer.allocate(12 + chunks.length).order(ByteOrder.LITTLE_ENDIAN);
    return riff.put("RIFF".getBytes())
        .putInt(4 + chunks.length)
        .put("WEBP".getBytes())
        .put(chunks)
        .array();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    out.writeBytes(type.getBytes());
    out.writeBytes(length.putInt(content.length).array());
    out.writeBytes(content);
    if (content.length % 2 == 1) {
      out.write(0);
    }
  }

  @Test
  void looksAtWhatIsCutOffAnywhere() throws IOException {
    for (byte[] whole :
        new byte[][] {
          photographed(jpeg(40, 30), 6, true), withChunk(png(9, 9), "eXIf", exif(3, true))
        }) {
      String type = whole[0] == (byte) 0xFF ? "image/jpeg" : "image/png";
      for (int length = 0; length < whole.length; length += 7) {
        look(Arrays.copyOf(whole, length), type);
        withoutPlace(Arrays.copyOf(whole, length), type);
      }
    }
  }

  private static int[] pixels(byte[] picture) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
