package dev.galley.post.transfer.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.post.transfer.Zips;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that want to fill the disk, to leave their folder, or to mean two things. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostileArchiveTests {

  @TempDir private Path folder;

  @Test
  void takesAnOrdinaryArchive() throws IOException {
    byte[] zip = Zips.ofTexts("snips/a.snip.markdown", "A", "images/ü.txt", "B", "snips/b/", "");

    try (Archive archive = Archive.open(Zips.written(folder, zip), ArchiveLimits.DEFAULT)) {
      archive.verify(List.of());

      assertThat(archive.entries())
          .extracting(ArchiveEntry::name)
          .containsExactly("snips/a.snip.markdown", "images/ü.txt", "snips/b/");
      assertThat(archive.read(archive.entries().get(0))).asString().isEqualTo("A");
    }
  }

  /** A site cannot be parted: what its posts are called depends on all of them. */
  @Test
  @Timeout(120)
  void takesASiteOfTwentyThousandPosts() throws IOException {
    String[] texts = new String[40_000];
    for (int i = 0; i < texts.length; i += 2) {
      texts[i] = "content/posts/" + i + ".md";
      texts[i + 1] = "Text";
    }

    Path zip = Zips.written(folder, Zips.ofTexts(texts));
    try (Archive archive = Archive.open(zip, ArchiveLimits.DEFAULT)) {
      assertThat(archive.entries()).hasSize(20_000);
    }
  }

  @Test
  void takesAnArchiveWithAComment() throws IOException {
    verify(commented("made by somebody"));
  }

  @Test
  void takesAnEmptyArchive() throws IOException {
    verify(Zips.ofTexts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../x.snip",
        "a/../../x.snip",
        "..",
        "./x.snip",
        "a//x.snip",
        "/etc/x.snip",
        "//host/x.snip",
        "C:\\x.snip",
        "c:/x.snip",
        "a\\..\\x.snip",
        "a/.. /x.snip",
        "a/x.snip.",
        "a/\u0000x.snip",
        "a/\u001b[31mx.snip",
        "a/x\n.snip",
      })
  void refusesNamesThatLeadElsewhere(String name) {
    assertRefused(Zips.ofTexts("snips/good.snip", "x", name, "x"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void refuses(String why, byte[] zip) {
    assertRefused(zip);
  }

  static Stream<Arguments> bad() {
    Map<String, byte[]> zips = new LinkedHashMap<>();
    zips.put("nothing", new byte[0]);
    zips.put("text", "no zip".getBytes(StandardCharsets.UTF_8));
    zips.put("only an end", "PK\5\6".getBytes(StandardCharsets.ISO_8859_1));
    zips.put("cut off", Arrays.copyOf(ordinary(), ordinary().length - 10));
    zips.put("without its beginning", Arrays.copyOfRange(ordinary(), 10, ordinary().length));
    zips.put("bytes after the end", joined(ordinary(), new byte[] {1}));
    zips.put(
        "image with an archive at its end",
        joined("GIF89a".getBytes(StandardCharsets.ISO_8859_1), ordinary()));
    zips.put("10 MB of zeros over and over", zeros(9));
    zips.put("a file over 10 MB", Zips.of(Map.of("a.snip", new byte[10 * 1024 * 1024 + 1])));
    zips.put(
        "too many entries",
        endChanged(end -> end.putShort(8, (short) 50_001).putShort(10, (short) 50_001)));
    zips.put("device", changed(record -> record.putShort(40, (short) 0x6000)));
    zips.put("encrypted", changed(record -> record.putShort(8, (short) 1)));
    zips.put("another method", changed(record -> record.putShort(10, (short) 14)));
    zips.put("wrong checksum", changed(record -> record.putInt(16, 42)));
    zips.put("says it is smaller", changed(record -> record.putInt(24, 2)));
    zips.put("says it is larger", changed(record -> record.putInt(24, 2000)));
    zips.put("says it is huge", changed(record -> record.putInt(24, 0x7FFFFFFF)));
    zips.put("zip64 size", changed(record -> record.putInt(24, -1)));
    zips.put("packed bytes beyond the files", changed(record -> record.putInt(20, 1_000_000)));
    zips.put("offset beyond the file", changed(record -> record.putInt(42, 1_000_000)));
    zips.put("offset into the directory", changed(record -> record.putInt(42, 20)));
    zips.put("name too long for the directory", changed(record -> record.putShort(28, (short) -1)));
    zips.put("no record in the directory", changed(record -> record.putInt(0, 42)));
    zips.put("two names for one file", changed(record -> record.put(46, (byte) 'X')));
    zips.put("overlapping entries", overlapping());
    zips.put(
        "more entries than records",
        endChanged(end -> end.putShort(8, (short) 9).putShort(10, (short) 9)));
    zips.put(
        "fewer entries than records",
        endChanged(end -> end.putShort(8, (short) 1).putShort(10, (short) 1)));
    zips.put("several disks", endChanged(end -> end.putShort(4, (short) 1)));
    zips.put(
        "zip64 count", endChanged(end -> end.putShort(8, (short) -1).putShort(10, (short) -1)));
    zips.put("same name but for case", Zips.ofTexts("snips/a.snip", "x", "snips/A.snip", "y"));
    zips.put(
        "same name but for composition", Zips.ofTexts("\u00e9.snip", "x", "e\u0301.snip", "y"));
    zips.put("file and folder of one name", Zips.ofTexts("a", "x", "a/", ""));
    zips.put("name not in UTF-8", latin1Name());
    zips.put("zip inside", Zips.of(Map.of("images/a.png", ordinary())));
    zips.put(
        "zip at the end of an image", Zips.of(Map.of("images/a.png", joined(png(), ordinary()))));
    zips.put("gzip inside", Zips.of(Map.of("images/a.gz", new byte[] {0x1F, (byte) 0x8B, 8, 0})));
    zips.put("not deflated data", damaged());
    zips.put("another archive's end in its comment", commented("PK\5\6" + "\0".repeat(18)));
    zips.put("zip64 locator before the end", zip64());
    zips.put("a directory made to fill memory", largeDirectory());
    return zips.entrySet().stream().map(zip -> Arguments.of(zip.getKey(), zip.getValue()));
  }

  @Test
  void takesASymbolicLinkForAFileThatIsLeftOut() throws IOException {
    byte[] zip = changed(record -> record.putShort(40, (short) 0xA1FF));

    try (Archive archive = Archive.open(Zips.written(folder, zip), ArchiveLimits.DEFAULT)) {
      assertThat(archive.entries())
          .extracting(ArchiveEntry::unusable)
          .containsExactly("a symbolic link, which is not followed", null);
    }
  }

  @Test
  void countsAllBytesTogether() {
    ArchiveLimits limits = new ArchiveLimits(10, 1000, 1500, 5000, 100);
    byte[] zip = Zips.ofTexts("a.snip", "x".repeat(900), "b.snip", "y".repeat(900));

    assertThatThrownBy(() -> open(zip, limits))
        .isInstanceOf(RefusedArchive.class)
        .hasMessageContaining("more than 1500 bytes");
  }

  private void assertRefused(byte[] zip) {
    assertThatThrownBy(() -> verify(zip))
        .isInstanceOf(RefusedArchive.class)
        .message()
        .matches("[^\\p{Cntrl}]{10,200}");
  }

  private void verify(byte[] zip) throws IOException {
    open(zip, ArchiveLimits.DEFAULT);
  }

  private void open(byte[] zip, ArchiveLimits limits) throws IOException {
    try (Archive archive = Archive.open(Zips.written(folder, zip), limits)) {
      archive.verify(List.of());
    }
  }

  private static byte[] ordinary() {
    return Zips.ofTexts("a.snip", "some text some text some text", "b.snip", "other text");
  }

  /** The archive with its first directory record changed. */
  private static byte[] changed(Consumer<ByteBuffer> change) {
    byte[] zip = ordinary();
    change.accept(
        Zips.littleEndian(zip)
            .position(Zips.directoryRecord(zip, 0))
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN));
    return zip;
  }

  private static byte[] endChanged(Consumer<ByteBuffer> change) {
    byte[] zip = ordinary();
    change.accept(
        Zips.littleEndian(zip).position(zip.length - 22).slice().order(ByteOrder.LITTLE_ENDIAN));
    return zip;
  }

  /** Both names for the bytes of one file: what makes a small archive unpack without end. */
  private static byte[] overlapping() {
    byte[] zip = Zips.ofTexts("a.snip", "text", "a.snip2", "text");
    int first = Zips.directoryRecord(zip, 0);
    int second = Zips.directoryRecord(zip, 1);
    System.arraycopy(zip, first + 16, zip, second + 16, 12);
    Zips.littleEndian(zip).putInt(second + 42, 0);
    return zip;
  }

  private static byte[] commented(String comment) {
    byte[] text = comment.getBytes(StandardCharsets.ISO_8859_1);
    byte[] zip = joined(ordinary(), text);
    Zips.littleEndian(zip).putShort(zip.length - text.length - 2, (short) text.length);
    return zip;
  }

  private static byte[] zip64() {
    byte[] zip = ordinary();
    int end = zip.length - 22;
    byte[] locator = Arrays.copyOf("PK\6\7".getBytes(StandardCharsets.ISO_8859_1), 20);
    byte[] located =
        joined(joined(Arrays.copyOf(zip, end), locator), Arrays.copyOfRange(zip, end, zip.length));
    ByteBuffer record = Zips.littleEndian(located).position(located.length - 22).slice();
    record.order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(12, record.getInt(12) + 20);
    return located;
  }

  /** Says that it has two entries, and that they take six megabytes to describe. */
  private static byte[] largeDirectory() {
    byte[] zip = ordinary();
    int end = zip.length - 22;
    byte[] large =
        joined(
            joined(Arrays.copyOf(zip, end), new byte[6_000_000]),
            Arrays.copyOfRange(zip, end, zip.length));
    ByteBuffer record = Zips.littleEndian(large).position(large.length - 22).slice();
    record.order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(12, record.getInt(12) + 6_000_000);
    return large;
  }

  private static byte[] damaged() {
    byte[] zip = ordinary();
    Arrays.fill(zip, 30 + "a.snip".length(), 30 + "a.snip".length() + 8, (byte) 0xFF);
    return zip;
  }

  private static byte[] latin1Name() {
    // The name of a letter that is not ASCII says that it is UTF-8.
    byte[] zip = Zips.ofTexts("\u00fc?.snip", "x");
    for (int i = 0; i < zip.length; i++) {
      zip[i] = zip[i] == '?' ? (byte) 0xFC : zip[i];
    }
    return zip;
  }

  private static byte[] zeros(int files) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < files; i++) {
      entries.put(i + ".snip", new byte[10 * 1024 * 1024]);
    }
    return Zips.of(entries);
  }

  private static byte[] png() {
    return new byte[] {
      (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
