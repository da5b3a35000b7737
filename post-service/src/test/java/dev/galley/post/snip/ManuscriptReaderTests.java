package dev.galley.post.snip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManuscriptReaderTests {

  @Test
  void readsContentAndMetadata() {
    Manuscript manuscript =
        read("blog/a-post.snip.markdown", "# A post\n\nText\n\n:page_title: Title\n:author: jo\n");

    assertThat(manuscript.slug()).isEqualTo("a-post");
    assertThat(manuscript.title()).isEqualTo("Title");
    assertThat(manuscript.body()).isEqualTo("# A post\n\nText");
    assertThat(manuscript.authors()).containsExactly("jo");
    assertThat(manuscript.kind()).isEqualTo("page");
    assertThat(manuscript.metadata())
        .containsExactly(Map.entry("page_title", "Title"), Map.entry("author", "jo"));
  }

  @Test
  void readsAFileThatIsOnlyContent() {
    Manuscript manuscript = read("tagline.snip.html", "<p>Hello: you</p>\n");

    assertThat(manuscript.format()).isEqualTo(SnipFormat.HTML);
    assertThat(manuscript.body()).isEqualTo("<p>Hello: you</p>");
    assertThat(manuscript.title()).isEqualTo("tagline");
    assertThat(manuscript.createdAt()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "a.snip.markdown, '', KRAMDOWN",
    "a.md, '', GFM",
    "a.markdown, '', GFM",
    "a.snip.markdown, gfm, GFM",
    "a.md, kramdown, KRAMDOWN",
    "a.md, html, GFM",
    "a.html, gfm, HTML",
  })
  void takesSnipsForKramdownAndFilesOfOthersForGfm(String path, String said, SnipFormat format) {
    String metadata = said.isEmpty() ? "title: A" : "format: " + said;
    String file =
        path.contains(".snip.")
            ? "Text\n\n:" + metadata + "\n"
            : "---\n" + metadata + "\n---\n\nText\n";

    assertThat(read(path, file).format()).isEqualTo(format);
  }

  @Test
  void readsAFileThatIsOnlyMetadata() {
    assertThat(read("a.snip", ":page_title: A\n").body()).isEmpty();
  }

  @Test
  void keepsCarriageReturnsInsideTheContentAndSkipsAByteOrderMark() {
    Manuscript manuscript = read("a.snip.markdown", "\uFEFFone\r\ntwo\r\n\r\n:kind: blog\r\n");

    assertThat(manuscript.body()).isEqualTo("one\r\ntwo");
    assertThat(manuscript.kind()).isEqualTo("blog");
  }

  @Test
  void readsListsAndTextOfSeveralLines() {
    Manuscript manuscript =
        read("a.snip", ":images:\n  - a.jpg\n  - b.jpg\n:note: |\n  one\n  two\n:tags: [x, y]\n");

    assertThat(manuscript.metadata())
        .containsEntry("images", List.of("a.jpg", "b.jpg"))
        .containsEntry("note", "one\ntwo\n");
    assertThat(manuscript.tags()).containsExactly("x", "y");
  }

  @Test
  void putsATitleOnOneLineAndSaysSo() {
    ReadManuscript read =
        readAll("a.md", "---\ntitle: \"Week\\n\\u202e459\"\ntags: [\"a\\tb\", c]\n---\nText");

    assertThat(read.manuscript().title()).isEqualTo("Week 459");
    assertThat(read.manuscript().tags()).containsExactly("a b", "c");
    assertThat(read.warnings()).hasSize(2).allMatch(text -> text.contains("were taken out"));
  }

  @Test
  void keepsTheLinesOfASummaryWithoutOverridesAndSaysSo() {
    ReadManuscript read =
        readAll("a.md", "---\ntitle: A\nsummary: \"one\\n\\u202etwo\\0\"\n---\nText");

    assertThat(read.manuscript().summary()).isEqualTo("one\ntwo");
    assertThat(read.warnings()).singleElement().asString().contains("summary were taken out");
  }

  @ParameterizedTest
  @CsvSource({
    "2017-11-03 17:24:45 +01:00,           2017-11-03T17:24:45+01:00",
    "2017-11-03 17:24:45 +0100,            2017-11-03T17:24:45+01:00",
    "2017-11-03 16:33:22.562636000 +00:00, 2017-11-03T16:33:22.562636Z",
    "2017-11-03 16:33:22.5 -05:30,         2017-11-03T16:33:22.500-05:30",
    "2017-11-03 16:33:22 Z,                2017-11-03T16:33:22Z",
    "2017-11-03T16:33:22+01:00,            2017-11-03T16:33:22+01:00",
    "2017-11-03,                           2017-11-03T00:00Z",
  })
  void keepsTheOffsetOfEveryFormOfTime(String written, String meant) {
    Manuscript manuscript = read("a.snip", ":created_at: " + written + "\n");

    assertThat(manuscript.createdAt()).hasToString(meant);
    assertThat(manuscript.metadata()).containsEntry("created_at", written);
  }

  @Test
  void takesTheFirstHeadingWhereNoTitleIsGiven() {
    assertThat(read("a.snip.markdown", "Text\n\nWeek [9](/x) *notes*\n=====\n").title())
        .isEqualTo("Week 9 notes");
    assertThat(read("a.snip.markdown", "```\n# code\n```\n## Real ##\n").title()).isEqualTo("Real");
    assertThat(read("a.snip.markdown", "Text\n").title()).isEqualTo("a");
  }

  @Test
  void readsMarkdownWithFrontMatter() {
    Manuscript manuscript =
        read(
            "posts/hello.md",
            """
            ---
            title: Hello
            date: 2020-01-02T03:04:05+02:00
            tags: [a, b]
            draft: true
            ---

            :not metadata:
            """);

    assertThat(manuscript.title()).isEqualTo("Hello");
    assertThat(manuscript.body()).isEqualTo(":not metadata:");
    assertThat(manuscript.tags()).containsExactly("a", "b");
    assertThat(manuscript.draft()).isTrue();
    assertThat(manuscript.createdAt()).hasToString("2020-01-02T03:04:05+02:00");
  }

  @Test
  void interpretsTagsOnlyWhereTheFileAsksForIt() {
    String content = "<%= ENV['X'] %>\n";

    ReadManuscript literal = readAll("a.snip.markdown", content);
    ReadManuscript template = readAll("a.snip.markdown", content + ":erb: true\n");

    assertThat(literal.warnings()).isEmpty();
    assertThat(literal.isPublishable()).isTrue();
    assertThat(template.warnings()).containsExactly("line 1: unknown template tag <%= ENV['X'] %>");
    assertThat(template.isPublishable()).isFalse();
  }

  @Test
  void neverPublishesDraftsAndTemplates() {
    assertThat(readAll("a.snip", "x\n:draft: true\n").isPublishable()).isFalse();
    assertThat(readAll("a.snip", "x\n:draft: false\n").isPublishable()).isTrue();
    assertThat(readAll("templates/a.snip", "x").isPublishable()).isFalse();
  }

  @Test
  void saysAtWhichByteAFileStopsBeingUtf8() {
    assertThatThrownBy(
            () -> ManuscriptReaders.read(path("a.snip"), new byte[] {'a', 'b', (byte) 0xC3, '('}))
        .isInstanceOf(BrokenSnip.class)
        .hasMessage("line 1: not UTF-8 at byte 2 of the file");
    assertThatThrownBy(
            () ->
                ManuscriptReaders.read(path("a.snip"), new byte[] {'a', (byte) 0xE2, (byte) 0x82}))
        .hasMessage("line 1: not UTF-8 at byte 1 of the file");
  }

  @Test
  void saysAtWhichLineMetadataIsBroken() {
    assertThatThrownBy(() -> read("a.snip", "text\n\n:a: b\n:c: [1\n:d: e\n"))
        .isInstanceOf(BrokenSnip.class)
        .hasMessageStartingWith("line 5: metadata is not YAML");
  }

  @Test
  void keepsFromReadersWhatHasATimeThatIsNone() {
    assertThat(readAll("a.snip", "Text\n\n:created_at: 2017-02-31 10:00\n").restrictions())
        .containsExactly("line 3: created_at: 2017-02-31 10:00 is not a date and time");
  }

  @Test
  void makesASlugOfANameThatIsNone() {
    ReadManuscript read = readAll("A_b.snip", "x");

    assertThat(read.manuscript().slug()).isEqualTo("a-b");
    assertThat(read.warnings()).containsExactly("its address is /a-b, out of the name A_b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# Changes\n\nVersion two is here.\n\n:tada: Many thanks to all of you",
        "Read this\n\n:information_source: See the manual\n\n:bulb: Tip of the day",
        "Hi\n\n:-) says the author: hello",
        "Term\n: A definition\n\nLast paragraph.",
        "Release notes\n\n:warning: **Careful** with this.\n\nLast paragraph.",
        "Some Ruby:\n\n```ruby\nfoo(\n:symbol => 1\n)\n```\n\nLast paragraph.",
        "Notes\n\n:date: Friday"
      })
  void readsLinesWithAColonAsTextUnlessTheyAreASnips(String text) {
    Manuscript manuscript = read("a.md", text + "\n");

    assertThat(manuscript.body()).isEqualTo(text);
    assertThat(manuscript.metadata()).isEmpty();
  }

  @Test
  void readsASnipsMetadataInAFileThatIsNotCalledSo() {
    Manuscript manuscript =
        read("a.markdown", "Text\n\n:tada: thanks\n\n:image: a.jpg\n:kind: blog\n");

    assertThat(manuscript.body()).isEqualTo("Text\n\n:tada: thanks");
    assertThat(manuscript.kind()).isEqualTo("blog");
    assertThat(manuscript.metadata()).containsKeys("image", "kind");
  }

  private static Manuscript read(String path, String text) {
    return readAll(path, text).manuscript();
  }

  private static ReadManuscript readAll(String path, String text) {
    return ManuscriptReaders.read(path(path), text.getBytes(StandardCharsets.UTF_8));
  }

  private static SnipPath path(String path) {
    return SnipPath.of(path).orElseThrow();
  }

  @Test
  void takesNoMetadataOutOfCode() {
    String shown =
        """
        How a snip ends:

        ```
        Text.

        :kind: blog
        :draft: true
        ```

        Use ```ticks``` for that.

        That is all.""";

    assertThat(SnipParser.parse(shown, false)).isEqualTo(new Snip(shown, Map.of(), false));
    assertThat(SnipParser.parse(shown + "\n\n:draft: true\n", false))
        .isEqualTo(new Snip(shown, Map.of("draft", true), true));
    // A fence that nobody closes does not make a draft's metadata public.
    assertThat(SnipParser.parse("```\ncode\n\n:draft: true\n", false).metadata())
        .containsEntry("draft", true);
  }
}
