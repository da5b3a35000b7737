package dev.galley.post.transfer;

import java.util.List;

/** What became of every file of an import. */
record ImportReport(List<FileReport> files, AssetReports assets, Totals totals) {

  ImportReport(List<FileReport> files, List<AssetReport> assets) {
    this(List.copyOf(files), AssetReports.of(assets), Totals.of(files));
  }

  /**
   * Files by what became of them.
   *
   * @param published how many posts this import put on the site, or changed there
   */
  record Totals(
      int files,
      int created,
      int updated,
      int unchanged,
      int rejected,
      int published,
      int warnings) {

    static Totals of(List<FileReport> files) {
      return new Totals(
          files.size(),
          count(files, FileReport.Outcome.CREATED),
          count(files, FileReport.Outcome.UPDATED),
          count(files, FileReport.Outcome.UNCHANGED),
          count(files, FileReport.Outcome.REJECTED),
          (int) files.stream().filter(file -> file.publishedRevision() != null).count(),
          files.stream().mapToInt(file -> file.warnings().size()).sum());
    }

    private static int count(List<FileReport> files, FileReport.Outcome outcome) {
      return (int) files.stream().filter(file -> file.outcome() == outcome).count();
    }
  }

  /** The images and attachments of an import. */
  record AssetReports(
      int stored, int replaced, int unchanged, int rejected, List<AssetReport> files) {

    static AssetReports of(List<AssetReport> files) {
      return new AssetReports(
          count(files, AssetReport.Outcome.STORED),
          count(files, AssetReport.Outcome.REPLACED),
          count(files, AssetReport.Outcome.UNCHANGED),
          count(files, AssetReport.Outcome.REJECTED),
          List.copyOf(files));
    }

    private static int count(List<AssetReport> files, AssetReport.Outcome outcome) {
      return (int) files.stream().filter(file -> file.outcome() == outcome).count();
    }
  }
}
