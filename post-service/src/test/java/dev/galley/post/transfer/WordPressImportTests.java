package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.event.Author;
import dev.galley.event.OldAddresses;
import dev.galley.event.TagSlugs;
import dev.galley.post.content.Post;
import dev.galley.post.content.Schedule;
import dev.galley.post.engine.SiteExport.Comment;
import dev.galley.post.transfer.FileReport.Outcome;
import dev.galley.post.transfer.archive.RefusedArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code wordpress-6.1.xml} was made by WordPress 6.1.9 itself; metadata nobody reads is left out.
 */
class WordPressImportTests {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-29T12:00:00Z"), ZoneOffset.UTC);

  private static final String STRAND = "wp-content/uploads/2020/03/strand.jpg";

  private static final String PUBLIC =
      "<title>X</title><wp:post_id>7</wp:post_id><wp:post_name>x</wp:post_name>"
          + "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
          + "<wp:post_date>2020-01-02 03:04:05</wp:post_date>";

  @AutoClose private final Importing importing = new Importing(CLOCK);

  @Test
  void publishesWhatIsPublicAndSaysWhatIsNot() throws IOException {
    ImportReport report = bring(Map.of("site.xml", export()));

    assertThat(report.engine()).isEqualTo("WordPress");
    assertThat(report.totals())
        .extracting(
            ImportReport.Totals::files,
            ImportReport.Totals::created,
            ImportReport.Totals::published,
            ImportReport.Totals::pages)
        .containsExactly(18, 18, 12, 2);
    assertThat(warnings("draft", report)).contains("stays a draft: the file says status: draft");
    assertThat(warnings("private", report))
        .contains("stays a draft: the file says status: private");
    assertThat(warnings("password", report))
        .contains("stays a draft: the file says protected: with a password");
    assertThat(warnings("future", report))
        .contains("goes out later: date: 2031-01-01T10:00+01:00 is in the future");
    assertThat(post("future").schedule())
        .extracting(Schedule::localAt)
        .isEqualTo(OffsetDateTime.parse("2031-01-01T10:00+01:00"));
    assertThat(warnings("work", report)).anyMatch(warning -> warning.contains("type portfolio"));
    assertThat(warnings("unknown-shortcode", report))
        .contains("a tag without a meaning here: [contact-form-7 id=\"12\" title=\"Form\"]");
    assertThat(report.notes())
        .contains(
            "entries that are no posts, by their type or state:"
                + " attachment (2), trash (1), wp_block (1)");
    importing.posts.forEach(
        (post, source) ->
            assertThat(new String(source, StandardCharsets.UTF_8)).doesNotContain("hunter2"));
  }

  @Test
  void keepsAddressesDatesAuthorsAndTags() throws IOException {
    bring(Map.of("site.xml", export()));

    Post renamed = post("new-name");
    assertThat(renamed.working().metadata())
        .containsEntry(OldAddresses.KEY, List.of("/2020/05/25/old-name/", "/2020/05/25/new-name/"));
    assertThat(renamed.entryId()).isEqualTo("tag:example.org,2020-05-25:/new-name");
    assertThat(post("simple").createdAt()).isEqualTo("2020-02-02T22:30:00Z");
    assertThat(post("simple").working().authors()).containsExactly("admin");
    assertThat(post("simple").working().tags()).containsExactly("größe", "CI/CD & C#");
    assertThat(post("simple").live().orElseThrow().metadata())
        .containsEntry(TagSlugs.KEY, Map.of("grose", "größe", "ci-cd-c", "CI/CD & C#"));
    assertThat(post("about-team").working().kind()).isEqualTo("page");
    assertThat(post("other-team").working().metadata())
        .containsEntry(OldAddresses.KEY, List.of("/other/team/"));
    assertThat(post("sticky-with-excerpt").working().summary()).isEqualTo("The excerpt & more");
  }

  @Test
  void writesClassicTextsAndBlocks() throws IOException {
    bring(Map.of("site.xml", export()));

    assertThat(post("simple").working().body())
        .isEqualTo(
            "First paragraph.  \nSecond line.\n\n"
                + "Third **paragraph** with *words* \\& ampersand.");
    assertThat(post("simple").working().format()).isEqualTo("gfm");
    assertThat(post("b-footnotes").working().body())
        .contains("<li id=\"abc-1\">The <em>note</em>. <a href=\"#abc-1-link\">↩︎</a></li>");
    assertThat(post("b-reusable-good").working().body()).isEqualTo("Shared words.");
    assertThat(post("links").working().body())
        .startsWith("[by number](/simple) [team](/about-team)");
  }

  @Test
  void bringsPicturesThatLieBesideItAndNamesTheOthers() throws IOException {
    ImportReport report = bring(Map.of("site.xml", export(), STRAND, Importing.PNG));

    assertThat(report.assets().stored()).isOne();
    assertThat(post("b-image").working().body())
        .contains("![Strand](/images/" + STRAND + ")")
        .contains("src=\"https://example.org/wp-content/uploads/2020/03/berg.jpg\"");
    assertThat(warnings("b-image", report))
        .contains("there is no picture https://example.org/wp-content/uploads/2020/03/berg.jpg");
    assertThat(post("caption").working().body())
        .contains(
            "<figure class=\"alignright\"><a href=\"/images/"
                + STRAND
                + "\"><img src=\"/images/"
                + STRAND
                + "\" alt=\"Strand\" width=\"300\" height=\"200\"></a>"
                + "<figcaption>The <em>beach</em></figcaption>");
    assertThat(post("sticky-with-excerpt").working().body()).contains("/images/" + STRAND);
  }

  @Test
  void handsOnWhatReadersSaid() throws IOException {
    ImportReport report = bring(Map.of("site.xml", export()));

    assertThat(report.comments())
        .extracting(Comment::author, Comment::state, Comment::parent, Comment::text)
        .first()
        .isEqualTo(
            org.assertj.core.groups.Tuple.tuple("Reader", "approved", "0", "Nice <b>post</b>"));
    assertThat(report.comments()).noneMatch(comment -> comment.author().equals("Spam"));
  }

  @Test
  void changesNothingTheSecondTimeAlsoInPartsThatOverlap() throws IOException {
    bring(Map.of("site.xml", export()));

    ImportReport again = bring(Map.of("one.xml", export(), "two.xml", export()));

    assertThat(again.totals().unchanged()).isEqualTo(18);
    assertThat(again.files()).allMatch(file -> file.outcome() == Outcome.UNCHANGED);
    assertThat(again.notes()).anyMatch(note -> note.contains("the same again (18)"));
  }

  @Test
  void changesNothingWhereOnePartIsImportedAgainAlone() throws IOException {
    String link = "<p>As <a href=\"https://old.example/2019/05/y/\">said</a></p>";
    byte[] one = part("<link>https://old.example/2020/01/x/</link>" + PUBLIC + encoded(link));
    byte[] two =
        part(
            "<link>https://old.example/2019/05/y/</link>"
                + PUBLIC.replace(">7<", ">8<").replace(">x<", ">y<")
                + encoded("Words"));
    bring(Map.of("one.xml", one, "two.xml", two));
    assertThat(post("x").working().body()).isEqualTo("As [said](/y)");

    ImportReport again = bring(one);

    assertThat(again.files()).allMatch(file -> file.outcome() == Outcome.UNCHANGED);
    assertThat(post("x").working().body()).isEqualTo("As [said](/y)");
  }

  @ParameterizedTest
  @CsvSource({
    "The excerpt, For engines, The excerpt",
    "'', For <b>engines</b>, For engines",
    "'', %%title%% %%sep%%,"
  })
  void summarisesAPostAsSearchEnginesWereTold(String excerpt, String told, String summary)
      throws IOException {
    bring(
        rss(
            "<excerpt:encoded xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\">"
                + excerpt
                + "</excerpt:encoded>"
                + "<wp:postmeta><wp:meta_key>_yoast_wpseo_metadesc</wp:meta_key><wp:meta_value><![CDATA["
                + told
                + "]]></wp:meta_value></wp:postmeta>"
                + PUBLIC
                + encoded("Text")));

    assertThat(post("x").working().summary()).isEqualTo(summary);
  }

  @Test
  void knowsItsPicturesWhereJetpackServedThem() throws IOException {
    byte[] export =
        part(
            PUBLIC
                + encoded(
                    "<img src=\"https://i0.wp.com/old.example/wp-content/uploads/2020/03/a.png?ssl=1\">"
                        + "<img src=\"https://i0.wp.com/other.example/b.png?ssl=1\">"));

    bring(Map.of("site.xml", export, "wp-content/uploads/2020/03/a.png", Importing.PNG));

    assertThat(post("x").working().body())
        .contains(
            "/images/wp-content/uploads/2020/03/a.png)", "https://i0.wp.com/other.example/b.png");
  }

  /** Their addresses are the post's with a number behind. */
  @Test
  void leadsFromThePagesOfATextToThePost() throws IOException {
    bring(
        part(
            "<link>https://old.example/2020/01/x/</link>"
                + PUBLIC
                + encoded(
                    "One\n<!--nextpage-->\nTwo <!--nextpage-->"
                        + "<a href=\"https://old.example/2020/01/x/2/\">Back</a>")));

    assertThat(post("x").working().body()).isEqualTo("One\n\nTwo\n\n[Back](/x)");
    assertThat(OldAddresses.in(post("x").working().metadata()))
        .containsExactly("2020/01/x/2", "2020/01/x/3", "2020/01/x");
  }

  /** As its sanitize_title makes them; a list of posts may have a name that no post may have. */
  @ParameterizedTest
  @CsvSource({
    "editor, editor",
    "Jane.Doe@x.com, jane-doex-com",
    "jane_doe, jane-doe",
    "Ünal A, unal-a"
  })
  void keepsTheAddressesOfAuthorsLists(String login, String slug) throws IOException {
    bring(
        rss(
            "<dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
                + login
                + "</dc:creator>"
                + PUBLIC
                + encoded("Text")));

    assertThat(post("x").live().orElseThrow().authors())
        .extracting(Author::slug)
        .containsExactly(slug);
  }

  @Test
  void keepsThePicturesThatOnlyAnotherPartNames() throws IOException {
    byte[] files = part(attachment(21, "a.png") + "</item><item>" + attachment(22, "b.png"));
    byte[] texts =
        part(
            "<link>https://old.example/2020/01/x/</link>"
                + PUBLIC
                + "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
                + "<wp:meta_value>21</wp:meta_value></wp:postmeta>"
                + encoded("Words [gallery ids=\"22\"]"));
    bring(Map.of("files.xml", files, "texts.xml", texts));
    String body = post("x").working().body();
    assertThat(body).contains("uploads/a.png", "uploads/b.png", "Of a.png");

    ImportReport again = bring(texts);

    assertThat(again.files()).allMatch(file -> file.outcome() == Outcome.UNCHANGED);
    assertThat(post("x").working().body()).isEqualTo(body);
  }

  @Test
  void saysThatAFeaturedImageIsInAnotherPart() throws IOException {
    ImportReport report =
        bring(
            part(
                "<link>https://old.example/2020/01/x/</link>"
                    + PUBLIC
                    + "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
                    + "<wp:meta_value>21</wp:meta_value></wp:postmeta>"
                    + encoded("Words")));

    assertThat(warnings("x", report))
        .contains("its featured image is not in this export: import all parts of it in one zip");
  }

  private static String attachment(int id, String name) {
    return "<title>A</title><wp:post_id>%1$d</wp:post_id><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status><wp:attachment_url>https://old.example/wp-content/uploads/%2$s</wp:attachment_url><wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>Of %2$s</wp:meta_value></wp:postmeta>"
        .formatted(id, name);
  }

  @Test
  void saysWhereAnExportIsBrokenAndWhatIsNotInItsEncoding() {
    assertThatThrownBy(
            () ->
                bring(
                    """
            <rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
              <item><title>A</item>
            """
                        .getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(RefusedArchive.class)
        .hasMessageContaining("broken in line 2, column ")
        .hasMessageContaining("\"title\"");
    byte[] latin = rss(PUBLIC + encoded("Größe"));
    assertThatThrownBy(
            () ->
                bring(
                    new String(latin, StandardCharsets.UTF_8)
                        .getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(RefusedArchive.class)
        .hasMessageContaining("not in the encoding that it says, or UTF-8");
  }

  @Test
  void readsAFileAloneOfTheFirstVersionWithWhatPluginsAndDatabasesLeaveInIt() throws IOException {
    String old =
        "\n\uFEFF "
            + new String(export(), StandardCharsets.UTF_8)
                .replace("export/1.2/", "export/1.0/")
                .replace("First paragraph.", "First\b para\u0000graph.");

    ImportReport report = bring(old.getBytes(StandardCharsets.UTF_8));

    assertThat(report.totals().created()).isEqualTo(18);
    assertThat(post("simple").working().body()).startsWith("First paragraph.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>%s<channel><item><title>&a;</title></item>",
        "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>%s<channel><title>&b;</title>",
        "%s<channel><item><title>&undeclared;</title></item>",
        "%s<channel><item><title>cut off",
        "%s<channel><item><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>",
      })
  void refusesXmlThatNobodysExportIs(String hostile) {
    String rss = "<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\">";

    assertThatThrownBy(() -> bring(hostile.formatted(rss).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(RefusedArchive.class)
        .hasMessageContaining("an export of WordPress")
        .hasMessageNotContaining("passwd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<wp:status>draft</wp:status>",
        "<wp:status>private</wp:status>",
        "",
        "<wp:status>publish</wp:status><wp:post_password>hunter2</wp:post_password>",
        "<wp:status>publish</wp:status><wp:post_password/><wp:post_password>a</wp:post_password>",
      })
  void leavesOutSharedBlocksThatAreNotPublic(String state) throws IOException {
    ImportReport report =
        bring(
            rss(
                PUBLIC + encoded("<!-- wp:block {\"ref\":4004} /--><p>Seen</p>"),
                "<wp:post_id>4004</wp:post_id><wp:post_type>wp_block</wp:post_type>"
                    + state
                    + encoded("<p>SECRET</p>")));

    assertThat(post("x").working().body()).isEqualTo("Seen");
    assertThat(warnings("x", report))
        .contains("a block of which WordPress makes the content: block");
    assertThat(report.totals().published()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'', unknown (missing)",
    "<wp:status/>, unknown (missing)",
    "<wp:status>final</wp:status>, unknown (final)",
    "<wp:status>members</wp:status>, unknown (members)",
    "<wp:status>publish</wp:status><wp:status>private</wp:status>, unknown (more than one)",
    "<wp:status/><wp:status>publish</wp:status>, unknown (more than one)",
  })
  void keepsWhatDoesNotSayThatItIsPublicADraft(String status, String shown) throws IOException {
    ImportReport report =
        bring(rss(PUBLIC.replace("<wp:status>publish</wp:status>", status) + encoded("Words")));

    assertThat(report.totals().published()).isZero();
    assertThat(warnings("x", report)).contains("stays a draft: the file says status: " + shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "_jetpack_newsletter_access~paid_subscribers~false",
        "_jetpack_newsletter_access~everybody~true",
        "_members_access_role~editor~false",
        "rcp_subscription_level~3~false",
        "rcp_subscription_level~all~false",
        "rcp_user_level~a:1:{i:0;s:3:\"All\";}~true",
        "rcp_access_level~None~true",
        "_wc_memberships_force_public~no~true",
        "um_content_restriction~a:1:{s:14:\"_um_accessible\";s:1:\"2\";}~false",
        "um_content_restriction~a:1:{s:14:\"_um_accessible\";s:1:\"0\";}~true",
        "_wp_acme_restrict_to~gold~false",
        "_wp_acme_restrict_to~no~true",
        "members_only~1~false",
        "_whp_hide_on_frontpage~1~false",
        "_whp_hide_in_rss_feed~1~false",
        "_whp_hide_on_search~0~true",
        "mood~restricted~true",
      })
  void keepsWhatAFieldKeepsForSomeReadersADraft(String key, String value, boolean live)
      throws IOException {
    String field =
        "<wp:postmeta><wp:meta_key>%s</wp:meta_key><wp:meta_value>%s</wp:meta_value></wp:postmeta>";

    ImportReport report = bring(rss(PUBLIC + field.formatted(key, value) + encoded("Words")));

    assertThat(report.totals().published()).isEqualTo(live ? 1 : 0);
    assertThat(warnings("x", report).stream().filter(said -> said.contains("its field " + key)))
        .hasSize(live ? 0 : 1);
  }

  @Test
  void givesDraftsOfOneTitleSlugsOfTheirOwn() throws IOException {
    String draft =
        "<title>Same</title><wp:post_id>%d</wp:post_id><wp:post_type>post</wp:post_type>"
            + "<wp:status>draft</wp:status><wp:post_date>2020-01-02 03:04:05</wp:post_date>";
    byte[] file =
        rss(
            draft.formatted(7) + encoded("One"),
            draft.formatted(8) + encoded("Two"),
            draft.formatted(9).replace("Same", "X") + encoded("Three"),
            PUBLIC.replace(">7<", ">10<") + encoded("Four"));

    ImportReport report = bring(file);

    assertThat(report.files())
        .extracting(FileReport::slug)
        .containsExactlyInAnyOrder("same", "same-8", "x-9", "x");
    assertThat(bring(file).totals().unchanged()).isEqualTo(4);
  }

  @Test
  void saysWhenACommentWasWrittenWhereOnlyTheSitesClockDoes() throws IOException {
    ImportReport report =
        bring(
            rss(
                PUBLIC
                    + encoded("Words")
                    + "<wp:comment><wp:comment_approved>1</wp:comment_approved>"
                    + "<wp:comment_date>2020-02-03 04:05:06</wp:comment_date>"
                    + "<wp:comment_content>Fine</wp:comment_content></wp:comment>"));

    assertThat(report.comments()).extracting(Comment::date).containsExactly("2020-02-03 04:05:06");
  }

  @Test
  void saysWhichPostHasNoDate() throws IOException {
    ImportReport report =
        bring(
            rss(
                PUBLIC.replace("2020-01-02 03:04:05", "0000-00-00 00:00:00") + encoded("Words"),
                PUBLIC.replace(">7<", ">8<").replace(">x<", ">y<") + encoded("Words")));

    String said = "its date is missing or is none: it has none of its own here";
    assertThat(warnings("x", report)).contains(said);
    assertThat(warnings("y", report)).doesNotContain(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "membership/restricted~a block of a plugin, which may not show it to everybody: membership/restricted",
        "group {\"visibility\":\"members\"}~a block that not everybody may see: group",
        "core/group {\"metadata\":{\"blockVisibility\":false}}~a block that not everybody may see: group",
      })
  void keepsBlocksThatNotEverybodyMaySeeADraft(String block, String said) throws IOException {
    String text = "<!--  wp:%s --><p>SECRET</p><!-- /wp:%s -->".formatted(block, block);

    ImportReport report = bring(rss(PUBLIC + encoded(text)));

    assertThat(report.totals().published()).isZero();
    assertThat(warnings("x", report)).contains(said);
  }

  @Test
  void publishesBlocksThatAreNothingButTheirHtml() throws IOException {
    ImportReport report =
        bring(
            rss(
                PUBLIC
                    + encoded(
                        "<!-- wp:jetpack/markdown --><p>Words</p><!-- /wp:jetpack/markdown -->"
                            + "<!-- wp:core/group {\"tagName\":\"div\"} --><p>More</p>"
                            + "<!-- /wp:core/group -->")));

    assertThat(report.totals().published()).isOne();
  }

  /** With the address of the site, as WordPress writes it into each part. */
  private static byte[] part(String item) {
    return new String(rss(item), StandardCharsets.UTF_8)
        .replace(
            "<channel>",
            "<channel><link>https://old.example</link>"
                + "<wp:base_site_url>https://old.example</wp:base_site_url>"
                + "<wp:base_blog_url>https://old.example</wp:base_blog_url>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] rss(String... items) {
    return ("<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
            + " xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>"
            + "<wp:wxr_version>1.2</wp:wxr_version><item>"
            + String.join("</item><item>", items)
            + "</item></channel></rss>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(String content) {
    return "<content:encoded><![CDATA[" + content + "]]></content:encoded>";
  }

  private ImportReport bring(Map<String, byte[]> files) throws IOException {
    return bring(Zips.of(new LinkedHashMap<>(files)));
  }

  private ImportReport bring(byte[] file) throws IOException {
    return importing.bring(file, new ImportingArchives.Options(true, false, null));
  }

  private Post post(String slug) {
    return importing.posts.findBySlug(slug).orElseThrow();
  }

  private static List<String> warnings(String slug, ImportReport report) {
    return report.files().stream()
        .filter(file -> slug.equals(file.slug()))
        .findFirst()
        .orElseThrow()
        .warnings();
  }

  private static byte[] export() throws IOException {
    try (InputStream in =
        WordPressImportTests.class.getResourceAsStream("wordpress/wordpress-6.1.xml")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
