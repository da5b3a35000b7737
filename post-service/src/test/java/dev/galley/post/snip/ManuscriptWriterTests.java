package dev.galley.post.snip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManuscriptWriterTests {

  private static final OffsetDateTime CREATED = OffsetDateTime.parse("2017-11-03T16:33:22.5+01:00");

  @Test
  void writesAPostThatNeverWasAFile() {
    Manuscript post =
        new Manuscript(
            "hello",
            "Hello: there",
            SnipFormat.KRAMDOWN,
            "Some text.",
            "Short",
            List.of("jo"),
            List.of("a", "b"),
            "blog",
            Map.of(),
            URI.create("https://example.org/x"),
            CREATED,
            CREATED,
            "urn:uuid:0190163d-8694-739b-aea5-966c26f8ad91",
            true);

    WrittenManuscript written = ManuscriptWriter.write(ManuscriptWriter.path(post), post);

    assertThat(written.path()).isEqualTo("hello.snip.markdown");
    assertThat(text(written))
        .isEqualTo(
            """
            Some text.

            :page_title: 'Hello: there'
            :kind: blog
            :author: jo
            :tags:
              - a
              - b
            :summary: Short
            :canonical_url: https://example.org/x
            :created_at: 2017-11-03 16:33:22.5 +01:00
            :updated_at: 2017-11-03 16:33:22.5 +01:00
            :entry_id: urn:uuid:0190163d-8694-739b-aea5-966c26f8ad91
            :draft: true
            """);
  }

  @Test
  void changesOnlyWhatWasEditedAndKeepsUnknownNamesInTheirOrder() {
    String file =
        """
        Old text

        :updated_at: 2017-11-03 16:33:22.562636000 +00:00
        :render_as: Blog
        :page_title: Old
        :unknown: 007
        :author: jo
        """;
    Manuscript read = read("a.snip.markdown", file);
    Manuscript edited =
        new Manuscript(
            read.slug(),
            "New",
            read.format(),
            "New text",
            read.summary(),
            read.authors(),
            read.tags(),
            read.kind(),
            read.metadata(),
            read.canonicalUrl(),
            read.createdAt(),
            read.updatedAt(),
            read.entryId(),
            read.draft());

    String written = text(ManuscriptWriter.write("a.snip.markdown", edited));

    assertThat(written).isEqualTo(file.replace("Old", "New"));
  }

  @ParameterizedTest
  @CsvSource({"Beer, draft", "[WIP] Beer, ale"})
  void keepsTitleAndTagsOfWhatIsNoDraftAndSaysSo(String title, String tag) {
    Manuscript read = read("a.md", "---\ntitle: 'Beer'\ntags: [x]\n---\nText");
    Manuscript live =
        new Manuscript(
            read.slug(),
            title,
            read.format(),
            read.body(),
            read.summary(),
            read.authors(),
            List.of("pub", tag),
            read.kind(),
            read.metadata(),
            read.canonicalUrl(),
            read.createdAt(),
            read.updatedAt(),
            read.entryId(),
            false);

    Manuscript again = read("a.md", text(ManuscriptWriter.write("a.md", live)));

    assertThat(again.title()).isEqualTo(title);
    assertThat(again.tags()).containsExactly("pub", tag);
    assertThat(again.draft()).isFalse();
    assertThat(again.metadata()).containsEntry("draft", false);
  }

  @Test
  void writesFrontMatterWhereContentWouldEndASnip() {
    Manuscript post = post("a", "one\n:two\n", Map.of());

    WrittenManuscript written = ManuscriptWriter.write("a.snip.markdown", post);

    assertThat(written.path()).isEqualTo("a.md");
    assertThat(read(written.path(), text(written)).body()).isEqualTo("one\n:two");
    assertThat(read(written.path(), text(written)).format()).isEqualTo(SnipFormat.KRAMDOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "GFM, , a.md",
    "KRAMDOWN, , a.snip.markdown",
    "HTML, , a.snip.html",
    "GFM, b/a.snip.markdown, b/a.snip.markdown",
    "KRAMDOWN, b/a.md, b/a.md",
    "HTML, b/a.md, a.snip.html",
    "GFM, b/a.html, a.md",
  })
  void writesEveryFormatSoThatItReadsTheSame(
      SnipFormat format, @Nullable String origin, String expected) {
    Manuscript post = post("a", "*one*", Map.of(), format);

    WrittenManuscript written =
        ManuscriptWriter.write(origin == null ? ManuscriptWriter.path(post) : origin, post);

    assertThat(written.path()).isEqualTo(expected);
    assertThat(read(written.path(), text(written)).format()).isEqualTo(format);
  }

  @Test
  void writesEveryValueSoThatItReadsTheSame() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("yes", "yes");
    metadata.put("true-text", "true");
    metadata.put("true", true);
    metadata.put("octal", "012");
    metadata.put("number", 12L);
    metadata.put("number-text", "12");
    metadata.put("decimal", 1.5);
    metadata.put("empty", "");
    metadata.put("tilde", "~");
    metadata.put("lines", "a\n\n  b: c\n");
    metadata.put("trailing", "a\n\n\n");
    metadata.put("comment", "a # b");
    metadata.put("quote", "it's \"so\"");
    metadata.put("control", "tab\there\u0007\r\n");
    metadata.put("emoji", "\uD83D\uDE00 – é\u2028");
    metadata.put("released", "2020-01-01");
    metadata.put("symbol", ":blog");
    metadata.put("list", List.of("a", List.of("b", true), Map.of("k", List.of())));
    metadata.put("map", Map.of("x: y", Map.of()));
    metadata.put("odd key: [", "x");
    Manuscript post = post("a", "text", metadata);

    WrittenManuscript written = ManuscriptWriter.write("a.snip.markdown", post);

    assertThat(read(written.path(), text(written)).metadata())
        .containsAllEntriesOf(metadata)
        .containsEntry("page_title", "T");
  }

  @Test
  void writesWhatOnlyJsonCanHoldAsTheNearestText() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("nothing", null);
    metadata.put("int", 1);
    metadata.put("huge", 1e300);
    metadata.put("nulls", Arrays.asList("a", null));

    WrittenManuscript written =
        ManuscriptWriter.write("a.snip.markdown", post("a", "text", metadata));

    assertThat(read(written.path(), text(written)).metadata())
        .containsEntry("nothing", "")
        .containsEntry("int", 1L)
        .containsEntry("huge", "1.0E300")
        .containsEntry("nulls", List.of("a", ""));
  }

  private static Manuscript post(String slug, String body, Map<String, Object> metadata) {
    return post(slug, body, metadata, SnipFormat.KRAMDOWN);
  }

  private static Manuscript post(
      String slug, String body, Map<String, Object> metadata, SnipFormat format) {
    return new Manuscript(
        slug, "T", format, body, null, List.of(), List.of(), "page", metadata, null, null, null,
        null, false);
  }

  private static Manuscript read(String path, String text) {
    return ManuscriptReaders.read(
            SnipPath.of(path).orElseThrow(), text.getBytes(StandardCharsets.UTF_8))
        .manuscript();
  }

  private static String text(WrittenManuscript written) {
    return new String(written.bytes(), StandardCharsets.UTF_8);
  }
}
