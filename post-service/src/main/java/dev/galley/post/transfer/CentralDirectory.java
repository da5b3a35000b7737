package dev.galley.post.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
    ByteBuffer record = LittleEndian.read(file, end, END_BYTES);
    int count = LittleEndian.unsignedShort(record, 10);
    long size = LittleEndian.unsignedInt(record, 12);
    long begin = LittleEndian.unsignedInt(record, 16);
    if (record.getInt(4) != 0 || LittleEndian.unsignedShort(record, 8) != count) {
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
    ByteBuffer tail = LittleEndian.read(file, from, (int) (file.size() - from));
    for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END_SIGNATURE
          && at + END_BYTES + LittleEndian.unsignedShort(tail, at + 20) == tail.limit()) {
        return from + at;
      }
    }
    throw new RefusedArchive("not a zip file, or one that was cut off");
  }

  private long add(long at, long end, List<ArchiveEntry> entries) throws IOException {
    if (at + ENTRY_BYTES > end) {
      throw new RefusedArchive("a directory that ends too early");
    }
    ByteBuffer header = LittleEndian.read(file, at, ENTRY_BYTES);
    int nameBytes = LittleEndian.unsignedShort(header, 28);
    long next =
        (long) ENTRY_BYTES
            + nameBytes
            + LittleEndian.unsignedShort(header, 30)
            + LittleEndian.unsignedShort(header, 32);
    if (header.getInt(0) != ENTRY_SIGNATURE || at + next > end) {
      throw new RefusedArchive("a broken directory");
    }
    String name =
        EntryName.normalised(LittleEndian.read(file, at + ENTRY_BYTES, nameBytes).array());
    entries.add(DirectoryRecord.entry(name, header));
    return next;
  }
}
