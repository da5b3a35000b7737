package dev.galley.post.transfer.archive;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A zip file that a stranger made. Opening it checks everything that can be known without
 * unpacking; {@link #verify} unpacks all of it once, so that nothing has to be undone later. Safe
 * for many threads.
 *
 * <p>Does not protect against what is inside the files: their readers must.
 */
public final class Archive implements Closeable {

  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int COPIED_BYTES = 64 * 1024;
  private static final String DAMAGED = "damaged: it cannot be unpacked";

  private final FileChannel file;
  private final ZipFile zip;
  private final ArchiveLimits limits;
  private final List<ArchiveEntry> entries;

  private Archive(FileChannel file, ArchiveLimits limits) throws IOException {
    this.file = file;
    this.limits = limits;
    ArchiveEnd end = ArchiveEnd.read(file, limits.maxEntries());
    this.zip = directory(file);
    this.entries = Collections.list(zip.getEntries()).stream().map(ArchiveEntry::of).toList();
    if (entries.size() != end.entries()) {
      throw new RefusedArchive("a directory that lies about its length");
    }
    refuseClashes();
    refuseOverlaps(end.directory());
    refuseSizes();
  }

  private static ZipFile directory(FileChannel file) throws IOException {
    try {
      return ZipFile.builder()
          .setSeekableByteChannel(file)
          .setUseUnicodeExtraFields(false)
          // They are read here, with their names; the library would leave those out.
          .setIgnoreLocalFileHeader(true)
          .get();
    } catch (IOException | IllegalArgumentException e) {
      // The library wraps whatever it met; a disk that fails did so when the end was read.
      throw new RefusedArchive("a zip file with a broken directory");
    }
  }

  /**
   * Opens a zip file.
   *
   * @throws RefusedArchive when it is none or breaks a limit
   */
  public static Archive open(Path path, ArchiveLimits limits) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new Archive(file, limits);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  public List<ArchiveEntry> entries() {
    return entries;
  }

  /**
   * Unpacks every file once.
   *
   * @param except what is not unpacked
   * @throws RefusedArchive when one is over a limit, is not what the directory says, or is itself
   *     an archive
   */
  public void verify(Collection<ArchiveEntry> except) throws IOException {
    long totalBytes = 0;
    for (ArchiveEntry entry : entries) {
      if (except.contains(entry)) {
        continue;
      }
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
  public byte[] read(ArchiveEntry entry) throws IOException {
    if (entry.unpackedBytes() > limits.maxEntryBytes()) {
      throw tooLarge(entry, limits.maxEntryBytes());
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry.zip())) {
      // One byte more than allowed, so that a lie about the size shows.
      bytes = in.readNBytes((int) entry.unpackedBytes() + 1);
    } catch (ZipException | EOFException e) {
      throw RefusedArchive.at(entry.name(), DAMAGED);
    }
    CRC32 crc = new CRC32();
    crc.update(bytes);
    check(entry, bytes.length, crc);
    return bytes;
  }

  /** How a file begins; not checked. */
  public byte[] head(ArchiveEntry entry, int bytes) throws IOException {
    try (InputStream in = zip.getInputStream(entry.zip())) {
      return in.readNBytes(bytes);
    } catch (ZipException | EOFException e) {
      throw RefusedArchive.at(entry.name(), DAMAGED);
    }
  }

  /**
   * Unpacks a file that may be larger than memory.
   *
   * @throws RefusedArchive when it is not what the directory says
   */
  public void copy(ArchiveEntry entry, Path to) throws IOException {
    CRC32 crc = new CRC32();
    long bytes = 0;
    try (InputStream in = zip.getInputStream(entry.zip());
        OutputStream out = new CheckedOutputStream(Files.newOutputStream(to), crc)) {
      byte[] buffer = new byte[COPIED_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
        if (bytes > entry.unpackedBytes()) {
          break;
        }
        out.write(buffer, 0, count);
      }
    } catch (ZipException | EOFException e) {
      throw RefusedArchive.at(entry.name(), DAMAGED);
    }
    check(entry, bytes, crc);
  }

  private static void check(ArchiveEntry entry, long bytes, CRC32 crc) {
    if (bytes != entry.unpackedBytes()) {
      throw RefusedArchive.at(entry.name(), "not of the size that the archive says");
    }
    if (crc.getValue() != entry.zip().getCrc()) {
      throw RefusedArchive.at(entry.name(), "damaged: its checksum is wrong");
    }
  }

  private void refuseClashes() {
    Set<String> names = new HashSet<>();
    for (ArchiveEntry entry : entries) {
      // The same file on a system that ignores case or composes characters.
      String path =
          entry.isFolder() ? entry.name().substring(0, entry.name().length() - 1) : entry.name();
      String folded = Normalizer.normalize(path, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
      if (!names.add(folded)) {
        throw RefusedArchive.at(entry.name(), "the same name twice, at least on some systems");
      }
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
    ByteBuffer header = read(entry.offset(), LOCAL_BYTES);
    if (header.getInt(0) != LOCAL_SIGNATURE) {
      throw RefusedArchive.at(entry.name(), "not where the directory says");
    }
    int nameBytes = Short.toUnsignedInt(header.getShort(26));
    byte[] name = read(entry.offset() + LOCAL_BYTES, nameBytes).array();
    if (!EntryName.normalised(name, entry.zip().getGeneralPurposeBit().usesUTF8ForNames())
        .equals(entry.name())) {
      throw RefusedArchive.at(entry.name(), "two different names");
    }
    return entry.offset() + LOCAL_BYTES + nameBytes + Short.toUnsignedInt(header.getShort(28));
  }

  private ByteBuffer read(long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        throw new RefusedArchive("a zip file that was cut off");
      }
    }
    return buffer.flip();
  }

  private void refuseSizes() {
    long totalBytes = 0;
    long exportBytes = 0;
    for (ArchiveEntry entry : entries) {
      long bytes = entry.unpackedBytes();
      if (bytes <= limits.maxEntryBytes()) {
        totalBytes += bytes;
      } else if (entry.mayBeExport()) {
        exportBytes += bytes;
      } else {
        throw tooLarge(entry, limits.maxEntryBytes());
      }
      if (exportBytes > limits.maxExportBytes()) {
        throw tooLarge(entry, limits.maxExportBytes());
      }
      boolean counts = bytes > ArchiveLimits.RATIO_COUNTS_FROM_BYTES;
      if (counts && bytes / Math.max(1, entry.packedBytes()) > limits.maxRatio()) {
        throw RefusedArchive.at(entry.name(), "packed more than " + limits.maxRatio() + " to one");
      }
    }
    if (totalBytes > limits.maxTotalBytes()) {
      throw new RefusedArchive("more than " + limits.maxTotalBytes() + " bytes unpacked");
    }
  }

  private static RefusedArchive tooLarge(ArchiveEntry entry, long maxBytes) {
    return RefusedArchive.at(entry.name(), "more than " + maxBytes + " bytes");
  }

  @Override
  public void close() throws IOException {
    zip.close();
    file.close();
  }
}
