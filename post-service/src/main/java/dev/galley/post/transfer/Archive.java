package dev.galley.post.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A zip file that a stranger made. Opening it checks everything that can be known without
 * unpacking; {@link #verify} unpacks all of it once, so that nothing has to be undone later. Safe
 * for many threads.
 *
 * <p>Does not protect against what is inside the files: their readers must.
 */
final class Archive implements Closeable {

  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_BYTES = 30;

  private final FileChannel file;
  private final ArchiveLimits limits;
  private final List<ArchiveEntry> entries;

  private Archive(FileChannel file, ArchiveLimits limits) throws IOException {
    this.file = file;
    this.limits = limits;
    CentralDirectory.Listing listing = CentralDirectory.read(file, limits.maxEntries());
    this.entries = listing.entries();
    ArchiveListing.refuseClashes(entries);
    refuseOverlaps(listing.beginsAt());
    ArchiveListing.refuseSizes(entries, limits);
  }

  /**
   * Opens a zip file.
   *
   * @throws RefusedArchive when it is none or breaks a limit
   */
  static Archive open(Path path, ArchiveLimits limits) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new Archive(file, limits);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  List<ArchiveEntry> entries() {
    return entries;
  }

  /**
   * Unpacks every file once.
   *
   * @throws RefusedArchive when one is over a limit, is not what the directory says, or is itself
   *     an archive
   */
  void verify() throws IOException {
    long totalBytes = 0;
    for (ArchiveEntry entry : entries) {
      byte[] bytes = read(entry);
      totalBytes += bytes.length;
      if (totalBytes > limits.maxTotalBytes()) {
        throw new RefusedArchive("more than " + limits.maxTotalBytes() + " bytes unpacked");
      }
      if (NestedArchive.isIn(bytes)) {
        throw RefusedArchive.at(entry.name(), "an archive inside the archive");
      }
    }
  }

  /**
   * A file's bytes, unpacked.
   *
   * @throws RefusedArchive when they are not what the directory says
   */
  byte[] read(ArchiveEntry entry) throws IOException {
    try (InputStream in = EntryStream.open(file, dataOffset(entry), entry)) {
      // One byte more than allowed, so that a lie about the size shows.
      byte[] bytes = in.readNBytes((int) entry.unpackedBytes() + 1);
      if (bytes.length != entry.unpackedBytes()) {
        throw RefusedArchive.at(entry.name(), "not of the size that the archive says");
      }
      CRC32 crc = new CRC32();
      crc.update(bytes);
      if (crc.getValue() != entry.crc32()) {
        throw RefusedArchive.at(entry.name(), "damaged: its checksum is wrong");
      }
      return bytes;
    }
  }

  private void refuseOverlaps(long directory) throws IOException {
    List<ArchiveEntry> inOrder =
        entries.stream().sorted(Comparator.comparingLong(ArchiveEntry::offset)).toList();
    long end = 0;
    for (ArchiveEntry entry : inOrder) {
      if (entry == inOrder.get(0) && entry.offset() != 0) {
        throw new RefusedArchive("something else than a zip file, with one at its end");
      }
      if (entry.offset() < end) {
        throw RefusedArchive.at(entry.name(), "shares bytes with another entry");
      }
      end = dataOffset(entry) + entry.packedBytes();
      if (end > directory) {
        throw RefusedArchive.at(entry.name(), "reaches beyond the files");
      }
    }
  }

  private long dataOffset(ArchiveEntry entry) throws IOException {
    ByteBuffer header = LittleEndian.read(file, entry.offset(), LOCAL_BYTES);
    if (header.getInt(0) != LOCAL_SIGNATURE) {
      throw RefusedArchive.at(entry.name(), "not where the directory says");
    }
    int nameBytes = LittleEndian.unsignedShort(header, 26);
    byte[] name = LittleEndian.read(file, entry.offset() + LOCAL_BYTES, nameBytes).array();
    if (!EntryName.normalised(name).equals(entry.name())) {
      throw RefusedArchive.at(entry.name(), "two different names");
    }
    return entry.offset() + LOCAL_BYTES + nameBytes + LittleEndian.unsignedShort(header, 28);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
