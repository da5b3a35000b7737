package dev.galley.render.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A picture or film in the boxes of ISO/IEC 14496-12, as AVIF and MP4 are: finds what says where it
 * was taken, and writes the file without that. Since boxes name places in the file, all stays where
 * it is: what goes is called {@code free} and filled with zeros.
 *
 * <p>It does NOT look into tracks, where some cameras write down their way while they film.
 */
final class IsoFile {

  private static final Set<String> MEDIA_TYPES = Set.of("image/avif", "video/mp4");

  /** Boxes with what somebody or something said about a film. */
  private static final Set<String> SAID = Set.of("udta", "meta");

  /** What may tell a place in them. */
  private static final List<String> PLACE = List.of("\u00A9xyz", "loci", "ISO6709", "GPS");

  private static final int LONGEST = 7;

  /** ISO/IEC 23008-12, annex A: items that say something about a picture. */
  private static final Set<String> ITEMS = Set.of("Exif", "mime");

  private static final String FREE = "free";

  /** Of boxes, items and their parts; what comes after so many stays as it is. */
  private static final int MAX_STEPS = 20_000;

  private static final int BUFFER_BYTES = 64 * 1024;

  /** A box without its header. */
  private record Box(String type, long typeAt, long begin, long end) {}

  private record Stretch(long begin, long end) {}

  private final FileChannel file;
  private final long size;

  /** Where what goes has its type, and where its content. */
  private final List<Long> types = new ArrayList<>();

  private final List<Stretch> contents = new ArrayList<>();
  private int steps;

  private IsoFile(FileChannel file) throws IOException {
    this.file = file;
    this.size = file.size();
  }

  static boolean isOne(String mediaType) {
    return MEDIA_TYPES.contains(mediaType);
  }

  /** Whether it says where it was taken, or may do so. */
  static boolean tellsPlace(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      IsoFile file = new IsoFile(channel);
      file.look();
      return !file.types.isEmpty();
    }
  }

  /** Writes a file again without that. */
  static void writeWithoutPlace(Path path, Path into) throws IOException {
    Files.copy(path, into);
    try (FileChannel channel =
        FileChannel.open(into, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      IsoFile file = new IsoFile(channel);
      file.look();
      file.blank();
    }
  }

  private void look() throws IOException {
    try {
      for (Box box : boxes(0, size)) {
        if (box.type().equals("moov")) {
          film(box);
        } else if (box.type().equals("meta")) {
          picture(box);
        } else {
          said(box);
        }
      }
    } catch (EOFException e) {
      // Broken, or of too many parts: what was found until here goes all the same.
      return;
    }
  }

  private void film(Box film) throws IOException {
    for (Box box : boxes(film.begin(), film.end())) {
      said(box);
      if (box.type().equals("trak")) {
        for (Box inTrack : boxes(box.begin(), box.end())) {
          said(inTrack);
        }
      }
    }
  }

  private void said(Box box) throws IOException {
    // XMP, and what makers of cameras think of.
    if (box.type().equals("uuid") || SAID.contains(box.type()) && tellsPlace(box)) {
      types.add(box.typeAt());
      contents.add(new Stretch(box.begin(), box.end()));
    }
  }

  private boolean tellsPlace(Box box) throws IOException {
    String end = "";
    for (long at = box.begin(); at < box.end(); at += BUFFER_BYTES) {
      String text = end + text(at, (int) Math.min(BUFFER_BYTES, box.end() - at));
      if (PLACE.stream().anyMatch(text::contains)) {
        return true;
      }
      end = text.substring(Math.max(0, text.length() - LONGEST));
    }
    return false;
  }

  /** Where one says anything about a picture, nobody looks what. */
  private void picture(Box meta) throws IOException {
    // A version and flags come before its boxes.
    List<Box> boxes = boxes(meta.begin() + 4, meta.end());
    Set<Long> ids = new HashSet<>();
    for (Box box : boxes) {
      if (box.type().equals("iinf")) {
        for (Box item : boxes(box.begin() + (big(box.begin(), 1) == 0 ? 6 : 8), box.end())) {
          item(item, ids);
        }
      }
    }
    long data =
        boxes.stream()
            .filter(box -> box.type().equals("idat"))
            .findFirst()
            .map(Box::begin)
            .orElse(0L);
    for (Box box : boxes) {
      if (box.type().equals("iloc") && !ids.isEmpty()) {
        new Locations(box.begin()).find(ids, data);
      }
    }
  }

  /** ISO/IEC 14496-12, 8.11.6: an item's number is longer from version 3 on. */
  private void item(Box item, Set<Long> ids) throws IOException {
    long version = big(item.begin(), 1);
    int idBytes = version == 2 ? 2 : 4;
    long typeAt = item.begin() + 4 + idBytes + 2;
    if (version >= 2 && ITEMS.contains(text(typeAt, 4))) {
      ids.add(big(item.begin() + 4, idBytes));
      types.add(typeAt);
    }
  }

  /** ISO/IEC 14496-12, 8.11.3: where the contents of items are. */
  private final class Locations {

    private long at;

    Locations(long begin) {
      at = begin;
    }

    private long next(int bytes) throws IOException {
      at += bytes;
      return big(at - bytes, bytes);
    }

    void find(Set<Long> ids, long data) throws IOException {
      int version = (int) next(1);
      at += 3;
      int sizes = (int) next(2);
      int offsetBytes = sizes >> 12;
      int lengthBytes = sizes >> 8 & 15;
      int baseBytes = sizes >> 4 & 15;
      int indexBytes = version == 0 ? 0 : sizes & 15;
      for (long items = next(version < 2 ? 2 : 4); items > 0; items--) {
        boolean wanted = ids.contains(next(version < 2 ? 2 : 4));
        long method = version == 0 ? 0 : next(2) & 15;
        at += 2;
        long base = next(baseBytes) + (method == 1 ? data : 0);
        for (long extents = next(2); extents > 0; extents--) {
          step();
          at += indexBytes;
          long begin = base + next(offsetBytes);
          long end = begin + next(lengthBytes);
          if (wanted && method < 2) {
            contents.add(new Stretch(begin, end));
          }
        }
        step();
      }
    }
  }

  private List<Box> boxes(long begin, long end) throws IOException {
    List<Box> found = new ArrayList<>();
    for (long at = begin; at + 8 <= end; at = found.get(found.size() - 1).end()) {
      step();
      long length = big(at, 4);
      long header = length == 1 ? 16 : 8;
      length = length == 1 ? big(at + 8, 8) : length;
      // 4.2: one of no length reaches to the end; so does one that was cut off.
      boolean whole = length >= header && length <= end - at;
      found.add(new Box(text(at + 4, 4), at + 4, at + header, whole ? at + length : end));
    }
    return found;
  }

  private void step() throws EOFException {
    if (++steps > MAX_STEPS) {
      throw new EOFException();
    }
  }

  /** Each byte once, however often a hostile file names it. */
  private void blank() throws IOException {
    contents.sort(Comparator.comparingLong(Stretch::begin));
    long done = 0;
    for (Stretch stretch : contents) {
      long end = Math.min(size, stretch.end());
      for (long at = Math.max(done, stretch.begin()); at < end; at = done) {
        done = Math.min(end, at + BUFFER_BYTES);
        write(at, new byte[(int) (done - at)]);
      }
    }
    for (long type : types) {
      write(type, FREE.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void write(long at, byte[] bytes) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    while (all.hasRemaining()) {
      file.write(all, at + all.position());
    }
  }

  private long big(long at, int length) throws IOException {
    long value = 0;
    for (byte one : bytes(at, length).array()) {
      value = value << 8 | Byte.toUnsignedLong(one);
    }
    return value;
  }

  private String text(long at, int length) throws IOException {
    return new String(bytes(at, length).array(), StandardCharsets.ISO_8859_1);
  }

  private ByteBuffer bytes(long at, int length) throws IOException {
    if (at < 0 || at > size - length) {
      throw new EOFException();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException();
      }
    }
    return bytes;
  }
}
