package dev.galley.post.transfer;

import java.time.Instant;

/**
 * One file in an archive, as its central directory describes it.
 *
 * @param name normalised, relative, with {@code /} between folders; ends with one for a folder
 * @param deflated whether the bytes are packed
 * @param offset where its local header begins, in bytes
 * @param packedBytes as declared
 * @param unpackedBytes as declared; checked while reading
 * @param modifiedAt as the archive says, read as UTC where it names no zone
 */
record ArchiveEntry(
    String name,
    boolean deflated,
    long offset,
    long packedBytes,
    long unpackedBytes,
    long crc32,
    Instant modifiedAt) {

  boolean isFolder() {
    return name.endsWith("/");
  }
}
