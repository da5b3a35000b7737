package dev.galley.local.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.local.history.GitHistory.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHistoryTests {

  private static final Instant START = Instant.parse("2016-01-01T10:00:00Z");

  @TempDir Path temporary;

  private Path folder;
  @AutoClose private Git git;
  private int commits;

  @BeforeEach
  void init() throws Exception {
    folder = temporary.resolve("site");
    git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
  }

  private void commit(String author, String... pathsAndTexts) throws Exception {
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      Path file = folder.resolve(pathsAndTexts[i]);
      Files.createDirectories(file.getParent());
      if (pathsAndTexts[i + 1] == null) {
        Files.delete(file);
      } else {
        Files.writeString(file, pathsAndTexts[i + 1]);
      }
    }
    git.add().addFilepattern(".").call();
    git.add().setUpdate(true).addFilepattern(".").call();
    commits++;
    PersonIdent who =
        new PersonIdent(author, "a@example.org", START.plusSeconds(commits), ZoneOffset.UTC);
    git.commit()
        .setAuthor(who)
        .setCommitter(who)
        .setSign(false)
        .setMessage("Change " + commits + "\n\nMore of it.\n")
        .call();
  }

  private List<Version> of(String path) {
    try (GitHistory history = GitHistory.of(folder)) {
      return history.of(folder.resolve(path), GitHistory.MAX_VERSIONS);
    }
  }

  @Test
  void namesTextAuthorAndTimeOfEachEarlierVersion() throws Exception {
    commit("Ana", "posts/tea.md", "Green.", "other.md", "x");
    commit("Bo", "posts/tea.md", "Black.");
    commit("Cy", "other.md", "y");
    commit("Ana", "posts/tea.md", "Mint.");

    List<Version> versions = of("posts/tea.md");

    assertThat(versions).extracting(Version::text).containsExactly("Black.", "Green.");
    assertThat(versions).extracting(Version::by).containsExactly("Bo", "Ana");
    assertThat(versions)
        .extracting(Version::at)
        .containsExactly(START.plusSeconds(2), START.plusSeconds(1));
    assertThat(versions.get(0).note()).matches("(?s)[0-9a-f]{10} Change 2\n\nMore of it\\.");
    assertThat(versions).extracting(Version::path).containsOnly("posts/tea.md");
  }

  @Test
  void isOfWhatIsCommittedAlsoWhereTheFileHasChangedSince() throws Exception {
    commit("Ana", "tea.md", "Green.");
    Files.writeString(folder.resolve("tea.md"), "Not committed.");

    assertThat(of("tea.md")).extracting(Version::text).containsExactly("Green.");
  }

  @Test
  void followsRenamesAndGivesAMovedTextToItsAuthor() throws Exception {
    String text = "A long text about tea, of which most stays the same.\n".repeat(5);
    commit("Ana", "drinks/tee.md", text + "1");
    commit("Bo", "drinks/tee.md", text + "2");
    commit("Cy", "drinks/tee.md", null, "posts/tea.md", text + "2");
    commit("Di", "posts/tea.md", text + "3");

    List<Version> versions = of("posts/tea.md");

    assertThat(versions).extracting(Version::by).containsExactly("Bo", "Ana");
    assertThat(versions).extracting(Version::path).containsOnly("drinks/tee.md");
  }

  @Test
  void endsWhereTheFileBegan() throws Exception {
    commit("Ana", "tea.md", "Something else, which had this name before.");
    commit("Ana", "tea.md", null, "other.md", "x");
    commit("Ana", "tea.md", "Green.");
    commit("Ana", "tea.md", "Black.");

    assertThat(of("tea.md")).extracting(Version::text).containsExactly("Green.");
  }

  @Test
  void takesWhatAMergeBringsFromTheCommitsThatItMerges() throws Exception {
    commit("Ana", "tea.md", "Green.", "other.md", "x");
    git.checkout().setCreateBranch(true).setName("side").call();
    commit("Bo", "tea.md", "Black.");
    git.checkout().setName("main").call();
    commit("Cy", "other.md", "y");
    git.merge()
        .include(git.getRepository().resolve("side"))
        .setFastForward(FastForwardMode.NO_FF)
        .setCommit(true)
        .call();
    commit("Ana", "tea.md", "Mint.");

    assertThat(of("tea.md")).extracting(Version::by).containsExactly("Bo", "Ana");
  }

  @Test
  void leavesOutWhatIsNoText() throws Exception {
    commit("Ana", "tea.md", "Green.");
    Files.write(folder.resolve("tea.md"), new byte[] {(byte) 0xff, 0, 1});
    commit("Ana", "other.md", "x");
    commit("Ana", "tea.md", "x".repeat(600_000));
    commit("Ana", "tea.md", "Black.");

    assertThat(of("tea.md")).extracting(Version::text).containsExactly("Green.");
  }

  @Test
  void saysThatThereIsNone() throws IOException {
    Path other = Files.createDirectories(temporary.resolve("other"));

    assertThatThrownBy(() -> GitHistory.of(other))
        .isInstanceOf(NoHistory.class)
        .hasMessageContaining("is in no git repository");
    assertThat(GitHistory.of(folder).of(Files.writeString(folder.resolve("a.md"), "x"), 9))
        .isEmpty();
  }
}
