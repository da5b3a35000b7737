package dev.galley.post.transfer.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The record at the end of a zip file (PKWARE's APPNOTE.TXT 4.3.16), looked at before the directory
 * is read: the library keeps all of a directory in memory, counts nothing, and takes a file with
 * something else around the archive. Stricter than the format: one disk, no zip64, nothing after
 * the end.
 *
 * @param entries how many there are
 * @param directory where the directory begins and all files must have ended, in bytes
 */
record ArchiveEnd(int entries, long directory) {

  private static final int SIGNATURE = 0x06054b50;
  private static final int BYTES = 22;
  private static final int MAX_COMMENT_BYTES = 0xFFFF;
  private static final int ZIP64_SIGNATURE = 0x07064b50;
  private static final int ZIP64_BYTES = 20;

  /** Names have at most 500 characters and most have 50; more than this is made to fill memory. */
  private static final int MAX_BYTES_AN_ENTRY = 512;

  /** So much is no harm, however few entries there are. */
  private static final int LEAST_BYTES = 5_000_000;

  /**
   * Reads the record.
   *
   * @throws RefusedArchive when the file is not a zip file that is accepted here
   */
  static ArchiveEnd read(FileChannel file, int maxEntries) throws IOException {
    long from = Math.max(0, file.size() - BYTES - MAX_COMMENT_BYTES - ZIP64_BYTES);
    ByteBuffer tail = ByteBuffer.allocate((int) (file.size() - from));
    while (tail.hasRemaining() && file.read(tail, from + tail.position()) >= 0) {}
    tail.flip().order(ByteOrder.LITTLE_ENDIAN);
    // The last signature, as the library finds it: a comment must not hold another one.
    int at = tail.limit() - BYTES;
    while (at >= 0 && tail.getInt(at) != SIGNATURE) {
      at--;
    }
    if (at < 0 || at + BYTES + unsignedShort(tail, at + 20) != tail.limit()) {
      throw new RefusedArchive("not a zip file, or one that was cut off");
    }
    return checked(tail, at, from + at, maxEntries);
  }

  private static ArchiveEnd checked(ByteBuffer tail, int at, long end, int maxEntries) {
    int entries = unsignedShort(tail, at + 10);
    long size = Integer.toUnsignedLong(tail.getInt(at + 12));
    long directory = Integer.toUnsignedLong(tail.getInt(at + 16));
    if (tail.getInt(at + 4) != 0 || unsignedShort(tail, at + 8) != entries) {
      throw new RefusedArchive("not a zip file in one part");
    }
    if (entries > maxEntries) {
      throw new RefusedArchive("more than " + maxEntries + " entries");
    }
    if (at >= ZIP64_BYTES && tail.getInt(at - ZIP64_BYTES) == ZIP64_SIGNATURE) {
      throw new RefusedArchive("zip64, which nothing of an acceptable size needs");
    }
    if (directory + size != end) {
      throw new RefusedArchive("not a plain zip file: its directory is not at its end");
    }
    if (size > LEAST_BYTES + (long) entries * MAX_BYTES_AN_ENTRY) {
      throw new RefusedArchive("a directory of " + size + " bytes");
    }
    return new ArchiveEnd(entries, directory);
  }

  private static int unsignedShort(ByteBuffer buffer, int at) {
    return Short.toUnsignedInt(buffer.getShort(at));
  }
}
