package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.asset.inspect.Images;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.transfer.ExportingPosts.Format;
import dev.galley.web.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What other systems get. */
class LeavingTests {

  private static final String FULL =
      """
      ---
      title: "Yes: a \\"title\\" — 日本語"
      date: 2017-11-03T16:33:22+01:00
      lastmod: 2018-01-02T03:04:05Z
      tags: ["C#", "Ruby on Rails", "no", "2017"]
      authors: [chris-roos, jo]
      aliases: [/old/Address.html, /older/, /größe/]
      summary: "One line: with a colon"
      mood: {calm: 1e3, when: 2017-01-01}
      ---

      Some *text* with ![a picture](/images/a.png).

          code

      A note.[^1]

      [^1]: Here.
      """;

  private static final ImportingArchives.Options PUBLISHING =
      new ImportingArchives.Options(true, false, "example.org");

  @AutoClose private Importing importing;

  @BeforeEach
  void bring() throws IOException {
    importing = new Importing(PostFixtures.CLOCK);
    importing.bring(
        Zips.ofTexts(
            "snips/full.md",
            FULL,
            "snips/draft.md",
            "---\ntitle: Not yet\ndate: 2020-02-02\ndraft: true\n---\n\nSecret.\n",
            "snips/about.md",
            "---\ntitle: About us\ndate: 2015-05-05\ntype: page\n---\n\nWe.\n",
            "snips/shortcodes.md",
            "---\ntitle: Hugo's tags\ndate: 2015-05-05\n---\n\n`{{< figure >}}` and {{% raw\n",
            "snips/other.md",
            "---\ntitle: Index\ndate: 2015-05-05\nslug: index\n---\n\nAn index.\n",
            "snips/old.md",
            "---\ntitle: Old\ndate: 2015-05-05\nformat: kramdown\n---\n\nText\n"),
        PUBLISHING);
  }

  @Test
  void comesBackFromHugoAsItWas() throws IOException {
    try (Importing other = new Importing(PostFixtures.CLOCK)) {
      ImportReport report = other.bring(export(Format.HUGO), PUBLISHING);

      assertThat(report.engine()).isEqualTo("Hugo");
      assertThat(report.files()).hasSize(6).allMatch(file -> file.reason() == null);
      for (String slug : List.of("full", "draft", "about", "index")) {
        Post before = importing.posts.findBySlug(slug).orElseThrow();
        Post after = other.posts.findBySlug(slug).orElseThrow();
        assertThat(facts(after)).isEqualTo(facts(before));
        assertThat(after.working().body()).isEqualTo(before.working().body());
      }
      assertThat(other.posts.findBySlug("full").orElseThrow().live().orElseThrow().metadata())
          .containsEntry(
              "aliases", List.of("/old/Address.html", "/older/", "/größe/", "/archive/full/"));
    }
  }

  private static List<Object> facts(Post post) {
    Content content = post.working();
    return List.of(
        content.slug(),
        content.title(),
        content.tags(),
        content.authors(),
        content.kind(),
        String.valueOf(content.summary()),
        post.entryId(),
        post.live().isPresent(),
        post.live().map(live -> live.firstPublishedAt().toString()).orElse(""),
        post.live().map(live -> live.publishedAt().toString()).orElse(""));
  }

  @Test
  void givesHugoHtmlOfWhatItWouldReadOtherwise() throws IOException {
    Map<String, byte[]> files = Zips.unpacked(export(Format.HUGO));

    assertThat(text(files, "content/archive/old.html")).endsWith("---\n\n<p>Text</p>\n");
    // To Hugo an index.md would be the whole of its folder.
    assertThat(files).containsKey("content/archive/index_.md");
    assertThat(text(files, "content/archive/shortcodes.html"))
        .contains("`&#123;&#123;< figure >}}` and &#123;&#123;% raw")
        .doesNotContain("{{");
    assertThat(text(files, "content/archive/draft.md"))
        .contains("draft: true\n", "date: 2020-02-02T00:00:00Z\n");
    assertThat(text(files, "content/about.md")).contains("url: \"/about\"\n", "type: \"page\"\n");
    // Hugo makes the list of C# another address than it has here.
    assertThat(text(files, "static/tags/C-sharp/index.html")).contains("url=/tags/C%23/\"");
    assertThat(text(files, "hugo.toml")).contains("baseURL = \"https://example.org/\"");
  }

  @Test
  void givesTheSameBytesEachTime() throws IOException {
    assertThat(export(Format.HUGO)).isEqualTo(export(Format.HUGO));
    assertThat(export(Format.GHOST)).isEqualTo(export(Format.GHOST));
  }

  @Test
  void putsPicturesWhereTheTextsLookForThem() throws IOException {
    importing.bring(Zips.of(Map.of("images/a.png", Images.png(2, 3))), PUBLISHING);

    assertThat(Zips.unpacked(export(Format.HUGO))).containsKey("static/images/a.png");
    assertThat(Zips.unpacked(export(Format.GHOST))).containsKey("content/images/a.png");
    assertThat(Zips.unpacked(export(Format.SNIPS))).containsKey("images/a.png");
  }

  @Test
  void keepsFromReadersElsewhereWhatNobodySeesHere() throws IOException {
    importing.bring(
        Zips.of(
            Map.of(
                "snips/plan.md",
                "---\ndraft: true\n---\n![p](/images/plan.png)".getBytes(StandardCharsets.UTF_8),
                "images/plan.png",
                Images.png(2, 3),
                "images.csv",
                "file,alt\nimages/plan.png,A plan\n".getBytes(StandardCharsets.UTF_8))),
        PUBLISHING);

    byte[] site = export(Format.HUGO);
    Map<String, byte[]> hugo = Zips.unpacked(site);
    assertThat(hugo)
        .containsKey("assets/images/plan.png")
        .doesNotContainKey("static/images/plan.png");
    assertThat(text(hugo, "images.csv")).contains("\nassets/images/plan.png,images/plan.png,");
    Map<String, byte[]> ghost = Zips.unpacked(export(Format.GHOST));
    assertThat(ghost).doesNotContainKey("content/images/plan.png");
    assertThat(text(ghost, "left-out-files.txt")).isEqualTo("images/plan.png\n");
    assertThat(Zips.unpacked(export(Format.SNIPS))).containsKey("images/plan.png");
    try (Importing other = new Importing(PostFixtures.CLOCK)) {
      other.bring(site, PUBLISHING);
      assertThat(other.assets.names()).containsExactly("images/plan.png");
      assertThat(other.posts.findBySlug("plan").orElseThrow().working().body())
          .isEqualTo("![p](/images/plan.png)");
    }
  }

  @Test
  void writesWhatGhostImports() throws IOException {
    Map<String, byte[]> files = Zips.unpacked(export(Format.GHOST));
    JsonNode data = new JsonMapper().readTree(files.get("galley.ghost.json")).at("/db/0/data");

    JsonNode full = row(data, "posts", "full");
    assertThat(full.get("title").asString()).isEqualTo("Yes: a \"title\" — 日本語");
    assertThat(full.get("status").asString()).isEqualTo("published");
    assertThat(full.get("published_at").asString()).isEqualTo("2017-11-03T15:33:22Z");
    assertThat(full.get("updated_at").asString()).isEqualTo("2018-01-02T03:04:05Z");
    JsonNode card =
        new JsonMapper().readTree(full.get("lexical").asString()).at("/root/children/0");
    assertThat(card.get("type").asString()).isEqualTo("markdown");
    assertThat(card.get("markdown").asString())
        .contains("![a picture](__GHOST_URL__/content/images/a.png)");
    JsonNode old = row(data, "posts", "old");
    assertThat(old.get("lexical").asString()).contains("\"html\":\"<p>Text</p>\"");
    assertThat(row(data, "posts", "draft").get("status").asString()).isEqualTo("draft");
    assertThat(row(data, "posts", "draft").get("published_at").isNull()).isTrue();
    assertThat(row(data, "posts", "about").get("type").asString()).isEqualTo("page");
    assertThat(related(data, full, "posts_tags", "tag_id", "tags"))
        .containsExactly("c-sharp", "ruby-on-rails", "no", "2017");
    assertThat(related(data, full, "posts_authors", "author_id", "users"))
        .containsExactly("chris-roos", "jo");
    assertThat(related(data, old, "posts_authors", "author_id", "users")).containsExactly("site");
    assertThat(text(files, "redirects.yaml"))
        .startsWith("301:\n")
        .contains("  \"/^\\\\/old\\\\/address(\\\\.html?)?\\\\/?$/i\": \"/full/\"\n")
        // Ghost compares with the address as it was sent.
        .contains("\"/^\\\\/gr%C3%B6%C3%9Fe(");
  }

  private static JsonNode row(JsonNode data, String table, String slug) {
    return data.get(table)
        .valueStream()
        .filter(row -> row.get("slug").asString().equals(slug))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> related(
      JsonNode data, JsonNode post, String relation, String key, String table) {
    return data.get(relation)
        .valueStream()
        .filter(row -> row.get("post_id").equals(post.get("id")))
        .map(row -> row.get(key))
        .map(
            id ->
                data.get(table)
                    .valueStream()
                    .filter(one -> one.get("id").equals(id))
                    .map(one -> one.get("slug").asString())
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  @Test
  void givesAllElseAndSaysWhichFilesAreLost() throws IOException {
    byte[] sea = Images.png(2, 3);
    byte[] lake = Images.png(4, 5);
    importing.files.store("images/lost.png", sea);
    importing.files.store("images/kept.png", lake);
    String sha256 = Sha256.hex(sea);
    Files.delete(
        importing.folder.resolve("assets/sha256").resolve(sha256.substring(0, 2)).resolve(sha256));

    Map<String, byte[]> files = Zips.unpacked(export(Format.SNIPS));

    assertThat(files).containsKeys("images/kept.png", "snips/full.md");
    assertThat(files).doesNotContainKey("images/lost.png");
    assertThat(text(files, "missing-files.txt")).isEqualTo("images/lost.png\n");
  }

  private byte[] export(Format format) throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    new ExportingPosts(
            importing.posts,
            importing.assets,
            importing.files.giving,
            importing.files.storing,
            ExportFixtures.SITE,
            ExportFixtures.RENDERING)
        .export(format, gathered -> gathered.writeTo(zip));
    return zip.toByteArray();
  }

  private static String text(Map<String, byte[]> files, String path) {
    assertThat(files).containsKey(path);
    return new String(files.get(path), StandardCharsets.UTF_8);
  }
}
