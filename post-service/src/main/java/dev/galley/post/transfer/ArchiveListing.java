package dev.galley.post.transfer;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What can be refused from names and declared sizes alone. */
final class ArchiveListing {

  private ArchiveListing() {}

  static void refuseClashes(List<ArchiveEntry> entries) {
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

  static void refuseSizes(List<ArchiveEntry> entries, ArchiveLimits limits) {
    long totalBytes = 0;
    for (ArchiveEntry entry : entries) {
      long bytes = entry.unpackedBytes();
      totalBytes += bytes;
      if (bytes > limits.maxEntryBytes()) {
        throw RefusedArchive.at(entry.name(), "more than " + limits.maxEntryBytes() + " bytes");
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
}
