package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.galley.event.Author;
import dev.galley.event.OldAddresses;
import dev.galley.event.TagSlugs;
import dev.galley.post.content.Post;
import dev.galley.post.transfer.FileReport.Outcome;
import dev.galley.post.transfer.archive.RefusedArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ghost-5.130.json} was made by Ghost 5.130.6 itself; columns nobody reads are left out. */
class GhostImportTests {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-29T12:00:00Z"), ZoneOffset.UTC);

  /** The real export, brought in once. */
  @AutoClose private static Importing importing;

  private static ImportReport report;

  /** For what tests bring in themselves. */
  @AutoClose private final Importing other = new Importing(CLOCK);

  @BeforeAll
  static void bringIn() throws IOException {
    importing = new Importing(CLOCK);
    report = bring(importing, export());
  }

  @Test
  void bringsInWhatIsPublicAndKeepsTheRestFromReaders() {
    assertThat(report.engine()).isEqualTo("Ghost");
    assertThat(report.totals())
        .extracting(
            ImportReport.Totals::files,
            ImportReport.Totals::created,
            ImportReport.Totals::published,
            ImportReport.Totals::pages)
        .containsExactly(45, 45, 38, 2);
    assertThat(reasons("a-draft", report)).contains("stays a draft: the file says status: draft");
    assertThat(reasons("scheduled", report))
        .anyMatch(reason -> reason.matches("goes out later: date: .* is in the future"));
    assertThat(reasons("only-mailed", report))
        .contains("stays a draft: the file says status: sent, as a newsletter only");
    assertThat(reasons("for-members", report))
        .contains("stays a draft: the file says visibility: members");
    assertThat(reasons("for-paying-ones", report))
        .contains("stays a draft: the file says visibility: paid");
    assertThat(reasons("paywall-in-public", report))
        .contains("stays a draft: the file says protected: what is behind its paywall");
    assertThat(all(importing))
        .filteredOn(post -> post.live().isPresent())
        .hasSize(38)
        .noneMatch(post -> post.working().body().contains("SECRET"))
        .noneMatch(post -> post.working().body().contains("ONLYINMAIL"));
    assertThat(reasons("a-gated-html-card", report))
        .containsExactly("a part that was not for everybody was left out");
    assertThat(reasons("with-injected-code", report)).hasSize(2);
  }

  @Test
  void keepsDatesAuthorsTagsAndWhatIsSaidOfAPost() {
    Post old = post("paragraphs-and-formats");
    assertThat(old.createdAt()).isEqualTo("2023-01-01T08:30:01Z");
    assertThat(post("two-authors").live().orElseThrow().authors())
        .containsExactly(new Author("jane", "Jane Doe"), new Author("ursula", "Ürsula Öst"));
    assertThat(post("many-tags").working().tags()).containsExactly("Getting Started", "C#", "日本");
    assertThat(post("many-tags").working().metadata())
        .containsEntry("internal_tags", List.of("#internal-only"));
    assertThat(post("excerpt-and-meta").working().summary()).isEqualTo("My own excerpt");
    assertThat(post("about-us").working().kind()).isEqualTo("page");
    assertThat(post("archive-page").working().metadata())
        .containsEntry(OldAddresses.KEY, List.of("/archive/"));
  }

  @Test
  void writesTextsAndCards() {
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

  /** What each card says, beside what it looks like in Ghost. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a-bookmark | The Book | What it is about | An Author · A Publisher | feature.png",
        "a-button | (https://example.org/press) | Press | Press | Press",
        "a-call-to-action | SPONSORED | Act now | Learn more | https://example.org/cta",
        "a-callout | > 💡 Mind the | **gap** | gap | gap",
        "a-file | paper.pdf | The paper | All details | /content/files/2026/11/paper.pdf",
        "a-gallery | <figure> | g one | gallery-2.png | <figcaption>Both of them</figcaption>",
        "a-header-card | ## Big words | Smaller words | Go | https://example.org/go",
        "a-product | ★★★★☆ | Does things | Buy | #### Thing",
        "a-signup-card | Join | Sign up here | Every week | No spam",
        "a-toggle | <details> | <summary>What is inside?</summary> | The inside | <li>item</li>",
        "a-video | <video src=\"https://example.org/v.mp4\" | loop | poster= | Moving",
        "an-audio | <audio src= | sound.mp3 | controls | A song",
        "an-embed-of-youtube | https://www.youtube.com/embed/abc | A film | iframe | figure",
        "an-html-card | <div class=\"mine\"> | cell | Inside | Above",
        "code-block | println!(&quot;&lt;hi&gt; &amp; bye&quot;) | language-rust | ``` | caption",
        "headings-of-all-sizes | # Heading 1 | ###### Heading 6 | Text under heading 3 | Heading",
        "mail-parts | On the web | Still on the web | web | web",
        "quote-and-aside | > A quoted line | > An aside line | quoted | aside",
      })
  void saysWhatACardSays(String slug, String a, String b, String c, String d) {
    assertThat(post(slug).working().body()).contains(a, b, c, d);
  }

  @Test
  void changesNothingTheSecondTime() throws IOException {
    Map<String, Long> revisions = new LinkedHashMap<>();
    all(importing).forEach(post -> revisions.put(post.id(), post.revision()));

    ImportReport again = bring(importing, export());

    assertThat(again.files())
        .allSatisfy(file -> assertThat(file.outcome()).isEqualTo(Outcome.UNCHANGED));
    assertThat(all(importing))
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
                Importing.PNG,
                "site/content/images/content/images/deep.png",
                Importing.PNG,
                "site/content/images/size/w600/2026/11/feature.png",
                Importing.PNG,
                "site/content/themes/casper/images/of-the-theme.png",
                Importing.PNG,
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

    ImportReport result = bring(other, zip);

    assertThat(other.assets.names())
        .containsExactly(
            "images/content/images/2026/11/feature.png",
            "images/content/images/content/images/deep.png");
    assertThat(result.totals().skipped()).isEqualTo(4);
    assertThat(result.files())
        .filteredOn(file -> file.outcome() == Outcome.REJECTED)
        .extracting(FileReport::path, FileReport::reason)
        .containsExactly(
            tuple(
                "site/content/files/2026/11/notes.docx", "not a kind of file that is served here"),
            tuple("site/data/older.json", "another export; import it by itself"));
    assertThat(post(other, "feature-image-with-caption").working().body())
        .contains("src=\"/images/content/images/2026/11/feature.png\"", "<em>caption</em>");
    assertThat(OldAddresses.in(post(other, "lists-in-lists").working().metadata()))
        .containsExactly("former", "blog/2023/lists-in-lists");
    assertThat(result.notes())
        .contains("1 redirects are patterns or lead elsewhere, and are not made here");
    assertThat(reasons("image-with-caption", result))
        .contains("there is no picture /content/images/2026/11/inline-one.png");
  }

  /** The HTML of a card that Ghost shows to members, and what it shows of a post elsewhere. */
  @Test
  void keepsPicturesAsPrivateAsWhatTheyBelongTo() throws IOException {
    String card =
        "{'type':'image','src':'/content/images/card.png','visibility':{'web':{'nonMember':false}}}";
    String document =
        "{'root':{'children':[" + card + ",{'type':'image','src':'/content/images/shown.png'}]}}";
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(
        "data/x.json",
        posts(
            "{'id':1,'title':'Open','slug':'open','status':'published','lexical':'"
                + within(document)
                + "'}",
            "{'id':2,'title':'Paid','slug':'paid','status':'published','visibility':'paid','html':"
                + "'<p>x</p>','feature_image':'/content/images/feature.png',"
                + "'og_image':'/content/images/og.png'}"));
    for (String name : List.of("card", "shown", "feature", "og")) {
      files.put("content/images/" + name + ".png", Importing.PNG);
    }

    bring(other, Zips.of(files));

    assertThat(other.assets.names()).hasSize(4).noneMatch(other.files::isShared);
    assertThat(post(other, "open").live().orElseThrow().body())
        .isEqualTo("![](/images/content/images/shown.png)");
    assertThat(post(other, "paid").live()).isEmpty();
  }

  /** A large site comes in parts, its pictures first. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "content/images/2026/11/",
        "content/files/",
        "old/content/media/",
        "wp-content/uploads/2026/"
      })
  void sharesNoPicturesThatComeBeforeTheirTexts(String folder) throws IOException {
    bring(other, Zips.of(Map.of(folder + "a.png", Importing.PNG)));

    assertThat(other.assets.names()).hasSize(1).noneMatch(other.files::isShared);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "html | A <!--members-only--> HID",
        "markdown | A <!-- members-only --> HID",
        "html | A <!--kg-gated-block:begin nonMember:false --> HID",
      })
  void keepsADraftWhatIsNotForEverybodyInAWrittenCard(String card, String text) throws IOException {
    ImportReport result = bring(other, cards("'" + card + "',{'" + card + "':'" + text + "'}"));

    assertThat(post(other, "x").live()).isEmpty();
    assertThat(post(other, "x").working().body()).contains("A", "HID");
    assertThat(reasons("x", result))
        .contains("stays a draft: the file says protected: what is behind its paywall");
  }

  /** Ghost looks for their marks in all of what it rendered. */
  @Test
  void leavesOutWhatIsBetweenTheMarksOfAGate() throws IOException {
    ImportReport result =
        bring(
            other,
            cards(
                "'html',{'html':'<p>A</p><!-- kg-gated-block:begin nonMember:false -->'}",
                "'markdown',{'markdown':'HID'}",
                "'html',{'html':'<!--kg-gated-block:end--><p>B</p>'}",
                "'html',{'html':'<!--kg-gated-block:begin nonMember:true memberSegment:x -->C"
                    + "<!--kg-gated-block:end-->'}"));

    assertThat(post(other, "x").live().orElseThrow().body()).isEqualTo("A\n\nB\n\nC");
    assertThat(reasons("x", result))
        .containsExactly("a part that was not for everybody was left out");
  }

  private static byte[] cards(String... cards) {
    StringBuilder sections = new StringBuilder();
    for (int i = 0; i < cards.length; i++) {
      sections.append(i == 0 ? "" : ",").append("[10,").append(i).append(']');
    }
    String document =
        "{'version':'0.3.1','cards':[["
            + String.join("],[", cards)
            + "]],'sections':["
            + sections
            + "]}";
    return posts(
        "{'id':1,'title':'X','slug':'x','status':'published','mobiledoc':'"
            + within(document)
            + "'}");
  }

  private static String within(String json) {
    return json.replace("'", "\\\"");
  }

  private static byte[] posts(String... posts) {
    String all = "{'db':[{'meta':{},'data':{'posts':[" + String.join(",", posts) + "]}}]}";
    return text(all.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource({"is_private, 'true', 0", "isPrivate, true, 0", "is_private, false, 1"})
  void publishesNothingOfASiteBehindAPassword(String key, String value, int published)
      throws IOException {
    ImportReport result =
        bring(
            other,
            text(
                """
                {"meta":{"exported_on":1388318311015,"version":"5"},
                 "data":{"posts":[{"id":1,"title":"A","slug":"a","status":"published","html":"x"}],
                  "settings":[{"key":"title","value":"T"},{"key":"%s","value":"%s"}]}}
                """
                    .formatted(key, value)));

    assertThat(result.totals().published()).isEqualTo(published);
    assertThat(reasons("a", result).toString().contains("private: all of the site"))
        .isEqualTo(published == 0);
  }

  @Test
  void readsWhatFirstVersionsExported() throws IOException {
    ImportReport result =
        bring(
            other,
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
                  {"id":8,"title":"Mixed","slug":"mixed","status":"published","mobiledoc":
                   "{\\"version\\":\\"0.3.1\\",\\"cards\\":[[\\"markdown\\",{\\"markdown\\":\\"*a*\\"}],[\\"html\\",{\\"html\\":\\"<video src='v.mp4'></video>\\\\n\\\\n<details><summary>s</summary>\\\\n\\\\n<b>d</b></details>\\"}]],\\"sections\\":[[10,0],[10,1]]}"},
                  {"id":7,"title":"Odd","slug":"odd","status":"published","lexical":
                   "{\\"root\\":{\\"children\\":[{\\"type\\":\\"nft\\",\\"url\\":\\"x\\"}]}}"}],
                  "tags":[{"id":3,"name":"News","slug":"news"},{"id":4,"name":"New in v1.0","slug":"new"},
                   {"id":5,"name":"#Hidden","slug":"hash-hidden"}],"users":[{"id":1,"name":"Ann"}],
                  "posts_tags":[{"id":1,"post_id":5,"tag_id":3},{"id":2,"post_id":5,"tag_id":4},
                   {"id":3,"post_id":5,"tag_id":5}]}}
                """));

    assertThat(result.totals().published()).isEqualTo(3);
    Post old = post(other, "old");
    assertThat(old.working().body()).isEqualTo("![](/content/images/a.png)\n\nSome *text*");
    assertThat(old.createdAt()).isEqualTo("2013-12-30T11:58:30Z");
    assertThat(old.working().authors()).containsExactly("ann");
    assertThat(old.working().tags()).containsExactly("News", "New in v1.0");
    assertThat(old.live().orElseThrow().metadata())
        .containsEntry(TagSlugs.KEY, Map.of("new", "New in v1.0"));
    assertThat(post(other, "new").working().body()).isEqualTo("shown");
    assertThat(post(other, "new").working().kind()).isEqualTo("page");
    assertThat(post(other, "mixed").working().body())
        .startsWith("*a*\n\n<div><video src=\"v.mp4\"></video>")
        .endsWith("<b>d</b></details>\n</div>")
        .doesNotContain("</video>\n\n", "</summary>\n\n");
    assertThat(reasons("odd", result))
        .contains("stays a draft: the file says hidden: cards without a meaning here: nft");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'posts':null", "'posts':[]", "'tags':[]"})
  void saysThatThereAreNoPosts(String tables) throws IOException {
    String export = "{'db':[{'meta':{},'data':{" + tables + "}}]}";

    assertThat(bring(other, text(export.replace('\'', '"'))).notes())
        .contains("there are no posts in this export: its list of them is empty or missing");
  }

  @Test
  void writesGalleriesAsGhostShowsThem() throws IOException {
    ImportReport result =
        bring(
            other,
            cards(
                "'gallery',{'images':[{'src':'/a.png','caption':'<b>One</b>'},"
                    + "{'src':'/b.png','href':'/c'}],'caption':'Both'}"));

    assertThat(post(other, "x").working().body())
        .isEqualTo(
            "<figure><img src=\"/a.png\" alt=\"\">\n<a href=\"/c\"><img src=\"/b.png\" alt=\"\"></a>"
                + "<figcaption>Both</figcaption></figure>");
    assertThat(reasons("x", result))
        .contains("Ghost shows no captions within a gallery; left out was: One");
  }

  @Test
  void changesLinksBehindCodeThatHoldsAFence() throws IOException {
    bring(
        other,
        cards(
            "'markdown',{'markdown':'*a*'}",
            "'code',{'code':'```js\\\\nx','caption':'C'}",
            "'markdown',{'markdown':'[b](/x/)'}"));

    assertThat(post(other, "x").working().body()).startsWith("*a*").endsWith("[b](/x)");
  }

  @Test
  void refusesAnExportThatIsCutOffAsAWhole() throws IOException {
    byte[] whole = export();
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);

    assertThatThrownBy(() -> bring(other, cut))
        .isInstanceOf(RefusedArchive.class)
        .hasMessageContaining("an export that cannot be read");
    assertThat(all(other)).isEmpty();
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

    ImportReport result =
        bring(
            other,
            text(
                "{\"db\":[{\"meta\":{},\"data\":{\"posts\":[{\"id\":1,\"title\":\"a\",\"slug\":\"a\","
                    + "\"status\":\"published\",\"mobiledoc\":\""
                    + document
                    + "\"}]}}]}"));

    assertThat(result.files().get(0).outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.files().get(0).reason()).startsWith("larger than");
  }

  private static ImportReport bring(Importing importing, byte[] file) throws IOException {
    return importing.bring(file, new ImportingArchives.Options(true, false, "example.org"));
  }

  private static List<Post> all(Importing importing) {
    List<Post> all = new ArrayList<>();
    importing.posts.forEach((post, source) -> all.add(post));
    return all;
  }

  private static Post post(String slug) {
    return post(importing, slug);
  }

  private static Post post(Importing importing, String slug) {
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
