package dev.galley.local.command.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.local.command.client.CommandFailed;
import dev.galley.local.history.GitHistory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.eclipse.jgit.api.Git;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImportArchiveTests {

  @TempDir Path folder;

  private final List<String> links = new ArrayList<>();

  @Test
  void packsSnipsAndImagesUnderTheirFolders() throws Exception {
    Path snips = write("soups/weeknotes/week-459.snip.markdown").getParent().getParent();
    Path images = write("pictures/blog/a.jpg").getParent().getParent();

    assertThat(names(packed(snips, images)))
        .containsExactly("snips/weeknotes/week-459.snip.markdown", "images/blog/a.jpg");
  }

  @Test
  void packsImagesThatLieAmongThePostsOnce() throws Exception {
    Path snips = write("posts/week-459.md").getParent();
    Path images = write("posts/images/cat.png").getParent();

    assertThat(names(packed(snips, images))).containsExactly("snips/week-459.md", "images/cat.png");
  }

  @Test
  void packsWhatAnExportHasWrittenAsItIs() throws Exception {
    write("backup/snips/blog/a.md");
    write("backup/images/cat.png");
    write("backup/.git/config");
    Path table = Files.writeString(folder.resolve("backup/images.csv"), "file,alt\n");
    Path backup = table.getParent();

    assertThat(names(packed(backup, null)))
        .containsExactly("images.csv", "images/cat.png", "snips/blog/a.md");
    assertThat(names(packed(backup.resolve("snips"), backup.resolve("images"))))
        .containsExactly("snips/blog/a.md", "images/cat.png", "images.csv");

    write("backup/hugo.toml");
    assertThat(names(packed(backup, null))).contains("snips/snips/blog/a.md");
  }

  @Test
  void leavesOutATableOfOtherThingsBesideTheImages() throws Exception {
    write("soups/images.csv");
    Path post = write("soups/posts/a.md");
    Path image = write("soups/images/cat.png");

    assertThat(names(packed(post, image.getParent())))
        .containsExactly("snips/a.md", "images/cat.png");
  }

  @Test
  void packsWhatGitRemembersOutOfSight() throws Exception {
    Path post = write("site/posts/tea.md");
    try (Git git = Git.init().setDirectory(folder.resolve("site").toFile()).call()) {
      git.add().addFilepattern(".").call();
      git.commit().setMessage("First").setAuthor("Ana", "a@example.org").setSign(false).call();
    }
    Files.writeString(post, "Black.");

    Path archive;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (GitHistory git = GitHistory.of(post.getParent())) {
      PackedHistory history = new PackedHistory(git, new PrintStream(said));
      archive = packed(post.getParent(), null, history);
    }

    // echo -n tea.md | sha256sum: as post-service looks for it.
    String list =
        ".galley/history/314722604493f56132061819bae3f2febdc57e950de6ab546e0c4cdd6f244c52-0000.json";
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      JsonNode versions = JsonMapper.shared().readTree(zip.getInputStream(zip.getEntry(list)));
      assertThat(versions).hasSize(1);
      assertThat(versions.get(0).path("by").asString()).isEqualTo("Ana");
      assertThat(versions.get(0).path("path").asString()).isEqualTo("posts/tea.md");
      assertThat(versions.get(0).has("text")).isTrue();
    }
    assertThat(names(archive)).containsExactly("snips/tea.md", list);
    assertThat(said.toString()).startsWith("history: 1 earlier versions of 1 files");
  }

  @Test
  void packsASingleFile() throws Exception {
    Path snip = write("week-460.snip.markdown");

    assertThat(names(packed(snip, null))).containsExactly("snips/week-460.snip.markdown");
  }

  @Test
  void sendsAnArchiveAsItIs() throws Exception {
    Path packed = packed(write("site/post.md").getParent(), null);

    assertThat(packed(packed, null)).hasSameBinaryContentAs(packed);
  }

  @Test
  void leavesOutHiddenFiles() throws Exception {
    write("soups/.git/config");
    write("soups/.DS_Store");
    Path snip = write("soups/a.snip");

    assertThat(names(packed(snip.getParent(), null))).containsExactly("snips/a.snip");
  }

  @Test
  void packsWhatSaysHowASiteIsReadThoughItIsHidden() throws Exception {
    write("site/.eleventy.js");
    write("site/.eleventyignore");
    write("site/src/.gitignore");
    write("site/.cache/.gitignore");
    write("site/.git/.eleventy.js");
    write("site/node_modules/a/.eleventy.js");
    Path post = write("site/a.md");

    assertThat(names(packed(post.getParent(), null)))
        .containsExactly(
            "snips/.eleventy.js", "snips/.eleventyignore", "snips/a.md", "snips/src/.gitignore");
  }

  @Test
  void leavesOutWhatLinksLeadToAndSaysSo() throws Exception {
    Path secret = write("outside/secret.txt");
    Path good = write("posts/good.md");
    Files.createSymbolicLink(good.resolveSibling("stolen.md"), secret);
    Files.createSymbolicLink(good.resolveSibling("folder"), secret.getParent());

    assertThat(names(packed(good.getParent(), null))).containsExactly("snips/good.md");
    assertThat(links).containsExactly("snips/folder", "snips/stolen.md");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hugo.toml",
        "_config.yml",
        "config",
        "content/secret/_index.md",
        "posts/posts.json",
        "posts/a.11tydata.js",
        ".eleventyignore"
      })
  void refusesALinkThatMaySayWhatReadersDoNotSee(String name) throws Exception {
    Path told = write("outside/told");
    write("site/content/a.md");
    Path link = folder.resolve("site").resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, told);

    assertThatThrownBy(() -> packed(folder.resolve("site"), null))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining(name + " is a symbolic link");
  }

  @Test
  void followsALinkThatWasNamed() throws Exception {
    Path good = write("posts/good.md");
    Path link = Files.createSymbolicLink(folder.resolve("site"), good.getParent());

    assertThat(names(packed(link, null))).containsExactly("snips/good.md");
    assertThat(links).isEmpty();
  }

  private Path write(String name) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "text");
  }

  private Path packed(Path snips, @Nullable Path images) throws Exception {
    return packed(snips, images, null);
  }

  private Path packed(Path snips, @Nullable Path images, @Nullable PackedHistory history)
      throws Exception {
    Path archive = Files.createTempFile(folder, "packed", ".zip");
    ImportArchive.write(archive, snips, images, links::add, history);
    return archive;
  }

  private static List<String> names(Path archive) throws Exception {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }
}
