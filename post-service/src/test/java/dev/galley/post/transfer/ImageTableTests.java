package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.asset.AssetFacts;
import dev.galley.post.asset.AssetTable;
import dev.galley.post.asset.inspect.Images;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.transfer.ExportingPosts.Format;
import dev.galley.post.transfer.ImportReport.AssetReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is known of files goes with them, and comes back. */
class ImageTableTests {

  private static final ImportingArchives.Options PUBLISHING =
      new ImportingArchives.Options(true, false, "example.org");

  private static final ImportingArchives.Options DRY =
      new ImportingArchives.Options(true, true, "example.org");

  private static final String HEADER = "file,name,former,alt,decorative,private\n";
  private static final String POST =
      "---\ntitle: Sea\ndate: 2015-05-05\n---\n\n![](/images/sea.png)\n";

  @AutoClose private final Importing site = new Importing(PostFixtures.CLOCK);
  @AutoClose private final Importing other = new Importing(PostFixtures.CLOCK);

  @ParameterizedTest
  @EnumSource(names = {"SNIPS", "HUGO"})
  void comesBackWithAllThatWasKnown(Format format) throws IOException {
    fill();

    byte[] export = export(site, format);
    ImportReport first = other.bring(export, PUBLISHING);
    ImportReport second = other.bring(export, PUBLISHING);

    assertThat(first.notes()).noneMatch(note -> note.startsWith(AssetTable.NAME));
    assertThat(first.files()).allMatch(file -> file.reason() == null);
    assertThat(first.assets().stored()).isEqualTo(6);
    assertThat(other.files.giving.facts())
        .isEqualTo(site.files.giving.facts())
        .containsEntry(
            "images/sea.png",
            new AssetFacts(
                List.of("images/a b/größe, +.png", "images/Sea.png"),
                "The \"sea\", at dusk",
                false,
                null))
        .containsEntry("images/line.png", new AssetFacts(List.of(), null, true, false))
        .containsEntry("images/everybodys.png", new AssetFacts(List.of(), null, false, true));
    assertThat(other.files.isShared("images/plain.png")).isTrue();
    assertThat(other.files.isShared("images/private.png")).isFalse();
    assertThat(second.assets().files())
        .extracting(AssetReport::outcome)
        .containsOnly(AssetReport.Outcome.UNCHANGED);
    assertThat(export(site, format)).isEqualTo(export);
    assertThat(table(export(other, format))).isEqualTo(table(export));
  }

  private void fill() throws IOException {
    site.bring(Zips.of(Map.of("images/plain.png", Images.png(1, 1))), PUBLISHING);
    bring(
        "images/sea.png",
        new AssetFacts(
            List.of("images/a b/größe, +.png", "images/Sea.png"),
            "The \"sea\", at dusk",
            false,
            null));
    bring("images/line.png", new AssetFacts(List.of(), null, true, null));
    bring("images/private.png", AssetFacts.NONE);
    bring("images/said.png", new AssetFacts(List.of(), null, false, false));
    bring("images/everybodys.png", new AssetFacts(List.of(), null, false, true));
    site.bring(
        Zips.ofTexts(
            "snips/sea.md",
            POST + "![](/images/said.png)\n",
            "snips/draft.md",
            "---\ntitle: D\ndate: 2015-05-05\ndraft: true\n---\n\n![](/images/everybodys.png)\n"),
        PUBLISHING);
  }

  private void bring(String name, AssetFacts facts) throws IOException {
    byte[] bytes = Images.png(name.length(), 3);
    site.files.bringing.bring(
        name, facts, false, new ByteArrayInputStream(bytes), PostFixtures.CHRIS);
  }

  @Test
  void leavesWhatSomebodyHasSaidSince() throws IOException {
    bring("images/sea.png", new AssetFacts(List.of("images/old.png"), "Theirs", false, false));
    byte[] export = export(site, Format.SNIPS);
    other.files.bringing.bring(
        "images/sea.png",
        new AssetFacts(List.of("images/ours.png"), "Ours", false, true),
        false,
        new ByteArrayInputStream(Images.png(14, 3)),
        PostFixtures.CHRIS);

    ImportReport report = other.bring(export, PUBLISHING);

    assertThat(report.notes()).isEmpty();
    assertThat(other.files.giving.facts())
        .containsEntry(
            "images/sea.png",
            new AssetFacts(List.of("images/old.png", "images/ours.png"), "Ours", false, null));
  }

  @Test
  void hasNoTableWhereNothingIsSaidOrNobodyReadsIt() throws IOException {
    site.bring(archive(""), PUBLISHING);

    assertThat(Zips.unpacked(export(site, Format.SNIPS))).doesNotContainKey(AssetTable.NAME);
    bring("images/private.png", AssetFacts.NONE);
    assertThat(Zips.unpacked(export(site, Format.SNIPS))).containsKey(AssetTable.NAME);
    assertThat(Zips.unpacked(export(site, Format.GHOST))).doesNotContainKey(AssetTable.NAME);
  }

  @Test
  void onlySaysWhatWouldBecomeOfIt() throws IOException {
    byte[] zip = archive(HEADER + "images/sea.png,,/images/old.png,The sea,,true\n");

    ImportReport planned = other.bring(zip, DRY);

    assertThat(planned.notes()).isEmpty();
    assertThat(planned.files()).extracting(FileReport::path).containsExactly("sea.md");
    assertThat(other.assets.names()).isEmpty();

    other.bring(archive(""), PUBLISHING);
    assertThat(other.bring(zip, DRY).assets().replaced()).isEqualTo(1);
    assertThat(other.files.giving.facts()).isEmpty();
  }

  @Test
  void saysWhichLinesAreWrongAndImportsAllElse() throws IOException {
    other.files.store("images/taken.png", Images.png(20, 20));
    String table =
        "\ufeff"
            + HEADER
            + "images/gone.png,,,Nothing,,\n"
            + "images/sea.png,images/ocean.png,/images/lake.png /images/LAKE.png /uploads/1.png"
            + " /images/old.png,"
            + "x".repeat(501)
            + ",true,\n"
            + "images/lake.png,,/images/taken.png,A lake,true,true\n"
            + "images/lake.png,,,Again,,false\n"
            + "images/sea.png\n";

    for (ImportingArchives.Options options : List.of(DRY, PUBLISHING)) {
      ImportReport report = other.bring(archive(table), options);

      assertThat(report.assets().stored()).isEqualTo(2);
      assertThat(report.notes())
          .containsExactly(
              "images.csv, line 2: there is no file images/gone.png",
              "images.csv, line 3: here it is images/sea.png; its alt is not one line of at most 500"
                  + " characters; its old address /images/lake.png is that of another file; its old"
                  + " address /images/LAKE.png is that of another file; its old address"
                  + " /uploads/1.png is not below /images/",
              "images.csv, line 4: it has an alt, so it is not decorative; its old addresses are"
                  + " left out: its old address images/taken.png is that of images/taken.png",
              "images.csv, line 5: there is a line of images/lake.png before",
              "images.csv, line 6: there is a line of images/sea.png before");
    }
    assertThat(other.files.giving.facts())
        .containsEntry(
            "images/sea.png", new AssetFacts(List.of("images/old.png"), null, true, null))
        .containsEntry("images/lake.png", new AssetFacts(List.of(), "A lake", false, false));
  }

  @Test
  void namesOnlyTheFirstOfManyWrongLines() throws IOException {
    ImportReport report = other.bring(archive(HEADER + "images/x.png\n".repeat(5_000)), PUBLISHING);

    assertThat(report.notes())
        .hasSize(21)
        .startsWith("images.csv, line 2: there is no file images/x.png");
    assertThat(report.notes().get(20))
        .isEqualTo("images.csv: more lines are wrong; these are the first");
  }

  @Test
  void showsNobodyWhatABrokenTableMayHaveCalledPrivate() throws IOException {
    byte[] cut = archive(HEADER + "images/sea.png,,,The sea,,\nimages/lake.png,,,\"A la");
    byte[] latin =
        archive((HEADER + "images/lake.png,,,größe,,\n").getBytes(Charset.forName("ISO-8859-1")));

    ImportReport report = other.bring(cut, PUBLISHING);
    assertThat(report.notes()).singleElement().asString().startsWith("images.csv cannot be read: ");
    assertThat(other.bring(latin, PUBLISHING).notes())
        .containsExactly(
            "images.csv cannot be read: it is not in UTF-8. Nobody is shown what no post uses, for"
                + " it may be private; mend the table and import again");
    assertThat(other.files.isShared("images/lake.png")).isFalse();

    other.bring(archive(HEADER + "images/sea.png,,,The sea,,\n"), PUBLISHING);
    assertThat(other.files.isShared("images/lake.png")).isTrue();
  }

  @Test
  void takesTheTableOfAnotherSiteForWhatItIs() throws IOException {
    ImportReport report =
        other.bring(archive("file,photographer\nimages/sea.png,Jo\n"), PUBLISHING);

    assertThat(report.notes()).isEmpty();
    assertThat(report.files())
        .filteredOn(file -> file.path().equals("images.csv"))
        .singleElement()
        .matches(file -> file.outcome() == FileReport.Outcome.REJECTED);
    assertThat(other.files.giving.facts()).isEmpty();
  }

  @Test
  void findsTheTableInAFolderAroundAll() throws IOException {
    fill();
    for (Format format : List.of(Format.SNIPS, Format.HUGO)) {
      Map<String, byte[]> files = new LinkedHashMap<>();
      Zips.unpacked(export(site, format))
          .forEach((path, bytes) -> files.put("my-site/" + path, bytes));

      ImportReport report = other.bring(Zips.of(files), PUBLISHING);

      assertThat(report.notes()).noneMatch(note -> note.startsWith(AssetTable.NAME));
      assertThat(other.files.giving.facts()).isEqualTo(site.files.giving.facts());
    }
  }

  @Test
  void putsOldAddressesUnderTheNameOfTheSite() throws IOException {
    bring("images/sea.png", new AssetFacts(List.of("images/old.png"), null, false, null));
    site.bring(Zips.ofTexts("snips/sea.md", POST), PUBLISHING);

    other.bring(
        export(site, Format.HUGO),
        new ImportingArchives.Options(true, false, "example.org", "theirs"));

    assertThat(other.files.giving.facts())
        .containsEntry(
            "images/theirs/sea.png",
            new AssetFacts(List.of("images/theirs/old.png"), null, false, null));
  }

  private static byte[] archive(String table) {
    return archive(table.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] archive(byte[] table) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("images/lake.png", Images.png(4, 5));
    files.put("images/sea.png", Images.png(2, 3));
    files.put("snips/sea.md", POST.getBytes(StandardCharsets.UTF_8));
    if (table.length > 0) {
      files.put("images.csv", table);
    }
    return Zips.of(files);
  }

  private static String table(byte[] export) throws IOException {
    return new String(Zips.unpacked(export).get(AssetTable.NAME), StandardCharsets.UTF_8);
  }

  private static byte[] export(Importing site, Format format) throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    new ExportingPosts(
            site.posts,
            site.assets,
            site.files.giving,
            site.files.storing,
            ExportFixtures.SITE,
            ExportFixtures.RENDERING)
        .export(format, gathered -> gathered.writeTo(zip));
    return zip.toByteArray();
  }
}
