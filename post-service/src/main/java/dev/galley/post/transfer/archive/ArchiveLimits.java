package dev.galley.post.transfer.archive;

/**
 * How much an archive may hold, counted in bytes that were really read.
 *
 * @param maxEntries files and folders
 * @param maxEntryBytes of one file, unpacked
 * @param maxTotalBytes of all files, unpacked
 * @param maxExportBytes of a site's export, which is read as it is unpacked, beside all others
 * @param maxRatio unpacked to packed, of files over {@value #RATIO_COUNTS_FROM_BYTES} bytes
 */
public record ArchiveLimits(
    int maxEntries, int maxEntryBytes, long maxTotalBytes, long maxExportBytes, int maxRatio) {

  static final int RATIO_COUNTS_FROM_BYTES = 256 * 1024;

  public static final ArchiveLimits DEFAULT =
      new ArchiveLimits(50_000, 10 * 1024 * 1024, 500L * 1024 * 1024, 500L * 1024 * 1024, 100);
}
