package dev.galley.post.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.engine.rules.Configuration;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JekyllFilesTests {

  /** As Jekyll 4.3.1 builds it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "exclude: [secret]                     ~ secret-plan.md              ~ false",
        "exclude: [secret]                     ~ secret/a.md                 ~ false",
        "exclude: [secret]                     ~ open/secret.md              ~ true",
        "exclude: secret.md                    ~ secret.md                   ~ false",
        "exclude: [secret/]                    ~ secret-plan.md              ~ true",
        "exclude: ['*.tmp.md']                 ~ deep/a.tmp.md               ~ false",
        "exclude: ['*.tmp.md']                 ~ a.md                        ~ true",
        "exclude: [/rooted.md]                 ~ rooted.md                   ~ false",
        "exclude: ['docs/**/s*.md']            ~ docs/a/b/sec.md             ~ false",
        "exclude: ['docs/[sx]?c.md']           ~ docs/sec.md                 ~ false",
        "exclude: ['d?cs']                     ~ docs/a.md                   ~ false",
        "exclude: ['_posts/2020-01-09*']       ~ _posts/2020-01-09-a.md      ~ false",
        "exclude: [sec]                        ~ _docs/secret.md             ~ true",
        "exclude: [sec, pub];include: [pub]   ~ public.md                   ~ true",
        "exclude: ['*.md'];include: ['ok*']   ~ okay.md                     ~ true",
        "title: T                              ~ vendor/bundle/a.md          ~ false",
        "include: [_sho]                       ~ _shown.md                   ~ true",
        "include: [_p/_a.md]                   ~ _p/_a.md                    ~ true",
        "title: T                              ~ _posts/_in/2020-01-09-a.md  ~ false",
        "collections_dir: cols                 ~ _posts/2020-01-09-a.md      ~ false",
        "collections_dir: cols                 ~ cols/_posts/2020-01-09-a.md ~ true",
        "collections_dir: cols                 ~ notes/a.md                  ~ true",
      })
  void makesPagesOfWhatJekyllDoes(String configuration, String path, boolean isShown) {
    JekyllFiles files =
        files("collections: {docs: {output: true}}\n" + configuration.replace(';', '\n'));

    assertThat(files.reasons(path).toList().isEmpty()).isEqualTo(isShown);
  }

  @Test
  void keepsAllADraftWhereAPatternIsNotUnderstood() {
    assertThat(files("exclude: ['[[:alpha:]]*']\n").reasons("1.md"))
        .containsExactly("what the site's configuration excludes is not understood");
  }

  @ParameterizedTest
  @CsvSource({
    "_posts/secret/2020-01-09-a.md, false",
    "_posts/2020-01-09-a.md, true",
    "my_page.md, page",
    "sec/one/p.md, globbed",
    "sec/p.md, page",
    "_docs/a.md, true",
  })
  void addsWhatTheNarrowestScopeSays(String path, String published) {
    JekyllFiles files =
        files(
            """
            collections: {docs: {output: true}}
            defaults:
              - {scope: {path: "sec/*/p.md"}, values: {published: globbed}}
              - {scope: {path: _posts/secret, type: post}, values: {published: false}}
              - {scope: {path: "", type: pages}, values: {published: page}}
              - {scope: {path: ""}, values: {published: true}}
            """);

    assertThat(files.defaults(path).get("published")).hasToString(published);
  }

  @Test
  void tellsPostsByTheFolderOfCollections() {
    JekyllFiles files =
        files("collections_dir: ./cols/\ncollections: {team: {output: true}}\ninclude: [_pages]\n");

    assertThat(files.content("cols/_posts/2020-01-02-a.md")).contains("_posts/2020-01-02-a.md");
    assertThat(files.content("cols/_team/t.md")).contains("_team/t.md");
    assertThat(files.content("_team/t.md")).isEmpty();
    assertThat(files.content("_pages/a.md")).contains("_pages/a.md");
    assertThat(files.content("_layouts/a.html")).isEmpty();
  }

  private static JekyllFiles files(String configuration) {
    return new JekyllFiles(
        Configuration.read("_config.yml", configuration.getBytes(StandardCharsets.UTF_8)));
  }
}
