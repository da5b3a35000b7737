package dev.galley.render.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class IsoFileTests {

  private static final String PIXELS = "the pixels";

  @TempDir Path folder;

  @Test
  void takesExifAndXmpOutOfAPicture() throws IOException {
    String picture = picture();

    String without = without(picture);

    assertThat(without).hasSameSizeAs(picture).contains(PIXELS, "av01", "the rest");
    assertThat(without).doesNotContain("GPS", "Exif", "Latitude");
    assertThat(tellsPlace(without)).isFalse();
    assertThat(without.indexOf(PIXELS)).isEqualTo(picture.indexOf(PIXELS));
  }

  @Test
  void leavesAPictureThatSaysNothingAsItIs() throws IOException {
    assertThat(
            tellsPlace(
                box("ftyp", "avif") + box("meta", full(0) + box("iinf", full(0) + number(0, 2)))))
        .isFalse();
  }

  @Test
  void takesThePlaceOutOfAFilmAndItsTracks() throws IOException {
    String sound = box("trak", box("tkhd", "sound") + box("udta", box("name", "Sound")));
    String film =
        box("ftyp", "qt  ")
            + box("mdat", PIXELS)
            + box(
                "moov",
                box("mvhd", "heads")
                    + box(
                        "trak",
                        box("tkhd", "film")
                            + box("meta", "com.apple.quicktime.location.ISO6709+51.5-0.1/"))
                    + sound
                    + box("udta", box("\u00A9nam", "At home") + box("\u00A9xyz", "+51.5-0.1/")))
            + box("uuid", "0123456789abcdef GPSLatitude");

    String without = without(film);

    assertThat(without).hasSameSizeAs(film).contains(PIXELS, "heads", "film", sound);
    assertThat(without).doesNotContain("51.5", "At home", "uuid", "GPS");
    assertThat(tellsPlace(without)).isFalse();
  }

  @Test
  void findsAPlaceThatLiesAcrossTwoBuffers() throws IOException {
    for (int before = 65_536 - 20; before < 65_536; before++) {
      assertThat(tellsPlace(box("moov", box("udta", "x".repeat(before) + "\u00A9xyz+51.5"))))
          .as("after " + before)
          .isTrue();
    }
  }

  @Test
  void looksAtAFilmOfLongBoxesAndOneWithoutAnEnd() throws IOException {
    String place = box("udta", box("loci", "here"));
    String film = number(1, 4) + "moov" + number(16 + place.length(), 8) + place;
    String open = number(0, 4) + "moov" + place;

    assertThat(tellsPlace(film)).isTrue();
    assertThat(tellsPlace(open)).isTrue();
  }

  @Test
  @Timeout(30)
  void survivesWhateverIsBroken() throws IOException {
    String picture = picture();
    for (int length = 0; length < picture.length(); length++) {
      String cut = picture.substring(0, length);
      assertThat(without(cut)).hasSameSizeAs(cut);
    }
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = picture.getBytes(StandardCharsets.ISO_8859_1);
      for (int changes = 0; changes < 4; changes++) {
        bytes[random.nextInt(bytes.length)] =
            (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
      }
      String broken = new String(bytes, StandardCharsets.ISO_8859_1);
      assertThat(without(broken)).hasSameSizeAs(broken);
    }
  }

  /** Parts of no length, as many as can be named; and all of them the whole file. */
  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void doesNotTakeLongForPartsWithoutEnd() throws IOException {
    String items = (number(1, 2) + number(0, 2) + number(0xFFFF, 2)).repeat(1_000);
    String none = full(0) + number(0, 2) + number(1_000, 2) + items;
    assertThat(without(box("meta", full(0) + exif(1) + box("iloc", none)))).doesNotContain("Exif");

    String whole = (number(0, 4) + number(0xFFFFFFFFL, 4)).repeat(15_000);
    String all =
        full(0)
            + number(0x4400, 2)
            + number(1, 2)
            + number(1, 2)
            + number(0, 2)
            + number(15_000, 2)
            + whole;
    String blank = without(box("meta", full(0) + exif(1) + box("iloc", all)));
    assertThat(blank.chars().filter(one -> one != 0).count()).as("the type that goes").isEqualTo(4);

    assertThat(tellsPlace(box("moov", box("free", "").repeat(100_000)))).isFalse();
  }

  /** Exif lies behind the pixels, XMP among the data of {@code meta}. */
  private static String picture() {
    String exif = "\0\0\0\0MM\0*GPS";
    String xmp = "<x:xmpmeta GPSLatitude=''/>";
    String start = box("ftyp", "avif");
    String head = picture(0, exif.length(), xmp.length(), xmp);
    long at = start.length() + head.length() + 8 + PIXELS.length();
    return start
        + picture(at, exif.length(), xmp.length(), xmp)
        + box("mdat", PIXELS + exif + "the rest");
  }

  private static String picture(long exifAt, long exifLength, long xmpLength, String xmp) {
    String infos = full(0) + number(3, 2) + info(1, "av01") + info(2, "Exif") + info(3, "mime");
    String locations =
        full(1 << 24)
            + number(0x4400, 2)
            + number(2, 2)
            + location(2, 0, exifAt, exifLength)
            + location(3, 1, 0, xmpLength);
    return box("meta", full(0) + box("iinf", infos) + box("iloc", locations) + box("idat", xmp));
  }

  private static String exif(int id) {
    return box("iinf", full(0) + number(1, 2) + info(id, "Exif"));
  }

  private static String info(int id, String type) {
    return box("infe", full(2 << 24) + number(id, 2) + number(0, 2) + type + "\0");
  }

  private static String location(int id, int method, long offset, long length) {
    return number(id, 2)
        + number(method, 2)
        + number(0, 2)
        + number(1, 2)
        + number(offset, 4)
        + number(length, 4);
  }

  private static String full(int versionAndFlags) {
    return number(versionAndFlags, 4);
  }

  private static String box(String type, String content) {
    return number(8 + content.length(), 4) + type + content;
  }

  private static String number(long value, int bytes) {
    byte[] all = ByteBuffer.allocate(8).putLong(value).array();
    return new String(Arrays.copyOfRange(all, 8 - bytes, 8), StandardCharsets.ISO_8859_1);
  }

  private boolean tellsPlace(String content) throws IOException {
    return IsoFile.tellsPlace(write(content));
  }

  private String without(String content) throws IOException {
    Path into = folder.resolve("without");
    Files.deleteIfExists(into);
    IsoFile.writeWithoutPlace(write(content), into);
    return Files.readString(into, StandardCharsets.ISO_8859_1);
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("file"), content, StandardCharsets.ISO_8859_1);
  }
}
