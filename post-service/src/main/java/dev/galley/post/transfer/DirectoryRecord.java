package dev.galley.post.transfer;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** One record of a zip file's directory (APPNOTE.TXT 4.3.12): refuses what is not a plain file. */
final class DirectoryRecord {

  private static final int ENCRYPTED = 1;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int UNIX_TYPE = 0xF000;
  private static final int UNIX_FILE = 0x8000;
  private static final int UNIX_FOLDER = 0x4000;
  private static final int UNIX_LINK = 0xA000;
  private static final long ZIP64 = 0xFFFFFFFFL;

  private DirectoryRecord() {}

  /**
   * Reads a record.
   *
   * @param header its fixed part
   * @throws RefusedArchive for links, devices, encryption, other methods than deflate, and zip64
   */
  static ArchiveEntry entry(String name, ByteBuffer header) {
    refuseSpecial(name, header);
    return new ArchiveEntry(
        name,
        LittleEndian.unsignedShort(header, 10) == DEFLATED,
        LittleEndian.unsignedInt(header, 42),
        LittleEndian.unsignedInt(header, 20),
        LittleEndian.unsignedInt(header, 24),
        LittleEndian.unsignedInt(header, 16),
        modifiedAt(LittleEndian.unsignedShort(header, 14), LittleEndian.unsignedShort(header, 12)));
  }

  private static void refuseSpecial(String name, ByteBuffer header) {
    int method = LittleEndian.unsignedShort(header, 10);
    int type = LittleEndian.unsignedShort(header, 40) & UNIX_TYPE;
    if ((LittleEndian.unsignedShort(header, 8) & ENCRYPTED) != 0) {
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
    if (LittleEndian.unsignedInt(header, 20) == ZIP64
        || LittleEndian.unsignedInt(header, 24) == ZIP64
        || LittleEndian.unsignedInt(header, 42) == ZIP64) {
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
}
