package dev.galley.post.transfer;

import static dev.galley.post.snip.ManuscriptReader.DEFAULT_KIND;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of every file of an import. */
record ImportReport(List<FileReport> files, AssetReports assets, Totals totals) {

  ImportReport(List<FileReport> files, List<AssetReport> assets) {
    this(List.copyOf(files), AssetReports.of(assets), Totals.of(files));
  }

  /**
   * Files by what became of them.
   *
   * @param published how many posts this import put on the site, or changed there
   * @param pages how many posts are of the kind that a file without one becomes, which no list but
   *     those of tags and authors and no feed shows unless the installation says otherwise
   */
  record Totals(
      int files,
      int created,
      int updated,
      int unchanged,
      int rejected,
      int published,
      int pages,
      int warnings) {

    static Totals of(List<FileReport> files) {
      return new Totals(
          files.size(),
          count(files, FileReport.Outcome.CREATED),
          count(files, FileReport.Outcome.UPDATED),
          count(files, FileReport.Outcome.UNCHANGED),
          count(files, FileReport.Outcome.REJECTED),
          (int) files.stream().filter(file -> file.publishedRevision() != null).count(),
          (int) files.stream().filter(file -> DEFAULT_KIND.equals(file.kind())).count(),
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

  /**
   * What became of one image or attachment of an import.
   *
   * @param path as in the site's URLs
   * @param reason why it was rejected, for people; absent when it was not
   * @param warnings what its author should know, for people
   */
  record AssetReport(String path, Outcome outcome, @Nullable String reason, List<String> warnings) {

    AssetReport {
      warnings = List.copyOf(warnings);
    }

    /** What was done. */
    enum Outcome {
      STORED,
      /** The path led to other content before. */
      REPLACED,
      UNCHANGED,
      REJECTED;

      @JsonValue
      String wireName() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }
}
