package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.OldAddresses;
import dev.galley.event.TagSlugs;
import dev.galley.post.content.Post;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other engines serve, and at which addresses, as the real ones do. */
class SiteAddressesTests {

  private final Map<String, byte[]> site = new TreeMap<>();
  @AutoClose private final Importing importing = new Importing();

  /** As Hugo 0.111 has it: the name of a file says more than its mount. */
  @Test
  void putsContentOfHugoWhereItIsMounted() throws IOException {
    file(
        "hugo.toml",
        """
        baseURL = 'https://old.example/'
        [languages.en]
        [languages.de]
        [[module.mounts]]
        source = 'content'
        target = 'content'
        [[module.mounts]]
        source = 'docs'
        target = 'content/manual'
        excludeFiles = 'left/*'
        [[module.mounts]]
        source = 'neues'
        target = 'content/news'
        lang = 'de'
        [[module.mounts]]
        source = 'beside'
        target = 'content/posts'
        files = ['! secret.md', '**']
        """);
    posts(
        "content/posts/a.md", "docs/guide/x.md", "docs/left/no.md", "neues/n.md", "neues/m.en.md");
    posts("beside/a.md", "beside/e.md", "beside/secret.md", "content/themes/t.md");
    file("docs/draft/_index.md", "---\ntitle: D\ndraft: true\n---\n");
    posts("docs/draft/d.md", "content/manual/draft/too.md");
    file("docs/guide/g.gif", Importing.GIF);

    ImportReport report = bring();

    assertThat(published(report))
        .containsExactly(
            "beside/e.md",
            "content/posts/a.md",
            "content/themes/t.md",
            "docs/guide/x.md",
            "neues/m.en.md",
            "neues/n.md");
    assertThat(aliases("docs/guide/x.md")).containsExactly("manual/guide/x");
    assertThat(aliases("neues/n.md")).containsExactly("de/news/n");
    assertThat(aliases("neues/m.en.md")).containsExactly("news/m");
    assertThat(aliases("beside/e.md")).containsExactly("posts/e");
    assertThat(importing.assets.names()).containsExactly("images/manual/guide/g.gif");
    assertThat(reason(report, "beside/a.md")).contains("its address is that of content/posts/a.md");
    assertThat(report.notes()).isEmpty();
  }

  /** As Hugo 0.111 has it: only what is relative is told within the language. */
  @Test
  void readsAddressesThatPagesOfHugoGiveThemselves() throws IOException {
    file("hugo.toml", "[languages.en]\n[languages.de]\n");
    file("content/a.de.md", "---\ntitle: A\nurl: /abs/one/\n---\nx");
    file("content/b.de.md", "---\ntitle: B\nurl: rel/two/\naliases: [/al, be]\n---\nx");

    bring();

    assertThat(aliases("content/a.de.md")).containsExactly("de/a", "abs/one");
    assertThat(aliases("content/b.de.md")).containsExactly("al", "de/rel/be", "de/b", "de/rel/two");
  }

  @Test
  void takesAccentsOutOfPathsOfHugoWhereItDoes() throws IOException {
    file(
        "hugo.toml",
        "removePathAccents = true\n[permalinks]\nposts = '/p/:title/'\nf = '/f/:slugorfilename/'\n");
    file("content/posts/a.md", "---\ntitle: Été à la mer\ntags: [Été]\n---\nx");
    file("content/f/Dé jà.md", "---\ntitle: F\n---\nx");
    file("content/à-propos.md", "---\ntitle: B\n---\nx");
    file("content/c.md", "---\ntitle: C\nurl: /spécial/\n---\nx");

    bring();

    assertThat(aliases("content/posts/a.md")).contains("p/ete-a-la-mer");
    assertThat(post("content/posts/a.md").working().metadata().get(TagSlugs.KEY))
        .isEqualTo(Map.of("ete", "Été"));
    assertThat(aliases("content/f/Dé jà.md")).contains("f/de-ja");
    assertThat(post("content/à-propos.md").working().slug()).isEqualTo("a-propos");
    assertThat(aliases("content/c.md")).contains("spécial");
  }

  @Test
  void readsContentOfHugoInTheFoldersOfItsLanguages() throws IOException {
    file(
        "config.yaml",
        "contentDir: english\nlanguages:\n  en: {weight: 1}\n  de: {contentDir: deutsch}\n");
    posts("english/posts/a.md", "deutsch/posts/a.md");
    file("layouts/x.html", "");

    assertThat(published(bring())).containsExactly("deutsch/posts/a.md", "english/posts/a.md");
    assertThat(aliases("deutsch/posts/a.md")).containsExactly("de/posts/a");
    assertThat(aliases("english/posts/a.md")).contains("posts/a");
  }

  /** As Hugo 0.111 does; of two static folders with the same file it shows that of the last. */
  @Test
  void findsWhatHugoServesInAnyFolder() throws IOException {
    file(
        "hugo.toml",
        """
        staticDir = ['s1', 's2']
        [[module.mounts]]
        source = 's1'
        target = 'static'
        [[module.mounts]]
        source = 's2'
        target = 'static/zwei'
        excludeFiles = '*.zip'
        [[module.mounts]]
        source = 'assets'
        target = 'static/as'
        """);
    file("s1/files/p.gif", Importing.GIF);
    file("s1/files/page.html", "<html><body>Hi</body></html>");
    file("s1/css/main.css", "");
    file("s2/p.gif", Importing.GIF);
    file("s2/no.zip", "");
    file("s2/data.csv", "");
    file("assets/img/as.gif", Importing.GIF);
    file("assets/more.zip", "");
    file("static/old.gif", Importing.GIF);
    file("static/old.zip", "");
    file("content/posts/a/index.md", "---\ntitle: A\n---\n![p](/zwei/p.gif)");
    file("content/posts/a/data.json", "{}");

    ImportReport report = bring();

    assertThat(importing.assets.names())
        .containsExactlyInAnyOrder(
            "images/files/p.gif", "images/zwei/p.gif", "images/as/img/as.gif");
    assertThat(post("content/posts/a/index.md").working().body())
        .isEqualTo("![p](/images/zwei/p.gif)");
    assertThat(report.notes())
        .extracting(note -> note.replaceFirst(" was served .*", ""))
        .containsExactly(
            "/as/more.zip", "/posts/a/data.json", "/files/page.html", "/zwei/data.csv");
  }

  /** Hugo shows such a text on the list of the term, which has none here. */
  @Test
  void leavesTheAddressesOfTermsToTheirLists() throws IOException {
    file("hugo.toml", "[taxonomies]\ntag = 'tags'\nseries = 'series'\n");
    file(
        "content/posts/a.md",
        "---\ntitle: A\ndate: 2020-01-02\ntags: [Big Sea]\nseries: Go basics\n---\n[s](/tags/big-sea/)");
    file("content/posts/b.md", "---\ntitle: B\ndate: 2019-01-02\ntags: [Big Sea]\n---\nText");
    file("content/tags/big-sea/_index.md", "---\ntitle: The sea\n---\nWide");
    file("content/series/go-basics/_index.md", "---\ntitle: Go\naliases: [/go]\n---\nLearn");
    file("content/tags/lonely/_index.md", "---\ntitle: Lonely\n---\nWords");
    file("content/tags/_index.md", "---\ntitle: All\n---\nWords");
    file("content/posts/_index.md", "---\ntitle: Posts\n---\nMine");

    ImportReport report = bring();

    assertThat(report.totals().published()).isEqualTo(7);
    Post sea = post("content/tags/big-sea/_index.md");
    assertThat(sea.working().kind()).isEqualTo("page");
    assertThat(sea.working().tags()).containsExactly("Big Sea");
    assertThat(sea.working().metadata()).doesNotContainKey("aliases");
    assertThat(sea.createdAt()).isEqualTo("2020-01-02T00:00:00Z");
    assertThat(post("content/posts/a.md").working().body()).isEqualTo("[s](/tags/big-sea/)");
    assertThat(aliases("content/series/go-basics/_index.md")).containsExactly("go");
    assertThat(post("content/series/go-basics/_index.md").working().metadata())
        .containsEntry(TagSlugs.KEY, Map.of("series/go-basics", "Go basics"));
    assertThat(post("content/tags/lonely/_index.md").working().tags()).containsExactly("lonely");
    assertThat(aliases("content/tags/_index.md")).containsExactly("tags");
    assertThat(post("content/posts/_index.md").createdAt()).isEqualTo("2020-01-02T00:00:00Z");
    assertThat(bring().totals().unchanged()).isEqualTo(7);
  }

  /** As Jekyll 4.3 has them: those of the folder, of the configuration, of the post. */
  @ParameterizedTest
  @CsvSource({
    "'categories: [own]', base/two words/own/a",
    "'categories: own1 own2', base/two words/own1/own2/a",
    "'category: own sing', base/two words/own sing/a",
    "'{category: sing, categories: plu1 plu2}', base/two words/plu1/plu2/sing/a",
    "'title: A', base/two words/a",
  })
  void addsCategoriesOfJekyllsConfigurationToThoseOfAPost(String said, String address)
      throws IOException {
    file(
        "_config.yml",
        "permalink: /:categories/:title/\ndefaults: [{scope: {path: ''}, values: {categories: [base,"
            + " two words]}}]\n");
    file("_posts/2020-01-01-a.md", "---\n" + said + "\n---\nText");

    bring();

    Post post = post("_posts/2020-01-01-a.md");
    assertThat(aliases("_posts/2020-01-01-a.md")).contains(address);
    assertThat(post.working().tags()).contains("base", "two words");
    assertThat(bring().totals().unchanged()).isEqualTo(1);
  }

  @Test
  void readsWhatJekyllIsToldToTake() throws IOException {
    file(
        "_config.yml",
        "markdown_ext: 'md, note,TEXT'\ninclude: [.well-known, .extra, .htaccess, _pages]\n");
    posts("_posts/2020-01-01-a.note", "_posts/2020-01-01-b.text", "_posts/2020-01-01-c.mkdown");
    posts("vendor/x.md", "vendor/bundle/y.md", "themes/z.md", ".well-known/w.md", "other.txt");
    posts("_pages/p.md");
    file(".well-known/security.txt", "x");

    ImportReport report = bring();

    assertThat(published(report))
        .containsExactly(
            ".well-known/w.md",
            "_pages/p.md",
            "_posts/2020-01-01-a.note",
            "_posts/2020-01-01-b.text",
            "_posts/2020-01-01-c.mkdown",
            "themes/z.md",
            "vendor/x.md");
    assertThat(aliases("_posts/2020-01-01-a.note")).contains("2020/01/02/a");
    assertThat(aliases("_pages/p.md")).containsExactly("_pages/p");
    assertThat(aliases(".well-known/w.md")).containsExactly(".well-known/w");
    assertThat(reason(report, "other.txt")).contains("are not read");
    assertThat(report.notes())
        .extracting(note -> note.replaceFirst(" (?:was served|as well).*", ""))
        .containsExactly("the site shows .extra", "/.well-known/security.txt");
  }

  @Test
  void showsNothingOfHiddenFoldersOfJekyllUnlessToldTo() throws IOException {
    file("_config.yml", "title: A\n");
    posts("_posts/2020-01-01-a.md", ".well-known/w.md", ".git/x.md");
    file(".well-known/security.txt", "x");

    ImportReport report = bring();

    assertThat(published(report)).containsExactly("_posts/2020-01-01-a.md");
    assertThat(report.notes()).isEmpty();
  }

  @Test
  void publishesWhatWasToGoOutLaterOnceItsFileSaysAnEarlierDate() throws IOException {
    file("_config.yml", "title: A\n");
    file("_posts/2031-01-01-x.md", "---\ntitle: A\n---\nText");
    bring();
    site.remove("_posts/2031-01-01-x.md");
    file("_posts/2020-01-01-x.md", "---\ntitle: A\n---\nText more");

    assertThat(bring().totals().published()).isEqualTo(1);

    assertThat(post("_posts/2020-01-01-x.md").schedule()).isNull();
    assertThat(bring().totals().unchanged()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "eleventy.config.js, 'return { pathPrefix: \"/sub/\", dir: { input: \".\" } }', sub/a",
    "eleventy.config.js, 'return {\n pathPrefix: ''sub''\n}', sub/a",
    "eleventy.config.js, '// pathPrefix: ''sub''', a",
    "eleventy.config.js, 'x({ pathPrefix: process.env.X || \"/\" })', a",
    "astro.config.mjs, 'export default { site: \"https://x.example/\", base: \"/sub\" }', sub/a",
    "astro.config.mjs, 'export default { site: \"https://x.example/deep/\" }', a",
  })
  void findsBelowWhichPathAProgramHasItsSite(String file, String program, String address)
      throws IOException {
    file(file, program);
    String path = file.startsWith("astro") ? "src/content/a.md" : "a.md";
    posts(path);

    bring();

    assertThat(aliases(path)).isEqualTo(address.equals("a") ? List.of() : List.of(address));
  }

  @Test
  void readsThePathOfEleventysCommand() throws IOException {
    file("eleventy.config.js", "");
    file("package.json", "{\"scripts\": {\"build\": \"eleventy --pathprefix=\\\"/sub/\\\"\"}}");
    posts("a.md");

    bring();

    assertThat(aliases("a.md")).containsExactly("sub/a");
  }

  /** As Hexo 7 has them: categories in a list are each in the one before. */
  @Test
  void findsTheListsOfHexosCategoriesAndTags() throws IOException {
    file(
        "_config.yml",
        """
        source_dir: blog
        ignore: ['blog/_posts/left/**']
        permalink: :category/:title/
        category_dir: topics
        tag_map: {Straße: street}
        category_map: {Programming: code}
        """);
    file(
        "blog/_posts/a.md",
        "---\ntitle: A\ndate: 2020-01-02\ntags: [Straße, Café au lait]\ncategories: [Life, Programming, Java]\n---\nA");
    file(
        "blog/_posts/b.md",
        "---\ntitle: B\ndate: 2020-01-02\ncategories:\n- [Life, Food]\n- [Sea]\n---\nB");
    posts("blog/_posts/left/c.md", "source/_posts/d.md", "blog/about/index.md");
    file("blog/pics/x.gif", Importing.GIF);

    ImportReport report = bring();

    assertThat(report.engine()).isEqualTo("Hexo");
    assertThat(published(report))
        .containsExactly("blog/_posts/a.md", "blog/_posts/b.md", "blog/about/index.md");
    assertThat(aliases("blog/_posts/a.md")).contains("life/code/java/a");
    assertThat(aliases("blog/_posts/b.md")).contains("sea/b");
    assertThat(post("blog/_posts/a.md").working().metadata().get(TagSlugs.KEY))
        .isEqualTo(
            Map.of(
                "street", "Straße",
                "cafe-au-lait", "Café au lait",
                "topics/life", "Life",
                "topics/life/code", "Programming",
                "topics/life/code/java", "Java"));
    assertThat(post("blog/_posts/b.md").working().metadata().get(TagSlugs.KEY))
        .isEqualTo(Map.of("topics/life", "Life", "topics/life/food", "Food", "topics/sea", "Sea"));
    assertThat(importing.assets.names()).containsExactly("images/pics/x.gif");
  }

  /** As Zola has them: a file names its language, and its address begins with it. */
  @Test
  void readsTheLanguagesOfZolaAndSpellsPathsAsItDoes() throws IOException {
    file(
        "config.toml",
        """
        base_url = 'https://old.example'
        default_language = 'en'
        taxonomies = [{name = 'tags', feed = true}]
        [languages.fr]
        taxonomies = [{name = 'tags'}, {name = 'sujets'}]
        """);
    file("content/Blog Posts/My_Post.md", "+++\ntitle = 'A'\n+++\nA");
    file(
        "content/blog/2020-01-02_b.fr.md",
        "+++\ntitle = 'B'\n[taxonomies]\nsujets = ['La mer']\n+++\nB");
    file("content/blog/c/index.md", "+++\ntitle = 'C'\n[taxonomies]\ntags = ['Big C#']\n+++\nC");
    file("content/blog/c/index.fr.md", "+++\ntitle = 'C fr'\nslug = 'cé'\n+++\nC");
    file("content/d.fr.md", "+++\ntitle = 'D'\npath = 'x/y'\n+++\nD");
    file("content/v1.2.md", "+++\ntitle = 'V'\n+++\nV");

    bring();

    assertThat(aliases("content/Blog Posts/My_Post.md")).contains("blog-posts/my-post");
    assertThat(aliases("content/blog/2020-01-02_b.fr.md")).contains("fr/blog/b");
    assertThat(post("content/blog/2020-01-02_b.fr.md").working().metadata().get(TagSlugs.KEY))
        .isEqualTo(Map.of("sujets/la-mer", "La mer"));
    assertThat(aliases("content/blog/c/index.md")).contains("blog/c");
    assertThat(aliases("content/blog/c/index.fr.md")).contains("fr/blog/ce");
    assertThat(aliases("content/d.fr.md")).contains("x/y");
    assertThat(post("content/v1.2.md").working().slug()).isEqualTo("v1-2");
  }

  @Test
  void namesOnlyAFewOfMany() throws IOException {
    file("hugo.toml", "baseURL = 'https://old.example/sub/'\n");
    posts("content/a.md");
    for (int i = 0; i < 60; i++) {
      file("static/files/" + i + ".zip", "");
    }

    assertThat(bring().notes())
        .hasSize(51)
        .contains(
            "/sub/files/0.zip was served as it is and is not kept here; put it elsewhere and lead"
                + " there (GALLEY_REDIRECTS)")
        .last()
        .isEqualTo("and so were 10 more");
  }

  private void posts(String... paths) {
    for (String path : paths) {
      file(path, "---\ntitle: " + path + "\ndate: 2020-01-02\n---\nText");
    }
  }

  private void file(String path, String text) {
    file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void file(String path, byte[] bytes) {
    site.put(path, bytes);
  }

  private ImportReport bring() throws IOException {
    return importing.bring(Zips.of(site), new ImportingArchives.Options(true, false, null));
  }

  private static List<String> published(ImportReport report) {
    return report.files().stream().filter(FileReport::published).map(FileReport::path).toList();
  }

  private static String reason(ImportReport report, String path) {
    return report.files().stream()
        .filter(file -> file.path().equals(path))
        .map(FileReport::reason)
        .toList()
        .toString();
  }

  private List<String> aliases(String path) {
    return OldAddresses.in(post(path).working().metadata());
  }

  private Post post(String path) {
    List<Post> found = new ArrayList<>();
    importing.posts.forEach(
        (post, source) -> {
          if (post.origin() != null && post.origin().path().equals(path)) {
            found.add(post);
          }
        });
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
