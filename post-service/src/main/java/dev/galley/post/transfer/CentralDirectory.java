package dev.galley.post.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the directory at the end of a zip file (PKWARE's APPNOTE.TXT 4.3.12 and 4.3.16).
 *
 * <p>Written here because {@code java.util.zip} hides what makes an archive dangerous (links,
 * overlaps) and reads a directory of a million entries into memory before one can count them.
 * Stricter than the format: no zip64, since nothing of that size is accepted, no encryption, one
 * disk, nothing after the end.
 */
final class CentralDirectory {

  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int MAX_COMMENT_BYTES = 0xFFFF;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int ENCRYPTED = 1;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int UNIX_TYPE = 0xF000;
  private static final int UNIX_FILE = 0x8000;
  private static final int UNIX_FOLDER = 0x4000;
  private static final int UNIX_LINK = 0xA000;
  private static final long ZIP64 = 0xFFFFFFFFL;

  private final FileChannel file;
  private final int maxEntries;

  private CentralDirectory(FileChannel file, int maxEntries) {
    this.file = file;
    this.maxEntries = maxEntries;
  }

  /**
   * Reads all entries in the directory's order.
   *
   * @throws RefusedArchive when the file is not a zip file that is accepted here
   */
  static Listing read(FileChannel file, int maxEntries) throws IOException {
    return new CentralDirectory(file, maxEntries).listing();
  }

  /**
   * What an archive's directory says.
   *
   * @param beginsAt where the directory begins and all files must have ended, in bytes
   */
  record Listing(List<ArchiveEntry> entries, long beginsAt) {}

  private Listing listing() throws IOException {
    long end = endRecord();
    ByteBuffer record = read(end, END_BYTES);
    int count = unsignedShort(record, 10);
    long size = unsignedInt(record, 12);
    long begin = unsignedInt(record, 16);
    if (record.getInt(4) != 0 || unsignedShort(record, 8) != count) {
      throw new RefusedArchive("not a zip file in one part");
    }
    if (count > maxEntries) {
      throw new RefusedArchive("more than " + maxEntries + " entries");
    }
    if (begin + size != end) {
      throw new RefusedArchive("not a plain zip file: its directory is not at its end");
    }
    List<ArchiveEntry> entries = new ArrayList<>(count);
    long at = begin;
    for (int i = 0; i < count; i++) {
      at += add(at, end, entries);
    }
    if (at != end) {
      throw new RefusedArchive("a directory that lies about its length");
    }
    return new Listing(List.copyOf(entries), begin);
  }

  /** The end record is the last thing in the file, but a comment of unknown length is in it. */
  private long endRecord() throws IOException {
    long from = Math.max(0, file.size() - END_BYTES - MAX_COMMENT_BYTES);
    ByteBuffer tail = read(from, (int) (file.size() - from));
    for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END_SIGNATURE
          && at + END_BYTES + unsignedShort(tail, at + 20) == tail.limit()) {
        return from + at;
      }
    }
    throw new RefusedArchive("not a zip file, or one that was cut off");
  }

  private long add(long at, long end, List<ArchiveEntry> entries) throws IOException {
    if (at + ENTRY_BYTES > end) {
      throw new RefusedArchive("a directory that ends too early");
    }
    ByteBuffer header = read(at, ENTRY_BYTES);
    int nameBytes = unsignedShort(header, 28);
    long next =
        (long) ENTRY_BYTES + nameBytes + unsignedShort(header, 30) + unsignedShort(header, 32);
    if (header.getInt(0) != ENTRY_SIGNATURE || at + next > end) {
      throw new RefusedArchive("a broken directory");
    }
    String name = EntryName.normalised(read(at + ENTRY_BYTES, nameBytes).array());
    refuseSpecial(name, header);
    entries.add(
        new ArchiveEntry(
            name,
            unsignedShort(header, 10) == DEFLATED,
            unsignedInt(header, 42),
            unsignedInt(header, 20),
            unsignedInt(header, 24),
            unsignedInt(header, 16),
            modifiedAt(unsignedShort(header, 14), unsignedShort(header, 12))));
    return next;
  }

  private static void refuseSpecial(String name, ByteBuffer header) {
    int method = unsignedShort(header, 10);
    int type = unsignedShort(header, 40) & UNIX_TYPE;
    if ((unsignedShort(header, 8) & ENCRYPTED) != 0) {
      throw RefusedArchive.at(name, "encrypted");
    }
    if (method != STORED && method != DEFLATED) {
      throw RefusedArchive.at(name, "packed by another method than deflate");
    }
    if (type == UNIX_LINK) {
      throw RefusedArchive.at(name, "a symbolic link");
    }
    if (type != 0 && type != UNIX_FILE && type != UNIX_FOLDER) {
      throw RefusedArchive.at(name, "neither a file nor a folder");
    }
    if (unsignedInt(header, 20) == ZIP64
        || unsignedInt(header, 24) == ZIP64
        || unsignedInt(header, 42) == ZIP64) {
      throw RefusedArchive.at(name, "zip64, which nothing of an acceptable size needs");
    }
  }

  // MS-DOS date and time: 7 bits of years from 1980, 4 of month, 5 of day; 5 of hour, 6 of minute,
  // 5 of two seconds.
  private static Instant modifiedAt(int date, int time) {
    try {
      return LocalDateTime.of(
              1980 + (date >> 9),
              (date >> 5) & 0xF,
              date & 0x1F,
              time >> 11,
              (time >> 5) & 0x3F,
              (time & 0x1F) * 2)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private ByteBuffer read(long at, int bytes) throws IOException {
    return read(file, at, bytes);
  }

  static ByteBuffer read(FileChannel file, long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        throw new RefusedArchive("a zip file that was cut off");
      }
    }
    return buffer.flip();
  }

  static int unsignedShort(ByteBuffer buffer, int at) {
    return Short.toUnsignedInt(buffer.getShort(at));
  }

  static long unsignedInt(ByteBuffer buffer, int at) {
    return Integer.toUnsignedLong(buffer.getInt(at));
  }
}
