package dev.galley.post.asset.inspect;

import static dev.galley.post.asset.inspect.Images.avif;
import static dev.galley.post.asset.inspect.Images.box;
import static dev.galley.post.asset.inspect.Images.exif;
import static dev.galley.post.asset.inspect.Images.gif;
import static dev.galley.post.asset.inspect.Images.join;
import static dev.galley.post.asset.inspect.Images.jpeg;
import static dev.galley.post.asset.inspect.Images.latin;
import static dev.galley.post.asset.inspect.Images.packed;
import static dev.galley.post.asset.inspect.Images.photographed;
import static dev.galley.post.asset.inspect.Images.png;
import static dev.galley.post.asset.inspect.Images.pngChunk;
import static dev.galley.post.asset.inspect.Images.pngHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.post.snip.Corpus;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectedTests {

  @TempDir private Path folder;

  private Inspected inspected(byte[] bytes) throws IOException {
    return Inspected.of(Files.write(folder.resolve("file"), bytes));
  }

  private void assertRefused(byte[] bytes, String reason) {
    assertThatThrownBy(() -> inspected(bytes))
        .isInstanceOf(RefusedAsset.class)
        .hasMessageContaining(reason);
  }

  static Stream<Arguments> pictures() {
    return Stream.of(
        Arguments.of(AssetType.PNG, png(300, 20)),
        Arguments.of(AssetType.GIF, gif(300, 20)),
        Arguments.of(AssetType.JPEG, jpeg(300, 20)),
        Arguments.of(AssetType.WEBP, Images.lossyWebp(300, 20)),
        Arguments.of(AssetType.WEBP, Images.losslessWebp(300, 20)),
        Arguments.of(AssetType.WEBP, Images.extendedWebp(300, 20)),
        Arguments.of(AssetType.AVIF, avif(300, 20)));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void knowsTypeAndSizeOfAPictureThatIsWhole(AssetType type, byte[] picture) throws IOException {
    assertThat(inspected(picture)).isEqualTo(new Inspected(type, new ImageSize(300, 20)));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void refusesOneThatIsCutOff(AssetType type, byte[] picture) {
    for (int length = picture.length - 1; length >= 12; length -= 1 + picture.length / 40) {
      assertRefused(Arrays.copyOf(picture, length), "");
    }
    assertRefused(Arrays.copyOf(picture, picture.length - 1), "damaged");
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void refusesAnotherFileBehindIt(AssetType type, byte[] picture) {
    assertRefused(join(picture, latin("PK\3\4 an archive of scripts")), "");
  }

  @Test
  void takesWhatCamerasLeaveBehindAPicture() throws IOException {
    assertThat(inspected(join(jpeg(300, 20), jpeg(30, 2))).size())
        .isEqualTo(new ImageSize(300, 20));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 300, 20",
    "2, 300, 20",
    "3, 300, 20",
    "4, 300, 20",
    "5, 20, 300",
    "6, 20, 300",
    "7, 20, 300",
    "8, 20, 300",
    "9, 300, 20"
  })
  void givesThePictureOfACameraTheSizeItIsSeenAt(int orientation, int width, int height)
      throws IOException {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      assertThat(inspected(photographed(jpeg(300, 20), exif(orientation, order))).size())
          .as(order.toString())
          .isEqualTo(new ImageSize(width, height));
    }
  }

  @Test
  void takesAPictureWithExifThatIsBrokenAsItsPixelsAre() throws IOException {
    byte[] whole = exif(6, ByteOrder.BIG_ENDIAN);
    for (int length = 0; length < 18; length++) {
      assertThat(inspected(photographed(jpeg(300, 20), Arrays.copyOf(whole, length))).size())
          .as("%d bytes of it", length)
          .isEqualTo(new ImageSize(300, 20));
    }
    byte[] elsewhere = ByteBuffer.wrap(whole.clone()).putInt(4, -1).array();
    assertThat(inspected(photographed(jpeg(300, 20), elsewhere)).size())
        .isEqualTo(new ImageSize(300, 20));
  }

  @Test
  void agreesWithADecoderOnEveryImageOfTheCorpus() throws IOException {
    for (Map.Entry<String, byte[]> image : Corpus.images().entrySet()) {
      BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(image.getValue()));

      assertThat(inspected(image.getValue()).size())
          .as(image.getKey())
          .isEqualTo(new ImageSize(decoded.getWidth(), decoded.getHeight()));
    }
  }

  @Test
  void refusesImmensePictures() {
    assertRefused(png(60_000, 10, new byte[0]), "60000 x 10 pixels; at most 50 million");
    assertRefused(png(10_000, 10_000, new byte[0]), "10000 x 10000 pixels");
    assertRefused(png(0xFFFF_FFFFL, 0xFFFF_FFFFL, new byte[0]), "4294967295 x 4294967295");
    assertRefused(png(0, 10), "0 x 10");
    assertRefused(avif(60_000, 10), "60000 x 10");
  }

  @Test
  void refusesAPictureThatUnpacksToMoreThanItSays() {
    assertRefused(png(2, 3, new byte[10_000_000]), "unpacks to more than it says");
    byte[] bomb = join(latin("icc\0\0"), packed(new byte[10_000_000]));
    byte[] profile =
        join(
            pngHead(2, 3),
            pngChunk("iCCP", bomb),
            pngChunk("IDAT", packed(new byte[9])),
            pngChunk("IEND", new byte[0]));
    assertRefused(profile, "unpacks to more than it says");
  }

  @Test
  void refusesAPngWithPixelsMissingOrASumThatIsWrong() {
    assertRefused(png(2, 3, new byte[8]), "some of its pixels are missing");
    byte[] damaged = png(20, 30);
    damaged[damaged.length - 20]++;
    assertRefused(damaged, "a checksum in it is wrong");
    assertRefused(
        join(pngHead(2, 3), pngChunk("IDAT", latin("none")), pngChunk("IEND", new byte[0])),
        "cannot be unpacked");
  }

  @Test
  void takesAnInterlacedPng() throws IOException {
    // 5 x 5 of grey: 1x1, 1x1, 2x1, 1x2, 3x1, 2x3, 5x2 and a byte a row.
    byte[] head = pngHead(5, 5);
    byte[] data = Arrays.copyOfRange(head, 16, 29);
    data[12] = 1;
    byte[] interlaced =
        join(
            Arrays.copyOf(head, 8),
            pngChunk("IHDR", data),
            pngChunk("IDAT", packed(new byte[2 + 2 + 3 + 4 + 4 + 9 + 12])),
            pngChunk("IEND", new byte[0]));

    assertThat(inspected(interlaced).size()).isEqualTo(new ImageSize(5, 5));
  }

  @Test
  void refusesAnAvifWithoutPixelsOrSizeOrWithABoxTooLong() {
    byte[] whole = avif(300, 20);
    assertRefused(Arrays.copyOf(whole, whole.length - 14), "no pixels");
    assertRefused(
        join(box("ftyp", latin("avif\0\0\0\0")), box("mdat", latin("pixels"))), "its size");
    byte[] damaged = whole.clone();
    damaged[18]++;
    assertRefused(damaged, "damaged");
  }

  @Test
  void refusesAJpegWithoutAFrameOrAScan() {
    assertRefused(latin("\u00FF\u00D8\u00FF\u00D9"), "no frame header");
    assertRefused(
        latin("\u00FF\u00D8\u00FF\u00C0\0\13\10\0\1\0\1\1\1\21\0\u00FF\u00D9"), "no pixels");
  }

  @Test
  void refusesAScriptThatBeginsAsAPicture() {
    assertRefused(latin("GIF89a\2\0\2\0=1;alert(document.domain)//"), "damaged");
    assertRefused(latin("\u00FF\u00D8\u00FF/*<script>alert(1)</script>*/"), "damaged");
    assertRefused(join(gif(2, 3), latin("<script>alert(1)</script>")), "something else follows");
    assertRefused(join(jpeg(2, 3), latin("...<script>alert(1)</script>")), "another file follows");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'/>",
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
      })
  void refusesAnSvgThatCouldAct(String svg) {
    assertRefused(svg.getBytes(StandardCharsets.UTF_8), "an SVG with a");
  }

  @ParameterizedTest
  @CsvSource({"JPEG, jpg", "MP4, mp4", "WEBM, webm", "OGG, ogg", "SVG, svg"})
  void namesAFileByTheUsualEndingOfItsType(AssetType type, String ending) {
    // By one of several at random, the same file would be another one after a restart.
    assertThat(type.extension()).isEqualTo(ending);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "width='300' height='20.4', 300, 20",
        "width='300px' height=' 20 ', 300, 20",
        "width='100%' height='20',,",
        "width='30em' height='20',,",
        "width='300',,",
        "width='0' height='20',,",
        "width='9999999999' height='20',,",
        "viewBox='0 0 300 20',,",
      })
  void knowsTheSizeOfAnSvgThatSaysItInPixels(String says, Long width, Long height)
      throws IOException {
    String svg =
        "<svg xmlns='http://www.w3.org/2000/svg' %s><svg width='1' height='1'/></svg>"
            .formatted(says);

    assertThat(inspected(svg.getBytes(StandardCharsets.UTF_8)).size())
        .isEqualTo(width == null ? null : new ImageSize(width, height));
  }

  @Test
  void refusesWhatIsNoKnownType() {
    assertRefused(latin("<html><script>x</script></html>"), "not an image");
    assertRefused(latin("MZ\0\0"), "not an image");
    assertRefused(latin("PK\3\4"), "not an image");
    assertRefused(new byte[0], "not an image");
  }

  @ParameterizedTest
  @MethodSource
  void refusesANameThatDoesNotFitTheContent(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("file"), content);

    assertThatThrownBy(() -> Inspected.of(file, name))
        .isInstanceOf(RefusedAsset.class)
        .hasMessageContaining("its name says something else");
  }

  static Stream<Arguments> refusesANameThatDoesNotFitTheContent() {
    return Stream.of(
        Arguments.of("images/x.js", latin("ID3=1;alert(1)")),
        Arguments.of("images/x.html", png(2, 3)),
        Arguments.of("images/x", png(2, 3)),
        Arguments.of("images/x.svg", png(2, 3)),
        Arguments.of("images/x.png", latin("<svg xmlns='http://www.w3.org/2000/svg'/>")));
  }
}
