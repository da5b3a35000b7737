package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.event.Author;
import dev.galley.event.OldAddresses;
import dev.galley.event.PostPublished;
import dev.galley.post.content.Post;
import dev.galley.post.snip.Corpus;
import dev.galley.post.transfer.FileReport.Outcome;
import dev.galley.post.transfer.archive.RefusedArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people reported of other importers: each folder of the cases gives what is right. */
class ImportCasesTests {

  @AutoClose private final Importing importing = new Importing();

  /** Those of rendering, of the command line and of the API are tested where these are. */
  @Test
  void knowsEveryCase() {
    assertThat(Corpus.cases("").keySet().stream().map(path -> path.split("/")[0]).distinct())
        .filteredOn(name -> name.startsWith("F"))
        .extracting(name -> name.substring(0, 3))
        .contains(
            "F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F09", "F10", "F11", "F12",
            "F13", "F14", "F15", "F16", "F17", "F18", "F19", "F20", "F21", "F22", "F23");
  }

  @ParameterizedTest
  @ValueSource(strings = {"F01-not-for-readers-goes-live", "F02-future-date"})
  void keepsFromReadersWhatIsNotForThem(String name) throws IOException {
    ImportReport report = bring(name);

    assertThat(report.files()).isNotEmpty();
    assertThat(report.files())
        .allSatisfy(
            file -> {
              assertThat(file.outcome()).isEqualTo(Outcome.CREATED);
              assertThat(file.published()).isFalse();
              assertThat(file.warnings())
                  .anyMatch(text -> text.matches("(?:stays a draft|goes out later): .*"));
            });
    assertThat(importing.posts.events()).isEmpty();
  }

  @Test
  void readsLinesWithAColonAsText() throws IOException {
    ImportReport report = bring("F04-colon-lines");

    assertThat(report.totals().published()).isEqualTo(6);
    assertThat(live("tada").body()).endsWith(":tada: Many thanks to all of you");
    assertThat(live("notes").body()).endsWith(":bulb: Tip of the day");
    assertThat(live("smiley").body()).endsWith(":-) says the author: hello");
    assertThat(live("rejected-ruby").body()).contains("\n:symbol => 1\n");
  }

  @Test
  void leavesThePostOfAnotherFolderAlone() throws IOException {
    bring("F06-second-import/first");

    ImportReport second = bring("F06-second-import/second");

    FileReport file = second.files().get(0);
    assertThat(file.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(file.reason()).contains("team-a/about-us.md");
    assertThat(live("about-us").body()).isEqualTo("Text of team A");
  }

  @Test
  void takesAPostWithoutAKindForAPost() throws IOException {
    bring("F07-empty-feed");

    assertThat(live("a-post").kind()).isEqualTo("blog");
  }

  @Test
  void showsAuthorsAsTheyAreWritten() throws IOException {
    bring("F08-authors");

    assertThat(live("a-latin").authors())
        .containsExactly(new Author("zoe-arling", "Zoë Ärling"), new Author("luk-zol", "Łuk Żół"));
    assertThat(live("b-cyrillic").authors())
        .singleElement()
        .satisfies(
            author -> {
              assertThat(author.name()).isEqualTo("Пример");
              assertThat(author.slug()).isEqualTo("primer");
            });
    assertThat(live("c-map").authors()).containsExactly(new Author("ex-ample", "Ex Ample"));
    assertThat(live("d-link").authors()).containsExactly(new Author("ex-ample", "Ex Ample"));
  }

  @Test
  void readsTheDateInAName() throws IOException {
    bring("F09-date-in-name");

    assertThat(live("dated-by-name").firstPublishedAt()).hasToString("2015-03-04T00:00Z");
    assertThat(OldAddresses.in(live("dated-by-name").metadata()))
        .contains("2015/03/04/dated-by-name");
  }

  @ParameterizedTest
  @CsvSource({
    "camelcase, Upper case",
    "dots-and-slug, Dots and slug",
    "one, Bundle one",
    "two, Bundle two",
    "release-2-1, Dots",
    "shout, Shout",
    "under-score, Underscore",
    "with-space, Space",
    "ri-ben-yu, Japanese",
  })
  void makesAnAddressOfEveryName(String slug, String title) throws IOException {
    ImportReport report = bring("F10-names");

    assertThat(report.totals().rejected()).isZero();
    assertThat(live(slug).title()).isEqualToIgnoringCase(title);
  }

  @Test
  void bringsPicturesWhereverTheyLie() throws IOException {
    ImportReport report = bring("F11-images-beside");

    assertThat(importing.assets.names())
        .containsExactly("images/img/static.png", "images/posts/beside.png");
    assertThat(live("beside").body())
        .isEqualTo("![x](/images/posts/beside.png) ![y](/images/img/static.png)");
    assertThat(warnings(report, "posts/beside.md")).isEmpty();
  }

  @Test
  void keepsTags() throws IOException {
    ImportReport report = bring("F12-tags");

    assertThat(report.totals().published()).isEqualTo(4);
    assertThat(live("case").tags()).containsExactly("Go");
    assertThat(live("csharp").tags()).containsExactly("C#", "dotnet");
    assertThat(live("slash").tags()).containsExactly("CI/CD");
    assertThat(live("nested").tags()).containsExactly("Diary", "PS3");
    assertThat(warnings(report, "nested.md")).anyMatch(text -> text.contains("{a=1}"));
  }

  @Test
  void readsKeysInAnyCaseAndKeepsOldAddresses() throws IOException {
    bring("F13-keys");

    PostPublished upper = live("upper-case-keys");
    assertThat(upper.title()).isEqualTo("Upper Title");
    assertThat(upper.firstPublishedAt()).hasToString("2016-01-01T00:00Z");
    assertThat(upper.tags()).containsExactly("x");
    assertThat(OldAddresses.in(live("old").metadata()))
        .containsExactlyInAnyOrder("2016/01/old", "very/old", "first");
  }

  @Test
  void readsMetadataAsYamlHasIt() throws IOException {
    ImportReport report = bring("F14-yaml");

    assertThat(live("tab-after-colon").title()).isEqualTo("Tab after colon");
    assertThat(live("english-date").firstPublishedAt()).hasToString("2014-04-27T00:00Z");
    assertThat(live("slash-date").firstPublishedAt()).hasToString("2014-04-27T00:00Z");
    assertThat(live("zone-name").firstPublishedAt()).hasToString("2014-04-27T12:54:47+02:00");
    assertThat(live("cr-only").title()).isEqualTo("With CR");
    assertThat(live("newline-in-title").title()).isEqualTo("one two");
    assertThat(file(report, "latin1.md").reason()).startsWith("line 7: not UTF-8");
  }

  @Test
  void namesKeyLineAndValueOfADateThatIsNone() throws IOException {
    ImportReport report =
        bringAll(
            Map.of(
                "a.md",
                "---\ntitle: A\ndate: 32nd of May\n---\nText".getBytes(StandardCharsets.UTF_8)));

    assertThat(report.files().get(0).published()).isFalse();
    assertThat(report.files().get(0).warnings())
        .containsExactly("stays a draft: line 3: date: 32nd of May is not a date and time");
  }

  @Test
  void writesTagsOutThatHaveAMeaningAndKeepsOthersFromReaders() throws IOException {
    ImportReport report = bring("F20-other-engines-tags");

    assertThat(report.files().get(0).published()).isFalse();
    assertThat(report.files().get(0).warnings())
        .containsExactly(
            "stays a draft: it holds tags of its engine that have no meaning here",
            "a tag without a meaning here: {{% notice %}}",
            "a tag without a meaning here: {{% /notice %}}");
    assertThat(importing.posts.findBySlug("liquid").orElseThrow().working().body())
        .contains("```ruby\nputs \"x\"\n```")
        .contains("https://www.youtube.com/embed/abc");
  }

  @Test
  void titlesAnHtmlPageAsItDoesItself() throws IOException {
    bring("F15-html");

    assertThat(live("page").title()).isEqualTo("T & U");
    assertThat(live("page").body()).isEqualTo("<h1>Head</h1><p>Text</p>");
  }

  /** As make.py of F23-archives writes them. */
  @Test
  void leavesOutOneFileInsteadOfAllForItsName() throws IOException {
    byte[] post = "---\ntitle: T\ndate: 2016-01-01\n---\n\nBody\n".getBytes(StandardCharsets.UTF_8);

    ImportReport icon = bringAll(Map.of("posts/icon.md", post, "posts/Icon\r", new byte[0]));
    ImportReport slash = bringAll(Map.of("posts/fs.md", post, "posts\\bs.md", post));
    byte[] old = Zips.of(Map.of("posts/caf?.md", post));
    for (int i = 0; i < old.length; i++) {
      old[i] = old[i] == '?' ? (byte) 0x82 : old[i];
    }
    // Neither copy of the name says any more that it is UTF-8.
    Zips.littleEndian(old).putShort(6, (short) 0);
    Zips.littleEndian(old).putShort(Zips.directoryRecord(old, 0) + 8, (short) 0);
    bringZip(old);

    assertThat(icon.files()).extracting(FileReport::path).containsExactly("posts/icon.md");
    assertThat(live("icon").title()).isEqualTo("T");
    assertThat(live("fs").title()).isEqualTo("T");
    assertThat(file(slash, "posts/bs.md").reason()).isEqualTo("a backslash in its name");
    assertThat(live("cafe").title()).isEqualTo("T");
  }

  @Test
  void leavesOutALinkAndNoMoreUnlessItMaySayWhatReadersDoNotSee() throws IOException {
    ImportReport report = bringZip(linked("a/link.md"));

    assertThat(file(report, "a/link.md").reason())
        .isEqualTo("a symbolic link, which is not followed");
    assertThat(live("text").title()).isEqualTo("T");
    for (String name : List.of("a/_config.yml", "a/_index.md", "a/config", "a/a.json")) {
      assertThatThrownBy(() -> bringZip(linked(name)))
          .as(name)
          .isInstanceOf(RefusedArchive.class)
          .hasMessageContaining("a symbolic link");
    }
  }

  private static byte[] linked(String name) {
    byte[] zip = Zips.ofTexts(name, "/etc/passwd", "text.md", "---\ntitle: T\n---\nText");
    Zips.littleEndian(zip).putShort(Zips.directoryRecord(zip, 0) + 40, (short) 0xA1FF);
    return zip;
  }

  private ImportReport bring(String name) throws IOException {
    return bringAll(Corpus.cases(name));
  }

  private ImportReport bringAll(Map<String, byte[]> files) throws IOException {
    return bringZip(Zips.of(new TreeMap<>(files)));
  }

  private ImportReport bringZip(byte[] zip) throws IOException {
    return importing.bring(zip, new ImportingArchives.Options(true, false, "example.org"));
  }

  private PostPublished live(String slug) {
    return importing.posts.findBySlug(slug).flatMap(Post::live).orElseThrow();
  }

  private static FileReport file(ImportReport report, String path) {
    return report.files().stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> warnings(ImportReport report, String path) {
    return file(report, path).warnings();
  }
}
