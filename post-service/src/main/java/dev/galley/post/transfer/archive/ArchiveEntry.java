package dev.galley.post.transfer.archive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.X5455_ExtendedTimestamp;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipShort;
import org.jspecify.annotations.Nullable;

/**
 * One plain file or folder in an archive, as its central directory describes it.
 *
 * @param name normalised, relative, with {@code /} between folders; ends with one for a folder
 * @param unusable why the file must be left out, for people; absent when it need not
 */
public record ArchiveEntry(String name, ZipArchiveEntry zip, @Nullable String unusable) {

  private static final ZipShort ZIP64 = new ZipShort(1);
  private static final Pattern EXPORT = Pattern.compile("(?i).*\\.(?:json|xml)");
  private static final int UNIX_TYPE = 0xF000;
  private static final int UNIX_FILE = 0x8000;
  private static final int UNIX_FOLDER = 0x4000;
  private static final int UNIX_LINK = 0xA000;

  /**
   * Reads what the directory says.
   *
   * @throws RefusedArchive for bad names, devices, encryption, other methods than deflate, and
   *     zip64
   */
  static ArchiveEntry of(ZipArchiveEntry zip) {
    byte[] raw = zip.getRawName();
    String name = EntryName.normalised(raw, zip.getGeneralPurposeBit().usesUTF8ForNames());
    if (zip.getGeneralPurposeBit().usesEncryption()) {
      throw RefusedArchive.at(name, "encrypted");
    }
    if (zip.getMethod() != ZipArchiveEntry.STORED && zip.getMethod() != ZipArchiveEntry.DEFLATED) {
      throw RefusedArchive.at(name, "packed by another method than deflate");
    }
    // Not getUnixMode(): what one system ignores, since another made it, the next one obeys.
    int type = (int) (zip.getExternalAttributes() >> 16) & UNIX_TYPE;
    if (type != 0 && type != UNIX_FILE && type != UNIX_FOLDER && type != UNIX_LINK) {
      throw RefusedArchive.at(name, "neither a file nor a folder");
    }
    if (zip.getExtraField(ZIP64) != null) {
      throw RefusedArchive.at(name, "zip64, which nothing of an acceptable size needs");
    }
    String unusable =
        type == UNIX_LINK
            ? "a symbolic link, which is not followed"
            : EntryName.hasBackslash(raw) ? "a backslash in its name" : null;
    return new ArchiveEntry(name, zip, unusable);
  }

  /** Whether the system that made the archive keeps something of its own in it. */
  public boolean isIcon() {
    return EntryName.isIcon(zip.getRawName());
  }

  /** Whether it may hold a whole site. */
  public boolean mayBeExport() {
    return unusable == null && EXPORT.matcher(name).matches();
  }

  public boolean isFolder() {
    return name.endsWith("/");
  }

  /** Where its local header begins, in bytes. */
  long offset() {
    return zip.getLocalHeaderOffset();
  }

  /** As declared. */
  long packedBytes() {
    return zip.getCompressedSize();
  }

  /** As declared; checked while reading. */
  public long unpackedBytes() {
    return zip.getSize();
  }

  /** As the archive says, read as UTC where it names no zone. */
  public Instant modifiedAt() {
    return zip.getExtraField(X5455_ExtendedTimestamp.HEADER_ID) == null
        ? zip.getTimeLocal().toInstant(ZoneOffset.UTC)
        : zip.getLastModifiedTime().toInstant();
  }
}
