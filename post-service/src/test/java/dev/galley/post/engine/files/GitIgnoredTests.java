package dev.galley.post.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitIgnoredTests {

  /** As git itself answers ({@code git check-ignore}). */
  @ParameterizedTest
  @CsvSource({
    "README.md, README.md, true",
    "README.md, docs/README.md, true",
    "/README.md, docs/README.md, false",
    "./README.md, README.md, true",
    "drafts, drafts/a.md, true",
    "drafts/, posts/drafts/deep/a.md, true",
    "posts/drafts/**, posts/drafts/a.md, true",
    "posts/drafts, other/posts/drafts/a.md, false",
    "*.draft.md, posts/a.draft.md, true",
    "*.draft.md, posts/a.md, false",
    "posts/*.md, posts/deep/a.md, false",
    "**/secret.md, secret.md, true",
    "posts/**/secret.md, posts/a/b/secret.md, true",
    "posts/**/secret.md, posts/secret.md, true",
    "a?.md, ab.md, true",
    "a.md, aXmd, false",
    "[ab].md, posts/b.md, true",
    "[!ab].md, b.md, false",
    "'\\!a.md', '!a.md', true",
    "'#a.md', '#a.md', false",
    "!a.md, a.md, false",
  })
  void leavesOutWhatGitDoes(String line, String path, boolean leftOut) {
    GitIgnored ignored = GitIgnored.of(".eleventyignore", "# a comment\n\n" + line + " \n");

    assertThat(ignored.reason(path).isPresent()).isEqualTo(leftOut);
  }

  @Test
  void holdsForItsOwnFolder() {
    GitIgnored ignored = GitIgnored.of("src/.gitignore", "/a.md\n");

    assertThat(ignored.reason("src/a.md")).contains("src/.gitignore leaves it out");
    assertThat(ignored.reason("a.md")).isEmpty();
  }

  @Test
  void keepsAllADraftWhereItDoesNotUnderstandALine() {
    assertThat(GitIgnored.of(".gitignore", "[[:alpha:]].md\n").reason("c.md"))
        .contains(".gitignore is not understood, which may leave it out");
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void givesUpOnWhatTakesTooLong() {
    String hostile = "*a".repeat(90) + "b\n";

    assertThat(GitIgnored.of(".gitignore", hostile.repeat(500)).reason("a".repeat(400)))
        .contains(".gitignore takes too long to compare with it");
  }
}
