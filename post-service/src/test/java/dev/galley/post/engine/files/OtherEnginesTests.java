package dev.galley.post.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherEnginesTests {

  @ParameterizedTest
  @CsvSource({
    "mkdocs.yml, MkDocs, ''",
    "site/mkdocs.yml, MkDocs, site/",
    ".vitepress/config.mts, VitePress, ''",
    "docs/.vitepress/config/index.ts, VitePress, docs/",
    "my.lektorproject, Lektor, ''",
    "notes/logseq/config.edn, Logseq, notes/",
  })
  void knowsAFolderByAFile(String path, String engine, String folder) {
    assertThat(OtherEngines.isMark(path)).isTrue();
    assertThat(OtherEngines.in(List.of("a/b/c.md", path)))
        .contains(new OtherEngines.Found(engine, folder));
  }

  @ParameterizedTest
  @CsvSource({
    "config.toml",
    "my-mkdocs.yml",
    "vitepress/config.mts",
    "mkdocs.yml/a.md",
    "conf.pyc"
  })
  void takesNothingElseForOne(String path) {
    assertThat(OtherEngines.isMark(path)).isFalse();
    assertThat(OtherEngines.in(List.of(path))).isEmpty();
  }
}
