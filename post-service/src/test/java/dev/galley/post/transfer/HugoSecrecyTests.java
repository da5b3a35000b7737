package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.OldAddresses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Hugo 0.111.3 shows to nobody, and what it does show beside that. */
class HugoSecrecyTests {

  private final Map<String, byte[]> site = new TreeMap<>();
  @AutoClose private Importing importing;

  @BeforeEach
  void open() {
    importing = new Importing();
    file("hugo.toml", "baseURL = 'https://old.example.org/'\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "draft: true",
        "date: 2031-01-01",
        "expiryDate: 2021-01-01",
        "published: false",
        "cascade: {publishDate: 2031-01-01}",
        "cascade: [{expiryDate: 2021-01-01, _target: {path: '**'}}]",
        "cascade: {date: soon}",
        "cascade: draft",
        "draft: [unclosed"
      })
  void keepsFromReadersWhatASectionKeeps(String mark) throws IOException {
    file("content/s/_index.md", "---\ntitle: S\n" + mark + "\n---\nText");
    posts("content/s/a.md", "content/s/deep/b.md", "content/s/c/index.md", "content/t/d.md");
    site.put("content/s/c/x.png", Importing.PNG);

    assertThat(published()).containsExactly("content/t/d.md");
    assertThat(importing.assets.names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_build: {render: never, list: never}",
        "headless: true",
        "draft:",
        "cascade: {type: docs, publishDate: 2020-01-01, expiryDate: 2040-01-01}"
      })
  void showsThePagesOfASectionThatHidesItsListAlone(String mark) throws IOException {
    file("content/s/_index.md", "---\ntitle: S\n" + mark + "\n---\n");
    posts("content/s/a.md");

    assertThat(published()).containsExactly("content/s/a.md");
  }

  @Test
  void takesAnIndexBelowABundleForAPartOfIt() throws IOException {
    posts("content/leaf/index.md", "content/leaf/sub/index.md", "content/s/a.md");

    assertThat(published()).containsExactly("content/leaf/index.md", "content/s/a.md");
  }

  @Test
  void keepsFromReadersWhatASectionInAnotherFormMayKeep() throws IOException {
    file("content/s/_index.org", "#+TITLE: S\n#+DRAFT: true\n");
    posts("content/s/a.md", "content/t/d.md");

    assertThat(published()).containsExactly("content/t/d.md");
  }

  @Test
  void keepsFromReadersWhatADraftSectionOfZolaHolds() throws IOException {
    site.clear();
    file("config.toml", "base_url = 'https://old.example.org/'\n");
    file("content/s/_index.md", "+++\ndraft = true\n+++\n");
    file("content/s/a.md", "+++\ntitle = 'A'\n+++\nText");
    file("content/t/_index.md", "+++\nrender = false\n+++\n");
    file("content/t/b.md", "+++\ntitle = 'B'\n+++\nText");

    assertThat(published()).containsExactly("content/t/b.md");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[cascade]]\npublishDate = 2031-01-01\n[cascade._target]\npath = '/posts/**'\n",
        "[cascade]\nexpiryDate = '2021-01-01'\n",
        "[languages.en.cascade]\ndraft = true\n"
      })
  void keepsFromReadersWhatTheConfigurationSaysOfAll(String cascade) throws IOException {
    file("hugo.toml", cascade);
    posts("content/posts/a.md");

    assertThat(published()).isEmpty();
  }

  @Test
  void readsDatesUnderTheNamesThatTheConfigurationGivesThem() throws IOException {
    file(
        "hugo.toml",
        "[frontmatter]\ndate = ['written', ':default']\npublishDate = 'goLive'\n"
            + "expiryDate = ['killdate', ':default']\n");
    file("content/posts/a.md", "---\ntitle: A\ngolive: 2031-01-01\n---\nText");
    file("content/posts/b.md", "---\ntitle: B\nkillDate: 2021-01-01\n---\nText");
    file("content/posts/e/index.md", "---\ntitle: E\ngolive: 2031-01-01\n---\nText");
    site.put("content/posts/e/x.png", Importing.PNG);
    file("content/posts/c.md", "---\ntitle: C\nwritten: tomorrow\n---\nText");
    file("content/posts/d.md", "---\ntitle: D\nwritten: 2020-01-01\ngolive: 2020-01-01\n---\nText");

    assertThat(published()).containsExactly("content/posts/d.md");
    assertThat(importing.assets.names()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "excludeFiles=['left'], true",
    "excludeFiles=['/LEFT/**'], true",
    "excludeFiles='left/*', true",
    "'excludeFiles=[''**/a.md'', ''**/x.png'']', true",
    "excludeFiles=['left/[!b].*'], true",
    "includeFiles=['pub/*'], true",
    "includeFiles=['*/*.md'], false",
    "includeFiles=['**.md'], true",
    "excludeFiles=['content/left/*'], false",
    "excludeFiles=['(left)'], true",
    "source='content/pub', true",
    "source='elsewhere', true",
    "'target=[''content'']', true"
  })
  void keepsFromReadersWhatIsNotMounted(String mount, boolean isLeftOut) throws IOException {
    String folders = mount.startsWith("source") ? "" : "source = 'content'\n";
    String target = mount.startsWith("target") ? "" : "target = 'content'\n";
    file("hugo.toml", "[[module.mounts]]\n" + folders + target + mount + "\n");
    posts("content/left/a.md");
    site.put("content/left/x.png", Importing.PNG);

    ImportReport report = bring();

    assertThat(report.totals().published()).isEqualTo(isLeftOut ? 0 : 1);
    assertThat(importing.assets.names().isEmpty()).isEqualTo(isLeftOut || mount.contains(".md"));
    assertThat(report.notes().toString().contains("elsewhere/"))
        .isEqualTo(mount.contains("elsewhere"));
  }

  @Test
  void keepsFromReadersThePicturesOfALanguageThatIsSwitchedOff() throws IOException {
    file(
        "hugo.toml",
        "[languages.en]\ncontentDir='content/en'\n"
            + "[languages.de]\ncontentDir='content/de'\ndisabled=true\n[languages.fr]\n"
            + "disabled=true\ncontentDir='content/fr'\n");
    posts("content/en/p/index.md", "content/de/q/index.md");
    site.put("content/en/p/x.png", Importing.PNG);
    site.put("content/en/p/y.fr.png", Importing.PNG);
    site.put("content/de/q/z.png", Importing.PNG);

    assertThat(published()).containsExactly("content/en/p/index.md");
    assertThat(importing.assets.names()).containsExactly("images/p/x.png");
  }

  /** A page may write them all the same. */
  @ParameterizedTest
  @CsvSource({
    "hugo.toml, '[cascade.build]\npublishResources=false', true, true",
    "content/s/_index.md, '---\ncascade: {_build: {publishResources: false}}\n---\n', true, true",
    "content/s/_index.md, '---\n_build: {publishResources: false}\n---\n', true, false",
    "content/s/p/index.md, '---\nbuild: {publishresources: no}\n---\n', false, true",
    "content/s/p/index.md, '---\nbuild: {publishResources: true}\n---\n', false, false",
  })
  void sharesNoPictureWhereNoResourcesArePublished(
      String name, String said, boolean ofSection, boolean ofPage) throws IOException {
    posts("content/s/_index.md", "content/s/p/index.md");
    file(name, said);
    site.put("content/s/of-section.png", Importing.PNG);
    site.put("content/s/p/of-page.png", Importing.PNG);
    site.put("static/a.png", Importing.PNG);

    bring();

    List<String> shared =
        importing.assets.names().stream().filter(importing.files::isShared).toList();
    assertThat(shared).contains("images/a.png");
    assertThat(shared.contains("images/s/of-section.png")).isEqualTo(!ofSection);
    assertThat(shared.contains("images/s/p/of-page.png")).isEqualTo(!ofPage);
  }

  @Test
  void keepsFromReadersWhatIsInNoLanguagesFolder() throws IOException {
    file(
        "hugo.yaml",
        "languages:\n  en: {contentDir: content/en}\n  de: {contentDir: content/de}\n");
    site.remove("hugo.toml");
    posts("content/en/a.md", "content/de/b.md", "content/fr/c.md", "content/d.md");

    assertThat(published()).containsExactly("content/de/b.md", "content/en/a.md");
  }

  /** Of a folder of configuration, as {@code hugo} reads it without being told otherwise. */
  @Test
  void readsTheConfigurationThatReadersSee() throws IOException {
    file("config/_default/hugo.toml", "ignoreFiles = ['a\\.md$']\n");
    file("config/_default/params.toml", "draft = true\n");
    file("config/production/config.toml", "ignorefiles = ['b\\.md$']\n");
    file("config/production/Permalinks.yaml", "posts: /p/:slug/\n");
    file("config/staging/hugo.toml", "ignoreFiles = ['.*']\n");
    file(
        "config/production/module.toml",
        "[[mounts]]\nsource='content'\ntarget='content'\nexcludeFiles='c.md'\n");
    posts("content/posts/b.md", "content/c.md");
    file("content/posts/a.md", "---\ntitle: One\n---\nText");

    assertThat(published()).containsExactly("content/posts/a.md");
    assertThat(
            OldAddresses.in(importing.posts.findBySlug("one").orElseThrow().working().metadata()))
        .contains("p/one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ignoreFiles = [", "disableKinds = ['page']"})
  void keepsAllFromReadersWhereTheConfigurationDoesOrCannotBeRead(String said) throws IOException {
    file("config/production/hugo.toml", said);
    posts("content/posts/a.md");

    assertThat(published()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!-- note -->\n---\ntitle: A\ndraft: true\n---\nText",
        "<!-- one -->\n\n<!-- two -->\n+++\ndraft = true\n+++\nText",
        "<!-- note\n---\ndraft: true\n---\n-->\nText",
        "<!-- note -->\n{\"draft\": true}\n",
        "<!-- note -->\n#+DRAFT: true\n",
        "\n#+title: A\n#+DRAFT: true\nText",
        "<!-- never closed\n---\ndraft: true\n---\n"
      })
  void keepsFromReadersWhatBeginsWithMetadataThatIsNotRead(String text) throws IOException {
    file("content/posts/a.md", text);
    file("content/posts/b.md", "<!-- note -->\nText\n\n---\n\nMore");

    assertThat(published()).containsExactly("content/posts/b.md");
  }

  private void posts(String... paths) {
    for (String path : paths) {
      file(path, "---\ntitle: " + path + "\n---\nText");
    }
  }

  private void file(String path, String text) {
    site.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private ImportReport bring() throws IOException {
    return importing.bring(Zips.of(site), new ImportingArchives.Options(true, false, null));
  }

  private List<String> published() throws IOException {
    return bring().files().stream().filter(FileReport::published).map(FileReport::path).toList();
  }
}
