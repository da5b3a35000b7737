package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.galley.event.OldAddresses;
import dev.galley.post.content.Post;
import dev.galley.post.transfer.FileReport.Outcome;
import dev.galley.post.transfer.archive.RefusedArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ghost-5.130.json} was made by Ghost 5.130.6 itself; columns nobody reads are left out. */
class GhostImportTests {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-29T12:00:00Z"), ZoneOffset.UTC);

  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  @TempDir private Path folder;
  private Importing importing;

  @BeforeEach
  void open() {
    importing = new Importing(folder, CLOCK);
  }

  @AfterEach
  void close() {
    importing.close();
  }

  @Test
  void bringsInWhatIsPublicAndKeepsTheRestFromReaders() throws IOException {
    ImportReport report = bring(export());

    assertThat(report.engine()).isEqualTo("Ghost");
    assertThat(report.totals())
        .extracting(
            ImportReport.Totals::files,
            ImportReport.Totals::created,
            ImportReport.Totals::published,
            ImportReport.Totals::pages)
        .containsExactly(25, 25, 19, 1);
    assertThat(reasons("a-draft", report)).contains("stays a draft: the file says status: draft");
    assertThat(reasons("scheduled", report))
        .contains("stays a draft: the file says status: scheduled");
    assertThat(reasons("only-mailed", report))
        .contains("stays a draft: the file says status: sent, as a newsletter only");
    assertThat(reasons("for-members", report))
        .contains("stays a draft: the file says visibility: members");
    assertThat(reasons("for-paying-ones", report))
        .contains("stays a draft: the file says visibility: paid");
    assertThat(reasons("paywall-in-public", report))
        .contains("stays a draft: the file says protected: what is behind its paywall");
    assertThat(all())
        .filteredOn(post -> post.live().isPresent())
        .hasSize(19)
        .noneMatch(post -> post.working().body().contains("SECRET"))
        .noneMatch(post -> post.working().body().contains("ONLYINMAIL"));
    assertThat(reasons("a-gated-html-card", report))
        .containsExactly("a part that was not for everybody was left out");
    assertThat(reasons("with-injected-code", report)).hasSize(2);
  }

  @Test
  void keepsDatesAuthorsTagsAndWhatIsSaidOfAPost() throws IOException {
    bring(export());

    Post old = post("paragraphs-and-formats");
    assertThat(old.createdAt()).isEqualTo("2023-01-01T08:30:01Z");
    assertThat(post("two-authors").working().authors()).containsExactly("jane-doe", "ursula-ost");
    assertThat(post("many-tags").working().tags()).containsExactly("Getting Started", "C#", "日本");
    assertThat(post("many-tags").working().metadata())
        .containsEntry("internal_tags", List.of("#internal-only"));
    assertThat(post("excerpt-and-meta").working().summary()).isEqualTo("My own excerpt");
    assertThat(post("about-us").working().kind()).isEqualTo("page");
    assertThat(post("archive-page").working().metadata())
        .containsEntry(OldAddresses.KEY, List.of("/archive/"));
  }

  @Test
  void writesTextsAndCards() throws IOException {
    bring(export());

    assertThat(post("paragraphs-and-formats").working())
        .satisfies(
            content -> {
              assertThat(content.format()).isEqualTo("gfm");
              assertThat(content.body())
                  .startsWith("Plain, **bold**, *italic*, ***both* and bold again**");
            });
    assertThat(post("lists-in-lists").working().body())
        .isEqualTo("- one\n  - one a\n  - one b\n- **two** strong\n\n1. first\n2. second");
    assertThat(post("links-everywhere").working().body())
        .contains("(https://example.org/a?b=1&c=2)", "(/lists-in-lists)", "(/about-us#team)");
    assertThat(post("only-markdown").working().body())
        .startsWith("# A heading\n\nSome *emphasis* and `code`.\n\n- a\n- b\n\n| a | b |");
    assertThat(post("markdown-among-others").working().body())
        .isEqualTo("First a paragraph\n\nThen *markdown* with\n\n1. one\n2. two\n\nand a last one");
    assertThat(post("mobiledoc-text").working().body())
        .startsWith("## Mobile heading\n\nPlain **bold *both* bold**");
    assertThat(post("mobiledoc-cards").working().body())
        .contains(
            "Mobile caption",
            "x &lt; y",
            "mobile html",
            "🔥 Hot",
            "<summary>MT</summary>",
            "https://player.vimeo.com/video/1",
            "https://example.org/mk",
            "MG");
  }

  @Test
  void changesNothingTheSecondTime() throws IOException {
    bring(export());
    Map<String, Long> revisions = new LinkedHashMap<>();
    all().forEach(post -> revisions.put(post.id(), post.revision()));

    ImportReport again = bring(export());

    assertThat(again.files())
        .allSatisfy(file -> assertThat(file.outcome()).isEqualTo(Outcome.UNCHANGED));
    assertThat(all())
        .allSatisfy(post -> assertThat(post.revision()).isEqualTo(revisions.get(post.id())));
  }

  @Test
  void takesPicturesAddressesAndRedirectsFromBesideTheExport() throws IOException {
    byte[] zip =
        Zips.of(
            Map.of(
                "site/data/my.ghost.2026-11-29.json",
                export(),
                "site/content/images/2026/11/feature.png",
                PNG,
                "site/content/images/size/w600/2026/11/feature.png",
                PNG,
                "site/content/themes/casper/images/of-the-theme.png",
                PNG,
                "site/content/files/2026/11/notes.docx",
                text("x"),
                "site/data/older.json",
                text("{\"db\":[{\"meta\":{},\"data\":{\"posts\":[]}}]}"),
                "site/content/settings/routes.yaml",
                text("collections:\n  /blog/:\n    permalink: /blog/{year}/{slug}/\n"),
                "site/content/data/redirects.json",
                text(
                    """
                    [{"from": "^\\\\/former\\\\/?$", "to": "/blog/2023/lists-in-lists/"},
                     {"from": "/p/(.*)", "to": "/$1"}]
                    """)));

    ImportReport report = bring(zip);

    assertThat(importing.assets.paths())
        .containsExactly("images/content/images/2026/11/feature.png");
    assertThat(report.totals().skipped()).isEqualTo(4);
    assertThat(report.files())
        .filteredOn(file -> file.outcome() == Outcome.REJECTED)
        .extracting(FileReport::path, FileReport::reason)
        .containsExactly(
            tuple(
                "site/content/files/2026/11/notes.docx", "not a kind of file that is served here"),
            tuple("site/data/older.json", "another export; import it by itself"));
    assertThat(post("feature-image-with-caption").working().body())
        .contains("src=\"/images/content/images/2026/11/feature.png\"", "<em>caption</em>");
    assertThat(OldAddresses.in(post("lists-in-lists").working().metadata()))
        .containsExactly("former", "blog/2023/lists-in-lists");
    assertThat(report.notes())
        .contains("1 redirects are patterns or lead elsewhere, and are not made here");
    assertThat(reasons("image-with-caption", report))
        .contains("there is no picture /content/images/2026/11/inline-one.png");
  }

  @Test
  void readsWhatFirstVersionsExported() throws IOException {
    ImportReport report =
        bring(
            text(
                """
                {"meta":{"exported_on":1388318311015,"version":"000"},
                 "data":{"posts":[
                  {"id":5,"title":"Old","slug":"old","markdown":"Some *text*","html":"<p>x</p>",
                   "image":"/content/images/a.png","page":0,"status":"published","author_id":1,
                   "created_at":1388318310000,"published_at":1388404710000},
                  {"id":6,"title":"New","slug":"new","mobiledoc":"{broken","html":
                   "<p>shown</p><!--kg-gated-block:begin nonMember:false -->HID<!--kg-gated-block:end-->",
                   "page":true,"status":"published"},
                  {"id":7,"title":"Odd","slug":"odd","status":"published","lexical":
                   "{\\"root\\":{\\"children\\":[{\\"type\\":\\"nft\\",\\"url\\":\\"x\\"}]}}"}],
                  "tags":[{"id":3,"name":"News","slug":"news"}],"users":[{"id":1,"name":"Ann"}],
                  "posts_tags":[{"id":1,"post_id":5,"tag_id":3}]}}
                """));

    assertThat(report.totals().published()).isEqualTo(2);
    Post old = post("old");
    assertThat(old.working().body()).isEqualTo("![](/content/images/a.png)\n\nSome *text*");
    assertThat(old.createdAt()).isEqualTo("2013-12-30T11:58:30Z");
    assertThat(old.working().authors()).containsExactly("ann");
    assertThat(old.working().tags()).containsExactly("News");
    assertThat(post("new").working().body()).isEqualTo("shown");
    assertThat(post("new").working().kind()).isEqualTo("page");
    assertThat(reasons("odd", report))
        .contains("stays a draft: the file says hidden: cards without a meaning here: nft");
  }

  @Test
  void refusesAnExportThatIsCutOffAsAWhole() throws IOException {
    byte[] whole = export();
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);

    assertThatThrownBy(() -> bring(cut))
        .isInstanceOf(RefusedArchive.class)
        .hasMessageContaining("an export that cannot be read");
    assertThat(all()).isEmpty();
  }

  /** One card of a megabyte, a thousand times. */
  @Test
  void endsATextThatIsMadeOfOnePartOverAndOver() throws IOException {
    String sections = "[10,0],".repeat(1000) + "[10,0]";
    String document =
        "{\\\"version\\\":\\\"0.3.1\\\",\\\"cards\\\":[[\\\"html\\\",{\\\"html\\\":\\\""
            + "x".repeat(1_000_000)
            + "\\\"}]],\\\"sections\\\":["
            + sections
            + "]}";

    ImportReport report =
        bring(
            text(
                "{\"db\":[{\"meta\":{},\"data\":{\"posts\":[{\"id\":1,\"title\":\"a\",\"slug\":\"a\","
                    + "\"status\":\"published\",\"mobiledoc\":\""
                    + document
                    + "\"}]}}]}"));

    assertThat(report.files().get(0).outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(report.files().get(0).reason()).startsWith("larger than");
  }

  private ImportReport bring(byte[] file) throws IOException {
    return importing.bring(file, new ImportingArchives.Options(true, false, "example.org"));
  }

  private List<Post> all() {
    List<Post> all = new ArrayList<>();
    importing.posts.forEach((post, source) -> all.add(post));
    return all;
  }

  private Post post(String slug) {
    return importing.posts.findBySlug(slug).orElseThrow();
  }

  private static List<String> reasons(String slug, ImportReport report) {
    return report.files().stream()
        .filter(file -> slug.equals(file.slug()))
        .findFirst()
        .orElseThrow()
        .warnings();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] export() {
    try (InputStream in = GhostImportTests.class.getResourceAsStream("ghost/ghost-5.130.json")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
