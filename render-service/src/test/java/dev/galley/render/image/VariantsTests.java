package dev.galley.render.image;

import static dev.galley.render.image.ImageFixtures.drawn;
import static dev.galley.render.image.ImageFixtures.jpeg;
import static dev.galley.render.image.ImageFixtures.photographed;
import static dev.galley.render.image.ImageFixtures.png;
import static dev.galley.render.image.ImageFixtures.withChunk;
import static dev.galley.render.image.ImageFixtures.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.render.image.Variants.Kind;
import dev.galley.render.image.Variants.Refused;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class VariantsTests {

  @TempDir private static Path natives;
  @TempDir private Path folder;

  private final Variants variants = new Variants(natives);

  private Path made(byte[] original, String type, int width, Kind kind)
      throws IOException, Refused {
    Path file = Files.write(folder.resolve("original"), original);
    Path into = folder.resolve("made");
    variants.make(file, type, width, kind, into);
    return into;
  }

  private BufferedImage seen(byte[] original, String type, int width, Kind kind)
      throws IOException, Refused {
    return ImageIO.read(made(original, type, width, kind).toFile());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void makesAPictureSmaller(Kind kind) throws IOException, Refused {
    byte[] original = kind == Kind.PNG ? png(1400, 1050) : jpeg(1400, 1050);
    String type = kind == Kind.PNG ? "image/png" : "image/jpeg";

    BufferedImage made = seen(original, type, 640, kind);

    assertThat(made.getWidth()).isEqualTo(640);
    assertThat(made.getHeight()).isEqualTo(480);
    assertThat(isRed(made, 20, 20)).isTrue();
    assertThat(Files.size(folder.resolve("made"))).isBetween(100L, original.length - 1L);
  }

  @ParameterizedTest
  // Where the red corner, which is the first of the file, is seen: right, below.
  @CsvSource({
    "1, false, false",
    "2, true, false",
    "3, true, true",
    "4, false, true",
    "5, false, false",
    "6, true, false",
    "7, true, true",
    "8, false, true"
  })
  void turnsPicturesUprightAndForgetsWhatCamerasWrite(int orientation, boolean right, boolean below)
      throws IOException, Refused {
    byte[] taken = photographed(jpeg(1000, 600), orientation, true);

    BufferedImage made = seen(taken, "image/jpeg", 320, Kind.JPEG);

    assertThat(made.getWidth()).isEqualTo(320);
    assertThat(made.getHeight()).isEqualTo(orientation > 4 ? 533 : 192);
    assertThat(isRed(made, right ? 310 : 10, below ? made.getHeight() - 10 : 10)).isTrue();
    assertThat(Files.readString(folder.resolve("made"), StandardCharsets.ISO_8859_1))
        .doesNotContain("Exif", "SECRET");
  }

  private static boolean isRed(BufferedImage image, int x, int y) {
    int rgb = image.getRGB(x, y);
    return (rgb >> 16 & 0xFF) > 200 && (rgb >> 8 & 0xFF) < 60 && (rgb & 0xFF) < 60;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void tellsADiskThatFailsFromAPictureThatCannotBeMadeSmaller(Kind kind) throws IOException {
    Path original = Files.write(folder.resolve("original"), jpeg(1400, 1050));
    Path nowhere = folder.resolve("no folder/made");

    assertThatIOException()
        .isThrownBy(() -> variants.make(original, "image/jpeg", 320, kind, nowhere));
  }

  @Test
  void neverMakesOneThatIsNotSmaller() {
    for (byte[] same : List.of(jpeg(320, 200), photographed(jpeg(800, 320), 6, false))) {
      assertThatThrownBy(() -> made(same, "image/jpeg", 320, Kind.JPEG))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("not larger");
    }
    assertThatThrownBy(
            () ->
                made(
                    poor(drawn(200, 100, BufferedImage.TYPE_INT_RGB)),
                    "image/jpeg",
                    320,
                    Kind.WEBP))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("more bytes");
  }

  /** Of the worst quality that JPEG has. */
  private static byte[] poor(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  @Test
  void makesWebPOfWhatIsNotLargerAndKeepsEachPixelOfADrawing() throws IOException, Refused {
    BufferedImage drawing = drawn(200, 100, BufferedImage.TYPE_INT_RGB);

    BufferedImage made = seen(written(drawing, "png"), "image/png", 320, Kind.WEBP);
    assertThat(made.getWidth()).isEqualTo(200);
    for (int x = 0; x < 200; x += 7) {
      assertThat(made.getRGB(x, 50)).isEqualTo(drawing.getRGB(x, 50));
    }
  }

  private void assertRefused(byte[] original, String type, String why) {
    for (Kind kind : Kind.values()) {
      assertThatThrownBy(() -> made(original, type, 320, kind))
          .isInstanceOf(Refused.class)
          .hasMessageContaining(why);
    }
  }

  @Test
  void makesAHugePictureSmallerWithoutUnpackingAllOfIt() throws IOException, Refused {
    byte[] huge = written(drawn(8600, 5800, BufferedImage.TYPE_BYTE_GRAY), "jpeg");

    BufferedImage made = seen(huge, "image/jpeg", 1920, Kind.WEBP);

    assertThat(made.getWidth()).isEqualTo(1920);
    assertThat(made.getHeight()).isEqualTo(1295);
  }

  @Test
  void refusesWhatWouldTakeTooMuch() throws IOException {
    // 40 kB that claim 10,000 megapixels of which nobody has seen one.
    assertRefused(bomb(100_000, 100_000), "image/png", "100000 x 100000 pixels");
    assertRefused(bomb(60_000, 2_000), "image/png", "60000 x 2000 pixels");
    assertRefused(bomb(330, 150_000), "image/png", "too large");
  }

  /** A PNG of as many black pixels as its header says, or fewer. */
  private static byte[] bomb(int width, int height) throws IOException {
    byte[] head = written(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY), "png");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      byte[] rows = new byte[1_000_000];
      for (int i = 0; i < 40; i++) {
        out.write(rows);
      }
    }
    ByteBuffer png = ByteBuffer.allocate(8 + 25 + 12 + packed.size() + 12);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    png.put(head, 0, 8);
    header.put(new byte[] {8, 0, 0, 0, 0});
    for (var chunk :
        new Object[][] {
          {"IHDR", header.array()}, {"IDAT", packed.toByteArray()}, {"IEND", new byte[0]}
        }) {
      byte[] content = (byte[]) chunk[1];
      byte[] type = ((String) chunk[0]).getBytes(StandardCharsets.US_ASCII);
      CRC32 sum = new CRC32();
      sum.update(type);
      sum.update(content);
      png.putInt(content.length).put(type).put(content).putInt((int) sum.getValue());
    }
    return png.array();
  }

  @Test
  void showsBrokenAndForeignFilesAsTheyAre() {
    byte[] whole = jpeg(800, 600);
    assertRefused(Arrays.copyOf(whole, 300), "image/jpeg", "cannot be read");
    assertRefused("GIF89a<script>alert(1)</script>".getBytes(), "image/jpeg", "cannot be read");
    assertRefused("<svg/>".getBytes(), "image/png", "cannot be read");
    byte[] moving = withChunk(png(800, 600), "acTL", new byte[8]);
    assertRefused(moving, "image/png", "it moves");
    assertThat(Variants.isPossible("image/gif")).as("it may move").isFalse();
    assertThat(Variants.isPossible("image/svg+xml")).isFalse();
  }

  @Test
  void makesWebPOnlyForWhoTakesIt() {
    assertThat(variants.kind("image/jpeg", false)).isEqualTo(Kind.JPEG);
    assertThat(variants.kind("image/png", false)).isEqualTo(Kind.PNG);
    assertThat(variants.kind("image/png", true)).isEqualTo(Kind.WEBP);
  }
}
