package dev.galley.post.transfer;

import static dev.galley.post.snip.ManuscriptReader.PAGE;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.galley.post.engine.SiteExport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of every file of an import, or would become of it.
 *
 * @param dryRun whether nothing was done
 * @param engine whose files they were, for people; absent for snips
 * @param notes what could not be read of the site as a whole, and of the table of its images, for
 *     people
 * @param comments what readers said at the old site, which has no place here
 * @param unread how many files have a name in their metadata that nothing here reads, by that name
 * @param upload by which the file that was sent can be imported without being sent again, for some
 *     minutes; absent when it is not kept
 */
record ImportReport(
    boolean dryRun,
    @Nullable String engine,
    List<String> notes,
    List<SiteExport.Comment> comments,
    Map<String, Integer> unread,
    List<FileReport> files,
    AssetReports assets,
    Totals totals,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID upload) {

  ImportReport(
      boolean dryRun, ArchiveContents contents, List<FileReport> files, List<AssetReport> assets) {
    this(
        dryRun,
        contents.site().engine().orElse(null),
        Stream.concat(contents.site().notes().stream(), contents.table().notes().stream()).toList(),
        contents.site().comments(),
        contents.site().unread(),
        List.copyOf(files),
        AssetReports.of(assets),
        Totals.of(files, contents.own().size()),
        null);
  }

  /** The same of a file that is kept. */
  ImportReport kept(UUID as) {
    return new ImportReport(dryRun, engine, notes, comments, unread, files, assets, totals, as);
  }

  /**
   * Files by what became of them.
   *
   * @param published how many posts this import put on the site, or changed there
   * @param skipped how many files were the engine's own, such as its templates
   * @param pages how many posts are of the kind that no list but those of tags and authors and no
   *     feed shows unless the installation says otherwise
   * @param drafts how many posts are not on the site
   * @param redirects how many old addresses lead to them
   */
  record Totals(
      int files,
      int created,
      int updated,
      int unchanged,
      int rejected,
      int skipped,
      int published,
      int pages,
      int drafts,
      int redirects,
      int warnings) {

    static Totals of(List<FileReport> files, int skipped) {
      return new Totals(
          files.size(),
          count(files, FileReport.Outcome.CREATED),
          count(files, FileReport.Outcome.UPDATED),
          count(files, FileReport.Outcome.UNCHANGED),
          count(files, FileReport.Outcome.REJECTED),
          skipped,
          (int) files.stream().filter(file -> file.publishedRevision() != null).count(),
          (int) files.stream().filter(file -> PAGE.equals(file.kind())).count(),
          (int) files.stream().filter(file -> file.kind() != null && !file.published()).count(),
          files.stream().mapToInt(file -> file.redirects().size()).sum(),
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
