package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.event.OldAddresses;
import dev.galley.event.Removal;
import dev.galley.event.TagSlugs;
import dev.galley.event.Update;
import dev.galley.post.content.Change;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.Schedule;
import dev.galley.post.transfer.FileReport.Outcome;
import dev.galley.post.transfer.archive.RefusedArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportingSitesTests {

  private final Map<String, byte[]> site = new TreeMap<>();
  @AutoClose private final Importing importing = new Importing();

  /** As Hugo and Jekyll choose; the others are left from before. */
  @ParameterizedTest
  @CsvSource({
    "hugo.toml, ignoreFiles = ['secret'], config.toml, content/secret.md",
    "hugo.json, {\"ignoreFiles\": [\"secret\"]}, config.yaml, content/secret.md",
    "hugo.toml, ignoreFiles = ['secret'], hugo.yaml, content/secret.md",
    "_config.yml, exclude: [private], _config.toml, private/_posts/2020-01-01-secret.md",
    "_config.yml, exclude: [private], _config.yaml, private/_posts/2020-01-01-secret.md"
  })
  void readsTheConfigurationThatTheEngineReads(
      String name, String content, String other, String secret) throws IOException {
    file(name, content);
    file(other, other.endsWith("toml") ? "title = 'T'" : "title: T");
    file(secret, "---\ntitle: A secret\ndate: 2020-01-01\n---\nA");
    file(secret.replace("secret.md", "a.md").replace("private/", ""), "---\ntitle: A\n---\nA");

    bring(true, false);

    assertThat(importing.posts.findBySlug("secret").flatMap(Post::live)).isEmpty();
    assertThat(post("a").live()).isPresent();
  }

  /** The newest date anywhere on earth is 12 hours behind UTC. */
  @Test
  void takesDatesOfALanguageByItsClocks() throws IOException {
    file(
        "hugo.yaml",
        "timeZone: Europe/Berlin\nlanguages:\n  en: {timeZone: America/Los_Angeles}\n"
            + "  de: {timeZone: Pacific/Honolulu}\n  fr: {weight: 3}\n");
    file("content/posts/a.md", "---\ntitle: A\ndate: 2026-11-28T11:00:00\n---\nA");
    file("content/posts/b.de.md", "---\ntitle: B\ndate: 2026-11-28T03:00:00\n---\nB");
    file("content/posts/c.fr.md", "---\ntitle: C\ndate: 2026-11-28T12:30:00\n---\nC");

    bring(true, false);

    assertThat(post("a").schedule()).isNotNull();
    assertThat(post("b").schedule()).isNotNull();
    assertThat(post("c").schedule()).isNull();
  }

  /** As Hugo 0.111 builds it. */
  @Test
  void givesPostsOfHugoTheirNamesAndLeadsThereFromTheirAddresses() throws IOException {
    file(
        "hugo.toml",
        "baseURL = 'https://old.example.org/'\n[permalinks]\nnotes = '/:year/:month/:slug/'\n");
    file("content/about.md", "+++\ntitle = 'About'\naliases = ['/ueber-uns/']\n+++\nA");
    file("content/posts/First_Post.md", "---\ntitle: A\ndate: 2016-01-01\n---\nA");
    file("content/posts/second.md", "---\ntitle: A\nslug: the-second\naliases: [was]\n---\nA");
    file("content/posts/bundle/index.md", "---\ntitle: A\n---\nA");
    file("content/posts/json.md", "{\"title\": \"J\", \"url\": \"/custom/place.html\"}\n\nA");
    file("content/notes/one.md", "---\ntitle: Note One\ndate: 2019-05-06\n---\nA");
    file("content/posts/日本語.md", "---\ntitle: A\n---\nA");
    file("content/posts/With v1.2.md", "---\ntitle: A\n---\nA");
    file("layouts/_default/single.html", "<html></html>");

    ImportReport report = bring(true, false);

    assertThat(report.engine()).isEqualTo("Hugo");
    assertThat(report.totals().skipped()).isEqualTo(2);
    assertThat(report.totals().rejected()).isZero();
    assertLeads("about", "about", "ueber-uns");
    assertLeads("first-post", "posts/first_post");
    assertLeads("the-second", "posts/was", "posts/the-second");
    assertLeads("bundle", "posts/bundle");
    assertLeads("place", "custom/place", "posts/json");
    assertLeads("note-one", "2019/05/note-one", "notes/one");
    assertLeads("ri-ben-yu", "posts/日本語");
    assertLeads("with-v1-2", "posts/with-v1.2");
    assertThat(post("about").working().kind()).isEqualTo("page");
    assertThat(post("bundle").working().kind()).isEqualTo("blog");
  }

  @ParameterizedTest
  @CsvSource({
    ".vitepress/config.mts, VitePress",
    "snips/.vitepress/config.mts, VitePress",
    "my-site/docusaurus.config.js, Docusaurus",
    "mkdocs.yml, MkDocs",
    "pelicanconf.py, Pelican",
    "quartz.config.ts, Quartz",
    "conf.py, Nikola or Sphinx",
    "gatsby-config.js, Gatsby",
    ".obsidian/publish.json, Obsidian Publish",
  })
  void publishesNothingOfAnEngineWhoseRulesAreNotKnown(String configuration, String name)
      throws IOException {
    String root = configuration.replaceFirst("[^/]*$", "").replaceFirst("\\.\\w+/$", "");
    file(configuration, "what nobody reads here");
    file(root + "content/post.md", "---\ntitle: Post\n---\nText");
    site.put(root + "content/pic.png", Importing.PNG);

    ImportReport report = bring(true, false);

    assertThat(report.engine()).isEqualTo(name);
    assertThat(report.notes())
        .anyMatch(
            note -> note.startsWith("a site of " + name + ", whose rules are not known here: "));
    assertThat(report.totals().published()).isZero();
    assertThat(report.files())
        .filteredOn(file -> file.path().endsWith("post.md"))
        .singleElement()
        .satisfies(
            file ->
                assertThat(file.warnings())
                    .contains(
                        "stays a draft: it is of a site of "
                            + name
                            + ", whose rules are not known here"));
  }

  @Test
  void knowsAnEngineBesideTheConfigurationOfAnother() throws IOException {
    file("hugo.toml", "title = 'x'");
    file("content/post.md", "---\ntitle: Post\n---\nText");
    file("next.config.js", "");

    assertThat(bring(true, false).totals().published()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"private/", "notes/_private/", "Private/deep/", "DRAFT/"})
  void publishesNothingOfAFolderThatIsCalledPrivate(String folder) throws IOException {
    file(folder + "post.md", "---\ntitle: Post\n---\nText");
    file("other.md", "---\ntitle: Other\n---\nText");

    assertThat(bring(true, false).totals().published()).isEqualTo(1);
  }

  @Test
  void leavesOutCommentsOfAVaultOfObsidian() throws IOException {
    file(".obsidian/app.json", "{}");
    file("a.md", "One %%hid%% two\n\n%%\nhid\n\nhid\n%%\n\nthree `%%` four");
    file("b.md", "One %%hid `code` hid%% two");
    file("c.md", "---\nexcalidraw-plugin: parsed\n---\nhid");

    ImportReport report = bring(true, false);

    assertThat(report.totals().files()).isEqualTo(3);
    assertThat(report.totals().published()).isEqualTo(1);
    assertThat(post("a").working().body()).doesNotContain("hid").contains("two", "three `%%`");
  }

  @Test
  void saysWhatOfObsidianIsTextHere() throws IOException {
    file("a.md", "One %%hid%% two, [[b]] and `[[c]]`");
    file("b.md", "```\n[[a]] %%b%%\n```\n100%% and [ [x] ]");

    assertThat(bring(false, true).files())
        .extracting(FileReport::warnings)
        .containsExactly(
            List.of(
                "%%…%%, which Obsidian hides, is shown here",
                "[[…]], by which Obsidian links and shows pictures, is text here"),
            List.of());
  }

  /** As Hugo 0.111 builds it: of folders below the first only those with an index are sections. */
  @ParameterizedTest
  @CsvSource({
    "/p/:sections/:filename/, p/docs/a/b/x, p/docs/w",
    "/:sections[1:]/:filename/, a/b/x, w",
    "/:sections[last]/:filename/, b/x, w",
    "/:sections[:last]/:filename/, docs/a/x, docs/w",
    "/:sections[5:]/:filename/, x, w",
    "/:sections[0]/:slug/, docs/c, docs/w",
  })
  void readsSectionsInPatternsOfHugo(String pattern, String deep, String flat) throws IOException {
    file("config.toml", "[permalinks]\ndocs = '" + pattern + "'\n");
    file("content/docs/a/b/_index.md", "---\ntitle: B\n---\n");
    file("content/docs/a/b/x.md", "---\ntitle: 'C#'\nslug: ''\n---\nX");
    file("content/docs/a/c/w.md", "---\ntitle: W\n---\nW");

    bring(true, false);

    assertLeads(deep.replaceFirst(".*/", ""), deep, "docs/a/b/x");
    assertLeads("w", flat, "docs/a/c/w");
  }

  /** As Hugo 0.111 and Zola have the lists of terms; authors are no tags. */
  @Test
  void takesTermsOfOwnTaxonomiesForTagsAndKnowsTheirLists() throws IOException {
    file(
        "hugo.toml",
        "[taxonomies]\ntag = 'tags'\nseries = 'series'\ntopic = 'topics'\nauthor = 'authors'\n"
            + "[permalinks]\ntopics = '/t/:slug/'\n");
    file(
        "content/posts/a.md",
        "---\ntitle: A\ntags: [Sea]\nseries: [Go basics]\ntopics: C#\nauthors: [Ann]\n---\nA");

    ImportReport report = bring(true, false);

    assertThat(report.unread()).isEmpty();
    assertThat(post("a").working().tags()).containsExactly("Sea", "Go basics", "C#");
    assertThat(post("a").live().orElseThrow().metadata())
        .containsEntry(
            TagSlugs.KEY, Map.of("series/go-basics", "Go basics", "t/c", "C#", "topics/c", "C#"));
    assertThat(bring(true, false).totals().unchanged()).isEqualTo(1);
  }

  @Test
  void knowsTheListsOfTermsOfOtherEngines() throws IOException {
    file(
        "config.toml",
        "base_url = 'https://old.example.org'\ntaxonomies = [{name = 'tags'}, {name = 'series'}]\n");
    file(
        "content/posts/a.md",
        "+++\ntitle = 'A'\naliases = ['older/one']\n[taxonomies]\ntags = ['C#', 'Sea']\n"
            + "series = ['Go basics']\n+++\nA");

    bring(true, false);

    assertLeads("a", "posts/a", "older/one");
    assertThat(post("a").live().orElseThrow().metadata())
        .containsEntry(TagSlugs.KEY, Map.of("c", "C#", "series/go-basics", "Go basics"));
  }

  /** As Jekyll 4.3 builds it. */
  @Test
  void readsPatternsOfCollections() throws IOException {
    file(
        "_config.yml",
        """
        limit_posts: 3
        collections:
          recipes: {output: true, permalink: '/food/:path/:title/'}
          notes: {output: true}
          posts: {permalink: '/p/:year/:slug/'}
        defaults:
          - {scope: {path: '', type: notes}, values: {permalink: '/n/:collection/:name:output_ext'}}
        """);
    file("_recipes/My_Soup.md", "---\ntitle: Of the day\n---\nA");
    file("_recipes/sub/Cake.md", "---\ntitle: A\nslug: slugged\n---\nA");
    file("_notes/A_note.md", "---\ntitle: A\n---\nA");
    file("_posts/2020-01-02-one.md", "---\ntitle: A\n---\nA");

    ImportReport report = bring(true, false);

    assertLeads("my-soup", "food/my_soup/my_soup");
    assertLeads("slugged", "food/sub/cake/slugged");
    assertLeads("a-note", "n/notes/a-note");
    assertLeads("one", "p/2020/one");
    assertThat(report.notes())
        .containsExactly(
            "limit_posts in the site's configuration shows its newest posts alone, 3 of them; here"
                + " all come in");
  }

  @Test
  void readsTheRootOfHexo() throws IOException {
    file("_config.yml", "root: /blog/\ntag_dir: t\n");
    file("source/_posts/a.md", "---\ntitle: A\ndate: 2020-01-02\ntags: [Big Sea]\n---\nA");

    bring(true, false);

    assertLeads("a", "blog/2020/01/02/a");
    assertThat(post("a").live().orElseThrow().metadata())
        .containsEntry(TagSlugs.KEY, Map.of("t/big-sea", "Big Sea"));
  }

  @Test
  void givesEntriesTheHostOfTheirSiteWhereNobodyNamesOne() throws IOException {
    file("hugo.toml", "baseURL = 'https://Old.example.net/blog/'\n");
    file("content/posts/a.md", "---\ntitle: A\ndate: 2016-01-02\n---\nA");

    importing.bring(Zips.of(site), new ImportingArchives.Options(true, false, null));

    assertThat(post("a").entryId()).isEqualTo("tag:old.example.net,2016-01-02:/a");
  }

  @Test
  void givesEntriesTheHostOfThisSiteWhereTheirsIsNotKnown() throws IOException {
    file("a.md", "---\ntitle: A\ndate: 2016-01-02\n---\nA");

    importing.bring(Zips.of(site), new ImportingArchives.Options(true, false, null));

    assertThat(post("a").entryId()).isEqualTo("tag:example.org,2016-01-02:/a");
  }

  @Test
  void takesAnIndexBesideTheContentForNoBundleOfAll() throws IOException {
    file("hugo.toml", "baseURL = 'https://old.example.org/'\n");
    file("index.md", "# How to build this");
    file("content/posts/a.md", "---\ntitle: A\n---\nA");
    file("content/posts/bundle/index.md", "---\ntitle: B\n---\nB");
    file("content/posts/bundle/deep/part.md", "---\ntitle: Part\n---\nPart");

    bring(true, false);

    assertThat(post("a").live()).isPresent();
    assertThat(post("bundle").live()).isPresent();
    assertThat(importing.posts.findBySlug("part").orElseThrow().live()).isEmpty();
  }

  @Test
  void keepsFromReadersWhatASiteOfHugoKeeps() throws IOException {
    file("config.yaml", "baseURL: https://old.example.org\nignoreFiles: ['\\.work\\.md$']\n");
    file("content/d.work.md", "---\ntitle: D\n---\nText");
    file("content/in/_index.md", "---\ntitle: In\ncascade:\n  - _build: {render: never}\n---\n");
    file("content/in/a.md", "---\ntitle: A\n---\nText");
    file("content/b/index.md", "---\ntitle: B\n---\nText");
    file("content/b/part.md", "---\ntitle: Part\n---\nText");
    file("content/c/index.md", "---\ntitle: C\ndraft: true\n---\n![x](plan.png)");
    for (String picture : List.of("in/a", "b/b", "c/plan")) {
      file("content/" + picture + ".png", Importing.PNG);
    }

    ImportReport report = bring(true, false);

    assertThat(importing.assets.names()).containsExactly("images/b/b.png");
    assertThat(report.assets().rejected()).isEqualTo(2);
    assertThat(report.totals().published()).isEqualTo(1);
    assertThat(post("b").live()).isPresent();
    assertThat(post("a").live()).isEmpty();
    assertThat(post("part").live()).isEmpty();
  }

  @Test
  void keepsFromReadersWhatJekyllLeavesOutByName() throws IOException {
    file("_config.yml", "include: [_shown.md]\ncollections: {docs: {output: true}}\n");
    for (String shown : List.of("_posts/2015-03-04-a.md", "_docs/b.md", "c.md", "_shown.md")) {
      file(shown, "---\ntitle: A\n---\nText");
    }
    for (String left :
        List.of(
            "_d.md", "#e.md", "#f/f.md", "_posts/g.md", "_posts/2015-03-04_h.md", "_docs/_i.md")) {
      file(left, "---\ntitle: A\n---\nText");
    }

    ImportReport report = bring(true, false);

    assertThat(report.totals().published()).isEqualTo(4);
    assertThat(report.totals().created()).isEqualTo(10);
  }

  @Test
  void keepsFromReadersWhatTheConfigurationOfJekyllDoes() throws IOException {
    file(
        "site/_config.yml",
        """
        source: ./src
        collections_dir: cols
        exclude: ["*.tmp.md"]
        defaults:
          - {scope: {path: cols/_posts/old}, values: {date: "2031-01-01 00:00:00"}}
        """);
    file("site/src/cols/_posts/2015-03-04-a.md", "---\ntitle: A\n---\nText");
    file("site/src/cols/_posts/old/2015-03-04-b.md", "---\ntitle: B\n---\nText");
    file("site/src/_posts/2015-03-04-c.md", "---\ntitle: C\n---\nText");
    file("site/src/d.tmp.md", "---\ntitle: D\n---\nText");
    file("site/README.md", "---\ntitle: E\n---\nText");

    ImportReport report = bring(true, false);

    assertThat(report.totals().created()).isEqualTo(4);
    assertThat(report.totals().published()).isEqualTo(1);
    assertLeads("a", "2015/03/04/a");
  }

  /** As Hexo 8 shows them, but for what it is told to exclude, which may be no post. */
  @Test
  void keepsFromReadersWhatHexoLeavesOut() throws IOException {
    file("_config.yml", "ignore: ['**/ign/**']\nexclude: ['_posts/exc*.md']\n");
    file("source/_posts/ok.md", "---\ntitle: Ok\n---\nText");
    for (String left : List.of("_up", "_in/a", "ign/b", "exc1")) {
      file("source/_posts/" + left + ".md", "---\ntitle: A\n---\nText");
    }
    file("source/_posts/semi.md", ";;;\n\"title\": \"S\", \"published\": false\n;;;\nText");
    file("source/_posts/semi2.md", ";;;\n\"title\": \"S\"\n;;;\nText");
    file("source/_posts/nofence.md", "comments: true\npublished: false\n---\nText");
    file("source/_posts/long.md", "-----\npublished: false\n-----\nText");

    ImportReport report = bring(true, false);

    assertThat(report.engine()).isEqualTo("Hexo");
    assertThat(report.totals().created()).isEqualTo(8);
    assertThat(report.totals().published()).isEqualTo(2);
    assertThat(post("ok").live()).isPresent();
    assertThat(post("semi2").working().body()).isEqualTo("Text");
    assertThat(post("semi2").live()).isPresent();
  }

  /** Of hexo-blog-encrypt and hexo-hide-posts. */
  @Test
  void keepsFromReadersWhatPluginsOfHexoDoByTheConfiguration() throws IOException {
    file(
        "_config.yml",
        "encrypt: {tags: [{name: Family, password: x}, {name: work}]}\n"
            + "hide_posts: {filter: stealth}\n");
    file("source/_posts/ok.md", "---\ntitle: A\ntags: [families]\nstealth: false\n---\nText");
    file("source/_posts/a.md", "---\ntitle: A\ntags: [b, family]\n---\nText");
    file("source/_posts/b.md", "---\ntitle: B\ntags: work\n---\nText");
    file("source/_posts/c.md", "---\ntitle: C\nstealth: true\n---\nText");

    assertThat(bring(true, false).totals().published()).isEqualTo(1);
    assertThat(post("ok").live()).isPresent();
  }

  @Test
  void keepsADraftWhatAFileOfNikolaIsFor() throws IOException {
    file("posts/a.md", "Text");
    file("posts/a.fr.md", "Texte");
    file("posts/a.meta", ".. title: A\n.. status: private\n");
    file("posts/b.md", "Text");

    ImportReport report = bring(true, false);

    assertThat(report.totals().published()).isEqualTo(1);
    assertThat(post("b").live()).isPresent();
    assertThat(report.files().toString()).contains("posts/a.meta is not read");
  }

  /** As Zola builds it: what is beside a page goes out with that. */
  @Test
  void leavesOutThePicturesOfWhatZolaDoesNotMake() throws IOException {
    file("config.toml", "base_url = 'https://z.example'\n");
    file("content/draft/index.md", "+++\ndraft = true\n+++\nText");
    file("content/unmade/index.fr.md", "+++\nrender = false\n+++\nText");
    file("content/shown/index.md", "+++\ntitle = 'S'\n+++\nText");
    file("content/shown/more.md", "+++\ntitle = 'M'\n+++\nText");
    for (String folder : List.of("draft", "unmade", "shown")) {
      file("content/" + folder + "/a.png", Importing.PNG);
    }

    assertThat(bring(true, false).totals().published()).isEqualTo(2);
    assertThat(shared()).containsExactly("images/shown/a.png");
    assertThat(importing.assets.names()).hasSize(1);
  }

  @Test
  void bringsInThePicturesOfACollectionOfJekyll() throws IOException {
    file(
        "_config.yml",
        "collections: {recipes: {output: true, permalink: '/r/:name/'}, docs: {output: true},"
            + " notes: {output: false}}\n");
    file("_recipes/soup.md", "---\ntitle: Soup\n---\n![a](/r/soup.png) ![b](/docs/in/d.gif)");
    file("_recipes/soup.png", Importing.PNG);
    file("_docs/in/d.gif", Importing.GIF);
    file("_recipes/list.csv", "a,b");
    file("_notes/n.png", Importing.PNG);

    ImportReport report = bring(true, false);

    assertThat(importing.assets.names())
        .containsExactlyInAnyOrder("images/r/soup.png", "images/docs/in/d.gif");
    assertThat(post("soup").working().body())
        .isEqualTo("![a](/images/r/soup.png) ![b](/images/docs/in/d.gif)");
    assertThat(report.notes().toString()).contains("/r/list.csv was served");
  }

  /** As Jekyll, Hexo, Zola and Hugo have it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "_config.yml ~ exclude: [private/, excluded.*] ~ _posts/2020-01-02-a.md"
            + " ~ private/x.png excluded.png img/_x.png ~ img/a.png",
        "_config.yml ~ defaults: [{scope: {path: m}, values: {published: false}}]"
            + " ~ _posts/2020-01-02-a.md ~ m/x.png ~ img/a.png",
        "_config.yml ~ ignore: ['**/ign/**'] ~ source/_posts/a.md"
            + " ~ source/_priv/x.png source/p/_x.png source/ign/y.png ~ source/img/a.png",
        "config.toml ~ base_url='https://z';ignored_content=['*p.{png,gif}'];ignored_static=['h/*']"
            + " ~ content/a.md ~ content/ig/skip.png content/skip.png static/h/x.png ~ static/a.png",
        "config.toml ~ [[module.mounts]];source='static';target='static';excludeFiles='h/**'"
            + " ~ content/a.md ~ static/h/x.png ~ static/a.png"
      })
  void leavesOutPicturesThatTheConfigurationDoes(
      String name, String configuration, String post, String left, String shown)
      throws IOException {
    file(name, configuration.replace(';', '\n'));
    file(post, "---\ntitle: A\ndate: 2020-01-02\n---\nText");
    file(shown, Importing.PNG);
    for (String picture : left.split(" ")) {
      file(picture, Importing.PNG);
    }

    ImportReport report = bring(true, false);

    assertThat(report.totals().published()).isEqualTo(1);
    assertThat(importing.assets.names())
        .containsExactly("images/" + shown.replaceFirst("^(?:source|static)/", ""));
    assertThat(report.assets().rejected()).isEqualTo(left.split(" ").length);
  }

  @Test
  void keepsADraftWhatZolaIgnores() throws IOException {
    file("config.toml", "base_url = 'https://z.example'\nignored_content = ['*.secret.md']\n");
    file("content/a.md", "+++\ntitle = 'A'\n+++\nText");
    file("content/s/b.secret.md", "+++\ntitle = 'B'\n+++\nText");

    assertThat(bring(true, false).totals().published()).isEqualTo(1);
    assertThat(post("a").live()).isPresent();
  }

  @Test
  void findsThePicturesOfAPostOfHexoInTheFolderOfItsName() throws IOException {
    file("_config.yml", "post_asset_folder: true\n");
    file("source/_posts/one.md", "---\ntitle: A\n---\n{% asset_img p.png \"alt\" %} ![x](p.png)");
    file("source/_posts/two.md", "---\ntitle: B\npublished: false\n---\n![x](p.png)");
    for (String picture : List.of("one/p", "two/p", "two/other")) {
      file("source/_posts/" + picture + ".png", Importing.PNG);
    }

    bring(true, false);

    assertThat(post("one").working().body())
        .contains("![alt](/images/_posts/one/p.png)", "![x](/images/_posts/one/p.png)");
    assertThat(post("two").working().body()).contains("(/images/_posts/two/p.png)");
    assertThat(shared()).isEmpty();
  }

  /** Both write such files where a page uses them. */
  @ParameterizedTest
  @CsvSource({
    "hugo.toml, content/a.md, static/a.png, assets/img/b.png",
    "astro.config.mjs, src/content/a.md, public/a.png, src/assets/b.png"
  })
  void sharesNoPictureThatIsServedWhereItIsUsedAlone(
      String name, String post, String served, String used) throws IOException {
    file(name, "");
    file(post, "---\ntitle: A\n---\nText");
    file(served, Importing.PNG);
    file(used, Importing.GIF);

    bring(true, false);

    assertThat(importing.assets.names()).hasSize(2);
    assertThat(shared()).containsExactly("images/a.png");
  }

  /** A page may use them all the same. */
  @ParameterizedTest
  @CsvSource({
    ".eleventyignore, src/secret/, src/secret/b.png",
    "src/.eleventyignore, secret/, src/secret/b.png",
    ".gitignore, *.gif, src/b.gif",
    "eleventy.config.js, c.ignores.add('src/secret'), src/secret/b.png",
    "eleventy.config.js, c.ignores.add(names), src/b.png",
    "eleventy.config.js, //, src/drafts/b.png",
  })
  void sharesNoPictureOfWhatEleventyLeavesOut(String name, String said, String left)
      throws IOException {
    file(".eleventy.js", "module.exports = (c) => { c.addPassthroughCopy('src') }");
    file(name, said);
    file("src/a.md", "---\ntitle: A\n---\nText");
    file(left, left.endsWith(".gif") ? Importing.GIF : Importing.PNG);

    bring(true, false);

    assertThat(importing.assets.names()).hasSize(1);
    assertThat(shared()).isEmpty();
  }

  @Test
  void readsAddressesOfEleventyAsItDoes() throws IOException {
    file(".eleventy.js", "module.exports = (c) => { return {dir: {input: 'src'}}; }");
    file("src/posts/2020-01-05-dated.md", "---\ntitle: D\n---\nText");
    file("src/posts/2020-01-06-t.md", "---\npermalink: /X/{{ page.fileSlug }}/\n---\nText");
    file(
        "src/posts/v.md",
        "---\ntitle: Of C# & more\npermalink: '/b/{{ title | slugify }}/index.html'\n---\nText");
    file("src/posts/u.md", "---\npermalink: '/{{ x | y }}/'\n---\nText");
    file("src/posts/c.md", "---\neleventyComputed: {permalink: false}\n---\nText");
    file("src/posts/d.md", "---\neleventyComputed: {title: x}\n---\nText");
    file("src/posts/e.markdown", "---\ntitle: x\n---\nText");

    ImportReport report = bring(true, false);

    assertLeads("dated", "posts/2020-01-05-dated");
    assertLeads("t", "x/t");
    assertLeads("of-c-more", "b/of-c-more");
    assertThat(report.files().toString())
        .contains("its address was /{{ x | y }}/, which leads nowhere here");
    assertThat(post("u").live()).isPresent();
    assertThat(post("c").live()).isEmpty();
    assertThat(post("d").live()).isPresent();
    assertThat(post("e").live()).isEmpty();
  }

  @Test
  void keepsFromReadersWhatAstroLeavesOutByName() throws IOException {
    file("astro.config.mjs", "export default {}");
    file("src/content/blog/a.md", "---\ntitle: A\n---\nText");
    for (String left : List.of("content/blog/_b.md", "content/_c/c.md", "pages/_d.md")) {
      file("src/" + left, "---\ntitle: B\n---\nText");
    }

    ImportReport report = bring(true, false);

    assertThat(report.totals().published()).isEqualTo(1);
    assertThat(report.totals().created()).isEqualTo(4);
  }

  @Test
  void keepsFromReadersWhatDataOfEleventyAreFor() throws IOException {
    file(".eleventy.js", "module.exports = {}");
    file("hid/hid.json", "{\"permalink\": false}");
    file("b.11tydata.js", "module.exports = {draft: true}");
    file("src/src.11tydata.cjs", "module.exports = {}");
    for (String post : List.of("a", "b", "hid/c", "hid/deep/d", "src/e", "other/hid")) {
      file(post + ".md", "---\ntitle: A\n---\nText");
    }

    ImportReport report = bring(true, false);

    assertThat(report.engine()).isEqualTo("Eleventy");
    assertThat(report.totals().created()).isEqualTo(6);
    assertThat(report.totals().published()).isEqualTo(2);
  }

  @Test
  void readsASiteOfJekyllAsItDoes() throws IOException {
    file(
        "_config.yml",
        """
        permalink: pretty
        exclude: [README.md]
        collections: {docs: {output: true}}
        defaults:
          - scope: {path: _posts/secret}
            values: {published: false}
        """);
    file("README.md", "# Read me");
    file("index.html", "---\nlayout: home\n---\n{% for post in site.posts %}{% endfor %}");
    file("about.md", "---\nredirect_from: [/who/]\n---\n[a]({% post_url 2015-03-04-first %})");
    file("_posts/2015-03-04-first.md", "---\ntitle: F\ncategories: News\ntags: a b\n---\nText");
    file("_posts/secret/2015-03-05-hidden.md", "---\ntitle: H\n---\nText");
    file("_posts/2016-05-06-third.md", "---\ntitle: T\npermalink: /x/:year/:title.html\n---\nText");
    file("cat/_posts/2017-01-02-in-cat.md", "---\ntitle: C\n---\nText");
    file("_docs/intro.md", "---\ntitle: I\n---\nText");
    file("_layouts/default.html", "<html></html>");
    file("assets/a.png", Importing.PNG);
    file("_posts/2018-01-01-raw.md", "---\ntitle: R\n---\n{% raw %}{{ x }}{% endraw %}");

    ImportReport report = bring(true, false);

    assertThat(report.engine()).isEqualTo("Jekyll");
    assertLeads("first", "news/2015/03/04/first");
    assertThat(post("first").working().tags()).containsExactly("a", "b", "News");
    assertLeads("third", "x/2016/third");
    assertLeads("in-cat", "cat/2017/01/02/in-cat");
    assertLeads("about", "who");
    assertLeads("intro", "docs/intro");
    assertThat(post("about").working().body()).isEqualTo("[a](/first)");
    assertThat(post("raw").working().body()).isEqualTo("{{ x }}");
    assertThat(post("raw").live()).isPresent();
    assertThat(post("hidden").live()).isEmpty();
    assertThat(post("home").live()).isEmpty();
    assertThat(post("readme").live()).isEmpty();
    assertThat(importing.assets.names()).containsExactly("images/assets/a.png");
  }

  @Test
  void readsWhatHugoUnderstandsInMarkdownAndShowsNoMoreThanItDid() throws IOException {
    file("hugo.toml", "title = 'H'\n");
    file("content/a.md", "---\ntitle: A\n---\n## Set up {#install}\n\nTerm\n: meaning\n");
    file("content/b.md", "---\ntitle: B\n---\nShown\n\n<p>\nNot shown\n</p>\n");
    file("content/c.html", "---\ntitle: C\n---\n<p>Shown</p>\n");

    ImportReport report = bring(true, false);

    assertThat(post("a").live().orElseThrow().body())
        .startsWith(
            "## <a id=\"install\"></a>Set up\n\n"
                + "<dl>\n<dt>\n\nTerm\n\n</dt>\n<dd>\n\nmeaning\n\n</dd>\n</dl>");
    assertThat(post("b").live()).isEmpty();
    assertThat(post("b").working().body()).contains("Not shown");
    assertThat(report.files().get(1).warnings())
        .containsExactly(
            "stays a draft: Hugo left out HTML in it, for the configuration does not set"
                + " markup.goldmark.renderer.unsafe",
            "HTML that Hugo left out: <p>");
    assertThat(post("c").live()).isPresent();
  }

  @Test
  void changesWhatTextsReferTo() throws IOException {
    file(
        "hugo.toml",
        "baseURL = 'https://old.example.org/blog/'\nmarkup.goldmark.renderer.unsafe = true\n");
    file("static/img/a b.png", Importing.PNG);
    file("content/posts/b/index.md", "---\ntitle: B\n---\nText");
    file("content/posts/b/cat.png", Importing.PNG);
    file(
        "content/posts/a.md",
        """
        ---
        title: A
        ---
        ![x](/img/a%20b.png) ![y](b/cat.png) ![z](https://old.example.org/blog/img/a%20b.png)
        ![gone](/img/gone.png) [file](b/index.md#top) [ref]({{< ref "/posts/b" >}}) [old](/blog/posts/b/)
        <img src="/blog/img/a%20b.png"> `![code](/img/a%20b.png)` [out](https://example.com/img/x.png)
        [r]: b/index.md
        {{< figure src="/img/a%20b.png" caption="C" >}}

        ```
        {{</* figure src="x" */>}} ![code](b/cat.png)
        ```
        """);

    ImportReport report = bring(true, false);

    assertThat(post("a").working().body())
        .isEqualTo(
            """
            ![x](/images/img/a%20b.png) ![y](/images/posts/b/cat.png) ![z](/images/img/a%20b.png)
            ![gone](/img/gone.png) [file](/b#top) [ref](/b) [old](/b)
            <img src="/images/img/a%20b.png"> `![code](/img/a%20b.png)` [out](https://example.com/img/x.png)
            [r]: /b

            <figure><img src="/images/img/a%20b.png" alt="" /><figcaption>C</figcaption></figure>


            ```
            {{< figure src="x" >}} ![code](b/cat.png)
            ```""");
    assertThat(report.files().get(0).warnings())
        .containsExactly("there is no picture /img/gone.png");
    assertThat(OldAddresses.in(post("a").working().metadata())).containsExactly("blog/posts/a");
  }

  @Test
  void givesPostsThatWouldShareANameTheirFolders() throws IOException {
    file("hugo.toml", "");
    file("content/posts/one.md", "---\ntitle: Posts\n---\nPosts");
    bring(true, false);
    file("content/notes/one.md", "---\ntitle: Notes\n---\nNotes");
    file("content/docs/one.md", "---\ntitle: Docs\n---\nDocs");
    file("content/docs/two.md", "---\ntitle: Two\nurl: /posts/one/\n---\nTwo");

    ImportReport second = bring(true, false);
    ImportReport third = bring(true, false);

    assertThat(post("one").working().body()).isEqualTo("Posts");
    assertLeads("notes-one", "notes/one");
    assertLeads("docs-one", "docs/one");
    assertThat(second.totals().rejected()).isEqualTo(1);
    assertThat(second.files())
        .filteredOn(file -> file.outcome() == Outcome.REJECTED)
        .extracting(FileReport::reason)
        .containsExactly("its address is that of content/posts/one.md");
    assertThat(third.files())
        .extracting(FileReport::outcome)
        .containsOnly(Outcome.UNCHANGED, Outcome.REJECTED);
  }

  @Test
  void plansWhichOfTwoSnipsHasTheirName() throws IOException {
    file("a/x.snip.md", "One");
    file("b/x.snip.md", "Two");

    ImportReport plan = bring(true, true);

    assertThat(plan.totals().created()).isEqualTo(1);
    assertThat(plan.totals().rejected()).isEqualTo(1);
    assertThat(bring(true, false).totals()).isEqualTo(plan.totals());
  }

  @Test
  void plansWithoutDoingAnything() throws IOException {
    file("hugo.toml", "");
    file("content/posts/a.md", "---\ntitle: A\nweight: 3\n---\nText");
    file("content/posts/b.md", "---\ntitle: B\ndraft: true\n---\nText");
    file("static/a.png", Importing.PNG);

    ImportReport plan = bring(true, true);

    assertThat(plan.dryRun()).isTrue();
    assertThat(plan.totals().created()).isEqualTo(2);
    assertThat(plan.totals().published()).isEqualTo(1);
    assertThat(plan.totals().drafts()).isEqualTo(1);
    assertThat(plan.totals().redirects()).isEqualTo(2);
    assertThat(plan.unread()).containsExactly(Map.entry("weight", 1));
    assertThat(plan.notes()).isEmpty();
    assertThat(plan.assets().stored()).isEqualTo(1);
    assertThat(plan.files()).extracting(FileReport::postId).containsOnlyNulls();
    assertThat(importing.posts.findBySlug("a")).isEmpty();
    assertThat(importing.assets.names()).isEmpty();

    ImportReport real = bring(true, false);

    assertThat(real.totals()).isEqualTo(plan.totals());
    assertThat(bring(true, true).totals().unchanged()).isEqualTo(2);
  }

  @Test
  void putsASiteUnderANameBesideWhatIsThere() throws IOException {
    file("_config.yml", "title: New\n");
    file("_posts/2020-01-02-one.md", "---\ntitle: One\n---\n![x](/images/x.png)");
    file("images/x.png", Importing.PNG);
    bring(true, false);
    site.clear();
    file("_config.yml", "title: Old\n");
    file(
        "_posts/2020-01-02-one.md",
        "---\ntitle: Old\n---\n![x](/images/x.png) [b](/2020/01/03/two)");
    file("_posts/2020-01-03-two.md", "---\ntitle: Two\n---\nB");
    file("a/two.md", "---\ntitle: Two again\n---\nB");
    file("images/x.png", Importing.GIF);
    var under = new ImportingArchives.Options(true, false, "example.org", "old");

    ImportReport report = importing.bring(Zips.of(site), under);

    assertThat(report.totals().created()).isEqualTo(3);
    assertThat(report.totals().rejected()).isZero();
    assertThat(post("one").working().title()).isEqualTo("One");
    assertThat(post("old-one").working().body())
        .isEqualTo("![x](/images/old/x.png) [b](/old-2020-01-03-two)");
    assertLeads("old-one", "2020/01/02/one", "old/2020/01/02/one");
    assertThat(post("old-a-two").working().title()).isEqualTo("Two again");
    assertThat(importing.assets.names())
        .containsExactlyInAnyOrder("images/x.png", "images/old/x.png");
    assertThat(report.assets().files())
        .extracting(ImportReport.AssetReport::path)
        .containsExactly("images/old/x.png");
    assertThat(importing.bring(Zips.of(site), under).totals().unchanged()).isEqualTo(3);
  }

  @Test
  void leavesSnipsTheirNames() {
    file("snips/one.snip.markdown", "One");
    var under = new ImportingArchives.Options(true, false, "example.org", "old");

    assertThatThrownBy(() -> importing.bring(Zips.of(site), under))
        .isInstanceOf(RefusedArchive.class)
        .hasMessageContaining("snips keep their names");
  }

  private void file(String path, String text) {
    file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void file(String path, byte[] bytes) {
    site.put(path, bytes);
  }

  @Test
  void hasWhatIsToComeGoOutAtItsTimeWherePublishingIsAskedFor() throws IOException {
    file("hugo.toml", "baseURL = 'https://old.example.org/'\n");
    file("content/posts/a.md", "---\ntitle: A\npublishDate: 2031-05-06T07:08:09+02:00\n---\nA");
    file("content/posts/b.md", "---\ntitle: B\ndate: 2031-05-06\ndraft: true\n---\nB");
    file("content/posts/c/index.md", "---\ntitle: C\ndate: 2031-05-06\n---\n![](c.png)");
    site.put("content/posts/c/c.png", Importing.PNG);

    bring(false, false);
    assertThat(post("a").schedule()).isNull();

    ImportReport report = bring(true, false);

    Schedule schedule = post("a").schedule();
    assertThat(schedule.at()).isEqualTo(Instant.parse("2031-05-06T05:08:09Z"));
    assertThat(schedule.zone()).isEqualTo(ExportFixtures.SITE.zone());
    assertThat(schedule.action()).isEqualTo(Schedule.Action.PUBLISH);
    assertThat(schedule.update()).isEqualTo(Update.FIRST);
    assertThat(post("a").live()).isEmpty();
    assertThat(report.totals().published()).isZero();
    assertThat(report.files().toString())
        .contains("goes out later: publishDate: 2031-05-06T07:08:09+02:00 is in the future");
    assertThat(post("b").schedule()).isNull();
    // Its picture could be read by anybody.
    assertThat(post("c").schedule()).isNull();

    assertThat(bring(true, false).totals().unchanged()).isEqualTo(3);

    file("content/posts/a.md", "---\ntitle: A\npublishDate: 2032-01-01T00:00:00Z\n---\nA");
    bring(true, false);
    assertThat(post("a").schedule().at()).isEqualTo(Instant.parse("2032-01-01T00:00:00Z"));

    file("content/posts/a.md", "---\ntitle: A\npublishDate: 2032-01-01\ndraft: true\n---\nA");
    bring(true, false);
    assertThat(post("a").schedule()).isNull();
  }

  @Test
  void hasWhatHasAnEndLeaveTheSiteThenWherePublishingIsAskedFor() throws IOException {
    file("hugo.toml", "baseURL = 'https://old.example.org/'\n");
    file("content/posts/a.md", "---\ntitle: A\nexpiryDate: 2031-05-06\n---\nA");
    file("content/posts/b.md", "---\ntitle: B\nexpiryDate: 2031-05-06\ndraft: true\n---\nB");
    file("content/posts/c.md", "---\ntitle: C\ndate: 2030-01-01\nexpiryDate: 2031-05-06\n---\nC");

    bring(false, false);
    assertThat(post("a").schedule()).isNull();

    ImportReport report = bring(true, false);

    Schedule schedule = post("a").schedule();
    assertThat(post("a").live()).isPresent();
    assertThat(schedule.action()).isEqualTo(Schedule.Action.UNPUBLISH);
    assertThat(schedule.at()).isEqualTo(Instant.parse("2031-05-06T00:00:00Z"));
    assertThat(schedule.removal()).isEqualTo(new Schedule.Withdrawal(Removal.GONE, null, null));
    assertThat(post("b").schedule()).isNull();
    // One thing is scheduled at a time, and going out comes first.
    assertThat(post("c").schedule().action()).isEqualTo(Schedule.Action.PUBLISH);
    assertThat(report.files().toString())
        .contains("leaves the site later: expiryDate: 2031-05-06")
        .contains("expiryDate: 2031-05-06 does not take the post off the site; schedule that here");
    assertThat(bring(true, false).totals().unchanged()).isEqualTo(3);
  }

  @Test
  void hasTheEndOfAPostFollowItsFile() throws IOException {
    file("content/posts/a.md", "---\ntitle: A\nexpiryDate: 2031-05-06\n---\nA");
    bring(true, false);

    file("content/posts/a.md", "---\ntitle: A\nexpiryDate: 2032-01-01\n---\nA");
    assertThat(bring(true, false).totals().published()).isEqualTo(1);
    assertThat(post("a").schedule().at()).isEqualTo(Instant.parse("2032-01-01T00:00:00Z"));

    file("content/posts/a.md", "---\ntitle: A\n---\nA");
    bring(true, false);
    assertThat(post("a").live()).isPresent();
    assertThat(post("a").schedule()).isNull();
  }

  @Test
  void leavesWhatCouldOnlyFailAtItsTimeADraftAndSaysSo() throws IOException {
    file("2031-05-06-a.md", "---\ntitle: A\nkind: decision\n---\nA");
    file("2137-05-06-b.md", "---\ntitle: B\n---\nB");

    ImportReport report = bring(true, false);

    assertThat(post("a").schedule()).isNull();
    assertThat(post("b").schedule()).isNull();
    assertThat(report.files().toString())
        .contains("stays a draft: posts of its kind go out by consent")
        .contains("stays a draft: its date is more than ten years ahead");
  }

  @Test
  void leavesAnEndCancelledThatAPersonHasCancelled() throws IOException {
    file("content/posts/a.md", "---\ntitle: A\nexpiryDate: 2031-05-06\n---\nA");
    file("content/posts/b.md", "---\ntitle: B\nexpiryDate: 2137-05-06\n---\nB");
    ImportReport report = bring(true, false);
    assertThat(post("b").schedule()).isNull();
    assertThat(report.files().toString())
        .contains("expiryDate: 2137-05-06 is more than ten years ahead");
    cancel("a");

    assertThat(bring(true, false).totals().unchanged()).isEqualTo(2);

    assertThat(post("a").schedule()).isNull();
    assertThat(post("a").live()).isPresent();
  }

  private void cancel(String slug) {
    Post scheduled = post(slug);
    assertThat(scheduled.schedule()).isNotNull();
    importing.posts.replace(
        scheduled,
        scheduled.scheduled(null, Importing.CLOCK.instant()),
        PostFixtures.change(Change.Action.UNSCHEDULED));
  }

  @Test
  void leavesCancelledWhatAPersonHasCancelled() throws IOException {
    file("2031-05-06-a.md", "---\ntitle: A\n---\nA");
    bring(true, false);
    cancel("a");

    assertThat(bring(true, false).totals().unchanged()).isEqualTo(1);

    assertThat(post("a").schedule()).isNull();
  }

  @Test
  void schedulesAtOnceWhatIsNew() throws IOException {
    file("2031-05-06-a.md", "---\ntitle: A\n---\nA");

    bring(true, false);

    assertThat(post("a").revision()).isEqualTo(1);
    assertThat(post("a").schedule().at()).isEqualTo(Instant.parse("2031-05-06T00:00:00Z"));
  }

  @Test
  void readsDatesWithoutAnOffsetByTheClocksOfTheirSite() throws IOException {
    file("_config.yml", "title: T\ntimezone: Europe/London\n");
    file("_posts/2025-07-01-summer.md", "---\ntitle: A\ndate: 2025-07-01 09:30\n---\nA");
    file("_posts/2025-12-01-winter.md", "---\ntitle: A\ndate: 2025-12-01 09:30:00\n---\nA");
    // SafeYAML, by which Jekyll reads, takes what names its seconds for UTC.
    file("_posts/2025-07-05-late.md", "---\ntitle: A\ndate: 2025-07-05 23:30:00\n---\nA");
    file("_posts/2025-07-06-text.md", "---\ntitle: A\ndate: 2025/07/06 23:30:00\n---\nA");
    file("_posts/2025-07-02-named.md", "---\ntitle: A\n---\nA");
    file("_posts/2025-07-03-offset.md", "---\ntitle: A\ndate: 2025-07-03 23:30 -0200\n---\nA");
    file("_posts/2025-07-04-utc.md", "---\ntitle: A\ndate: 2025-07-04T09:30:00Z\n---\nA");
    file("_posts/1840-07-05-early.md", "---\ntitle: A\n---\nA");
    file("_posts/2031-07-01-later.md", "---\ntitle: A\ndate: 2031-07-01 09:30\n---\nA");

    assertThat(bring(true, false).notes()).isEmpty();

    assertFirstPublished("summer", "2025-07-01T09:30:00+01:00");
    assertFirstPublished("winter", "2025-12-01T09:30:00Z");
    assertFirstPublished("late", "2025-07-06T00:30:00+01:00");
    assertThat(post("late").working().metadata().get(OldAddresses.KEY).toString())
        .contains("/2025/07/06/late.html");
    assertFirstPublished("text", "2025-07-06T23:30:00+01:00");
    assertFirstPublished("named", "2025-07-02T00:00:00+01:00");
    assertFirstPublished("offset", "2025-07-03T23:30:00-02:00");
    assertThat(post("offset").working().metadata().get(OldAddresses.KEY).toString())
        .contains("/2025/07/04/offset.html");
    assertFirstPublished("utc", "2025-07-04T09:30:00Z");
    assertFirstPublished("early", "1840-07-05T00:00:00Z");
    assertThat(post("later").schedule().at()).isEqualTo(Instant.parse("2031-07-01T08:30:00Z"));
    assertThat(post("later").schedule().zone()).isEqualTo(ExportFixtures.SITE.zone());
  }

  /** As Hugo 0.111 serves them. */
  @Test
  void readsTheLanguagesOfASiteOfHugo() throws IOException {
    file(
        "hugo.toml",
        """
        baseURL = 'https://old.example.org/'
        disableLanguages = ['fr']
        [permalinks]
        post = '/p/:slug/'
        [languages.en]
        [languages.pt-br]
        [languages.zh-cn]
        contentDir = 'content/chinese'
        [languages.ar]
        disabled = true
        [languages.fr]
        """);
    file("content/about.md", "---\ntitle: About\n---\nSee [o](/pt-br/about/).");
    file("content/about.pt-br.md", "---\ntitle: Sobre\n---\nTexto");
    file("content/post/a/index.md", "---\ntitle: A\n---\nA");
    file("content/post/a/index.pt-br.md", "---\ntitle: B\nslug: b\n---\nB");
    file("content/chinese/post/c.md", "---\ntitle: C\n---\nC");
    file("content/posts/d.ar.md", "---\ntitle: D\n---\nD");
    file("content/posts/e.fr.md", "---\ntitle: E\n---\nE");
    file("content/posts/v.v1.md", "---\ntitle: V\n---\nV");

    ImportReport report = bring(true, false);

    assertThat(addresses("pt-br-about")).contains("/pt-br/about/");
    assertThat(post("about").working().body()).isEqualTo("See [o](/pt-br-about).");
    assertThat(addresses("b")).contains("/pt-br/p/b/");
    assertThat(addresses("c")).contains("/zh-cn/p/c/");
    assertThat(addresses("v-v1")).contains("/posts/v.v1/");
    assertThat(report.files())
        .filteredOn(file -> file.path().matches(".*/[de]\\..*"))
        .hasSize(2)
        .allSatisfy(
            file -> {
              assertThat(file.published()).isFalse();
              assertThat(file.warnings().toString()).contains("is switched off in the site");
            });
  }

  @Test
  void readsTheFolderOfHugosConfiguration() throws IOException {
    file("config/_default/hugo.yaml", "baseURL: https://old.example.org/\n");
    file("config/_default/permalinks.yaml", "post: /p/:slug/\n");
    file("config/_default/languages.toml", "[en]\n[de]\n");
    file("content/post/a.md", "---\ntitle: A\n---\nA");
    file("content/post/b.de.md", "---\ntitle: B\n---\nB");

    bring(true, false);

    assertThat(addresses("a")).contains("/p/a/");
    assertThat(addresses("b")).contains("/de/p/b/");
  }

  private String addresses(String slug) {
    return String.valueOf(post(slug).working().metadata().get(OldAddresses.KEY));
  }

  /** Nobody knows where it was built: on the machine of its author, or by GitHub. */
  @Test
  void leadsFromBothAddressesOfAPostOfJekyllThatNamesNoZone() throws IOException {
    file("_config.yml", "title: T\n");
    file("_posts/2014-11-12-a.md", "---\ntitle: A\ndate: 2014-11-12 18:49:08 -0800\n---\nA");

    bring(true, false);

    assertThat(post("a").working().metadata().get(OldAddresses.KEY))
        .isEqualTo(List.of("/2014/11/13/a.html", "/2014/11/12/a.html"));
  }

  @Test
  void writesOutWhatTheConfigurationOfJekyllSaysInAWord() throws IOException {
    file("_config.yml", "title: T\nrepository: https://a.example\nx:\n  y: 5\nlist: [1]\n");
    file(
        "_posts/2014-11-12-a.md",
        "---\ntitle: A\nv: 2\n---\n{{ site.repository }} {{site.x.y}} {{ page.v }}");
    file("_posts/2014-11-13-b.md", "---\ntitle: B\n---\n{{ site.list }} {{ site.posts }}");

    bring(true, false);

    assertThat(post("a").working().body().strip()).isEqualTo("https://a.example 5 2");
    assertThat(post("b").live()).isEmpty();
  }

  @Test
  void leavesTagsAloneWhereAPostOfJekyllSaysSo() throws IOException {
    file("_config.yml", "title: T\n");
    file(
        "_posts/2014-11-12-a.md",
        "---\ntitle: A\nrender_with_liquid: false\n---\n{{ site.title }} {% any %}");

    bring(true, false);

    assertThat(post("a").live()).isPresent();
    assertThat(post("a").working().body().strip()).isEqualTo("{{ site.title }} {% any %}");
  }

  @Test
  void keepsKramdownForWhatOnlyKramdownUnderstandsInPostsOfJekyll() throws IOException {
    file("_config.yml", "title: T\n");
    file("_posts/2014-01-01-note.md", "---\ntitle: A\n---\n> A tip\n{: .prompt-tip }");
    file("_posts/2014-01-02-within.md", "---\ntitle: A\n---\n<div markdown=\"1\">\n*a*\n</div>");
    file(
        "_posts/2014-01-03-table.md",
        "---\ntitle: A\n---\n<table>\n<tr><td>\n\n    a\n\n</td></tr>\n</table>");
    file("_posts/2014-01-04-plain.md", "---\ntitle: A\n---\n*a* `{: .b}`\n\n<div>b</div>\n\nc");
    file("_posts/2014-01-05-said.md", "---\ntitle: A\nformat: gfm\n---\nA\n{: .b}");

    bring(true, false);

    assertThat(List.of("note", "within", "table"))
        .allSatisfy(name -> assertThat(post(name).working().format()).isEqualTo("kramdown"));
    assertThat(List.of("plain", "said"))
        .allSatisfy(name -> assertThat(post(name).working().format()).isEqualTo("gfm"));
  }

  /** At noon by UTC, when it is seven in New York. */
  @Test
  void readsDatesOfHugoByTheClocksOfTheirSite() throws IOException {
    file("hugo.toml", "baseURL = 'https://old.example.org/'\ntimeZone = 'America/New_York'\n");
    file("content/posts/a.md", "+++\ntitle = 'A'\ndate = 2026-11-28T06:30:00\n+++\nA");
    file("content/posts/b.md", "+++\ntitle = 'B'\ndate = 2026-11-28T09:00:00\n+++\nB");
    file("content/posts/c.md", "---\ntitle: C\nexpiryDate: 2026-11-28 08:00\n---\nC");

    ImportReport report = bring(true, false);

    assertFirstPublished("a", "2026-11-28T06:30:00-05:00");
    assertThat(post("b").live()).isEmpty();
    assertThat(post("b").schedule().at()).isEqualTo(Instant.parse("2026-11-28T14:00:00Z"));
    assertThat(post("c").live()).isPresent();
    assertThat(post("c").schedule().at()).isEqualTo(Instant.parse("2026-11-28T13:00:00Z"));
    assertThat(report.files().toString())
        .contains("leaves the site later: expiryDate: 2026-11-28 08:00");
  }

  @Test
  void saysThatItDoesNotKnowATimeZone() throws IOException {
    file("_config.yml", "title: T\ntimezone: Mars/Olympus\n");
    file("_posts/2025-07-01-a.md", "---\ntitle: A\n---\nA");

    assertThat(bring(true, false).notes())
        .containsExactly(
            "the time zone Mars/Olympus is not known: dates that name no offset are read as UTC");
    assertFirstPublished("a", "2025-07-01T00:00:00Z");
  }

  private List<String> shared() {
    return importing.assets.names().stream().filter(importing.files::isShared).toList();
  }

  private void assertFirstPublished(String slug, String at) {
    assertThat(post(slug).live().orElseThrow().firstPublishedAt())
        .isEqualTo(OffsetDateTime.parse(at));
  }

  /** As Jekyll 4 has them: words under the plural, one name under the singular and in a list. */
  @Test
  void readsTagsAndCategoriesOfJekyllAsItDoes() throws IOException {
    file("_config.yml", "title: T\n");
    file("_posts/2015-03-04-a.md", "---\ntitle: A\ncategories: one two\ntags: x y\n---\nA");
    file("_posts/2015-03-04-b.md", "---\ntitle: B\ncategories: [New York, Tea]\n---\nB");
    file("_posts/2015-03-04-c.md", "---\ntitle: C\ncategory: New York\ntags: x y\n---\nC");
    file("_posts/2015-03-04-d.md", "---\ntitle: D\ntag: two words\n---\nD");

    bring(true, false);

    assertThat(post("a").working().tags()).containsExactlyInAnyOrder("one", "two", "x", "y");
    assertThat(post("b").working().tags()).containsExactly("New York", "Tea");
    assertThat(post("c").working().tags()).containsExactlyInAnyOrder("New York", "x", "y");
    assertThat(post("d").working().tags()).containsExactly("two words");
    assertLeads("a", "one/two/2015/03/04/a");
    assertLeads("b", "new york/tea/2015/03/04/b");
    assertLeads("c", "new york/2015/03/04/c");
  }

  @Test
  void keepsADraftWhatEleventyLeavesOut() throws IOException {
    file("eleventy.config.js", "export default function () {}");
    file(".eleventyignore", "posts/secret/\n");
    file(".gitignore", "node_modules\n*.private.md\n");
    file("posts/a.md", "---\ntitle: A\ndate: 2020-01-01\n---\nA");
    file("posts/b.private.md", "---\ntitle: B\ndate: 2020-01-01\n---\nB");
    file("posts/secret/c.md", "---\ntitle: C\ndate: 2020-01-01\n---\nC");

    ImportReport report = bring(true, false);

    assertThat(report.totals().published()).isEqualTo(1);
    assertThat(report.totals().rejected()).isZero();
    assertThat(report.files().toString())
        .contains("stays a draft: .gitignore leaves it out")
        .contains("stays a draft: .eleventyignore leaves it out");
  }

  @Test
  void saysNothingOfAnIgnoreFileWhereNothingReadsIt() throws IOException {
    file(".gitignore", "*.md\n");
    file("a.md", "# A\n\nText");

    assertThat(bring(true, false).files()).hasSize(1);
    assertThat(post("a").live()).isPresent();
  }

  /** As the root of Hugo's, in a folder of Jekyll's data, and a database of Hexo that looks so. */
  @Test
  void bringsInTheSiteThatAnExportLiesIn() throws IOException {
    file("old/hugo.toml", "title = 'T'\n");
    file("old/content/posts/a.md", "---\ntitle: A\n---\nText");
    file("old/data/ghost.json", "{\"db\":[{\"meta\":{},\"data\":{\"posts\":[]}}]}");

    ImportReport report = bring(true, true);

    assertThat(report.engine()).isEqualTo("Hugo");
    assertThat(report.totals().created()).isEqualTo(1);
    assertThat(report.files().toString()).contains("an export within a site; import it by itself");

    site.clear();
    file("_config.yml", "title: T\n");
    file("source/_posts/a.md", "---\ntitle: A\n---\nText");
    file("db.json", "{\"meta\":{\"version\":1,\"warehouse\":\"6.0.0\"},\"models\":{}}");

    assertThat(bring(true, true).engine()).isEqualTo("Hexo");
    assertThat(bring(true, true).totals().rejected()).isZero();

    site.clear();
    file("my.json", "{\"db\":[{\"meta\":{},\"data\":{\"posts\":[]}}]}");
    file("content/themes/casper/_config.yml", "title: T\n");
    file("content/themes/casper/README.md", "Text");
    file("notes.md", "Text");

    assertThat(bring(true, true).engine()).isEqualTo("Ghost");
    assertThat(bring(true, true).files()).extracting(FileReport::path).containsExactly("notes.md");
  }

  @ParameterizedTest
  @CsvSource({
    "_config.yml, _posts/2020-01-02-x.textile, 1",
    "_config.yml, x.txt, 1",
    "_config.yml, _includes/x.liquid, 0",
    "eleventy.config.js, posts/x.njk, 1",
    "hugo.toml, content/x.org, 1",
    "hugo.toml, layouts/x.pug, 0",
  })
  void namesTextsThatItDoesNotRead(String configuration, String text, int named)
      throws IOException {
    file(configuration, "");
    file("content/a.md", "---\ntitle: A\n---\nText");
    file(text, "---\ntitle: A\n---\nText");
    file("robots.txt", "User-agent: *\n");

    ImportReport report = bring(true, true);

    assertThat(report.totals().rejected()).isEqualTo(named);
    assertThat(report.files().toString().contains(" are not read; write it as Markdown"))
        .isEqualTo(named == 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "'' ~ an empty file",
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel/></rss> ~ a feed, which has",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"/> ~ a feed, which has",
        "<?xml version=\"1.0\"?><opml/> ~ XML that is no export of WordPress",
        "<!DOCTYPE html><html> ~ a page of HTML",
        "{\"a\": 1} ~ JSON that is no export of Ghost",
        "Words ~ not a zip file",
      })
  void saysWhatAFileIsThatCannotBeImported(String content, String said) {
    assertThatThrownBy(
            () ->
                importing.bring(
                    content.getBytes(StandardCharsets.UTF_8),
                    new ImportingArchives.Options(true, true, null)))
        .isInstanceOf(RefusedArchive.class)
        .hasMessageContaining(said);
  }

  @Test
  void saysThatATextIsInUtf16AndThatAnArchiveHoldsNothing() throws IOException {
    assertThatThrownBy(
            () ->
                importing.bring(
                    "<?xml?>".getBytes(StandardCharsets.UTF_16),
                    new ImportingArchives.Options(true, true, null)))
        .hasMessageContaining("UTF-16; save it as UTF-8");
    assertThatThrownBy(() -> bring(true, false)).hasMessageContaining("holds no files");
    site.put("a.md", "# Title".getBytes(StandardCharsets.UTF_16));

    assertThat(bring(true, false).files().toString()).contains("in UTF-16").contains("UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "https://one.example/, hugo.toml, baseURL = 'https://two.example/', content/about.md, one.example",
    "https://one.example/a, hugo.toml, baseURL = 'https://one.example/b', content/about.md, one.example/a",
    "https://one.example/, _config.yml, '', about.md, one.example",
    "'', _config.yml, 'url: https://one.example', about.md, made by Hugo",
  })
  void leavesThePostOfAnotherSite(
      String address, String other, String second, String path, String said) throws IOException {
    file("hugo.toml", "baseURL = '" + address + "'");
    file("content/about.md", "---\ntitle: About\n---\nOne");
    bring(true, false);
    site.clear();
    file(other, second);
    file(path, "---\ntitle: About\n---\nTwo");

    FileReport report = bring(true, false).files().get(0);

    assertThat(report.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(report.reason()).contains("content/about.md of ", said, "--folder");
    assertThat(post("about").working().body()).isEqualTo("One");
  }

  @Test
  void leavesPostsAndPicturesOfAFolderToThose() throws IOException {
    file("about.md", "---\ntitle: About\n---\nOne");
    file("images/pic.png", Importing.PNG);
    bring(true, false);
    site.clear();
    file("hugo.toml", "baseURL = 'https://two.example/'");
    file("content/about.md", "---\ntitle: About\n---\nTwo");
    file("images/pic.png", Importing.GIF);

    for (boolean dryRun : List.of(true, false)) {
      ImportReport report = bring(true, dryRun);

      assertThat(report.files().get(0).reason()).contains("about.md of files", "--folder");
      assertThat(report.assets().files())
          .singleElement()
          .satisfies(
              picture -> {
                assertThat(picture.outcome()).isEqualTo(ImportReport.AssetReport.Outcome.REJECTED);
                assertThat(picture.reason()).contains("another site", "--folder");
              });
    }
    assertThat(post("about").working().body()).isEqualTo("One");
  }

  @Test
  void namesWhatItReplacesWhereNobodyCanTellTheirSites() throws IOException {
    file("about.md", "---\ntitle: About\n---\nOne");
    file("x.md", "---\ntitle: X\n---\nOne");
    file("images/pic.png", Importing.PNG);
    bring(true, false);
    file("about.md", "---\ntitle: About them\n---\nTwo");
    file("x.md", "---\ntitle: X\n---\nTwo");
    file("images/pic.png", Importing.GIF);

    ImportReport report = bring(true, true);

    assertThat(report.files())
        .extracting(FileReport::warnings)
        .containsExactly(
            List.of(
                "it replaces the post “About” of about.md; to have both, import this site under a"
                    + " name (--folder NAME)"),
            List.of());
    assertThat(report.assets().files().get(0).warnings()).contains("it replaces another file");
  }

  @ParameterizedTest
  @CsvSource({
    "https://one.example/, http://www.one.example",
    "https://one.example/, ''",
    "'', https://one.example/",
  })
  void followsItsSiteAlsoWhereOneImportSaysLessOfIt(String first, String second)
      throws IOException {
    file("hugo.toml", "baseURL = '" + first + "'");
    file("content/about.md", "---\ntitle: About\n---\nOne");
    bring(true, false);
    file("hugo.toml", "baseURL = '" + second + "'");
    file("content/about.md", "---\ntitle: About\n---\nTwo");
    assertThat(bring(true, false).totals().updated()).isEqualTo(1);
    file("hugo.toml", "baseURL = 'https://other.example/'");

    assertThat(bring(true, false).totals().unchanged()).isEqualTo(1);
    file("content/about.md", "---\ntitle: About\n---\nThree");
    assertThat(bring(true, false).totals().rejected()).isEqualTo(1);
  }

  /** As Hugo 0.111 builds it. */
  @Test
  void takesSlugsFromTheNamesOfFilesWhereTheirDatesComeFromThere() throws IOException {
    file("hugo.toml", "[frontmatter]\ndate = [':filename', ':default']\n");
    file("content/posts/2020-05-05-one.md", "---\ntitle: A\n---\nA");
    file("content/posts/2020-05-05-two.md", "---\ntitle: A\nslug: other\n---\nA");
    file("content/posts/2020-05-05-bundle/index.md", "---\ntitle: A\n---\nA");
    file("content/posts/rel.md", "---\ntitle: A\naliases: [../old, ./near, sib]\n---\nA");

    bring(true, false);

    assertLeads("one", "posts/one");
    assertLeads("other", "posts/other");
    assertLeads("bundle", "posts/bundle");
    assertLeads("rel", "posts/rel", "old", "posts/near", "posts/sib");
  }

  /** As Jekyll 4.3 and Hugo 0.111 have it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "_config.yml ~ defaults: [{scope: {path: ''}, values: {tags: [d], author: Deffy,"
            + " categories: [c]}}] ~ '' ~ _posts/2020-01-02-",
        "hugo.yaml ~ cascade: {tags: [x], authors: [Deffy]} ~ cascade: {tags: [d], categories: [c]}"
            + " ~ content/posts/",
        "hugo.yaml ~ title: A ~ cascade: [{tags: [d], categories: [c], authors: [Deffy]}, {tags:"
            + " [y]}, {_target: {kind: section}, categories: [z]}] ~ content/posts/",
      })
  void givesPostsTheTagsAndAuthorsOfTheirSite(
      String name, String said, String section, String place) throws IOException {
    file(name, said);
    if (!section.isEmpty()) {
      file("content/posts/_index.md", "---\ntitle: Posts\n" + section + "\n---\n");
    }
    file(place + "one.md", "---\ntitle: A\n---\nA");
    file(place + "two.md", "---\ntitle: A\nauthor: Ann\ntags: [own]\n---\nA");

    bring(true, false);

    assertThat(post("one").working().tags()).containsExactlyInAnyOrder("d", "c");
    assertThat(post("one").working().authors()).containsExactly("deffy");
    assertThat(post("one").live().orElseThrow().authors().toString()).contains("Deffy");
    assertThat(post("two").working().tags()).containsExactlyInAnyOrder("own", "c");
    assertThat(post("two").working().authors()).containsExactly("ann");
  }

  private ImportReport bring(boolean publish, boolean dryRun) throws IOException {
    return importing.bring(
        Zips.of(site), new ImportingArchives.Options(publish, dryRun, "example.org"));
  }

  private void assertLeads(String slug, String... addresses) {
    assertThat(OldAddresses.in(post(slug).live().orElseThrow().metadata()))
        .containsExactlyInAnyOrder(
            Arrays.stream(addresses)
                .filter(address -> !address.equals(slug))
                .toArray(String[]::new));
  }

  private Post post(String slug) {
    return importing.posts.findBySlug(slug).orElseThrow();
  }
}
