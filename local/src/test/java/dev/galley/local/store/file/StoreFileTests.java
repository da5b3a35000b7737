package dev.galley.local.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.h2.mvstore.MVMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreFileTests {

  /**
   * However slow the machine is, no commit takes the space of an earlier one, and the newest
   * version stands at the end of the file.
   */
  private static final Duration APPENDING = Duration.ofDays(1);

  @TempDir Path folder;

  /** Also one that releases dead chunks, which changes the store's own layout. */
  @Test
  void eachFreezeIsOneVersion() throws Exception {
    StoreFile file = StoreFile.open(folder.resolve("galley.mv"), Duration.ZERO);
    MVMap<Integer, String> map = file.store().openMap("texts");

    for (int write = 0; write < 100; write++) {
      map.put(write % 5, "text " + write);
      long before = file.store().getCurrentVersion();
      file.freeze();
      file.persist();
      assertThat(file.store().getCurrentVersion()).isEqualTo(before + 1);
    }

    file.close();
  }

  @Test
  void refusesAFileThatHasLostItsEnd() throws Exception {
    byte[] whole = written(50, 20, APPENDING);

    for (int lost :
        new int[] {1, 100, 4096, 5000, whole.length / 2, whole.length - 1, whole.length}) {
      byte[] cut = Arrays.copyOf(whole, whole.length - lost);
      Files.write(path(), cut);

      assertThatThrownBy(() -> StoreFile.open(path()))
          .as("without its last " + lost + " bytes")
          .isInstanceOf(StoreUnusable.class);
      assertThat(Files.readAllBytes(path())).isEqualTo(cut);
    }
  }

  @Test
  void saysWhatIsLostAndHowToGoOn() throws Exception {
    byte[] whole = written(50, 20, APPENDING);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    Files.write(path(), cut);

    assertThatThrownBy(() -> StoreFile.open(path()))
        .isInstanceOf(StoreUnusable.class)
        .hasMessageContaining("version 50 of it was on disk, but the newest that can be read is 4")
        .hasMessageContaining("galley.mv.damaged-50")
        .hasMessageContaining("delete " + path() + ".version");
    assertThat(folder.resolve("galley.mv.damaged-50")).hasBinaryContent(cut);

    Files.delete(folder.resolve("galley.mv.version"));
    StoreFile.open(path()).close();
  }

  @Test
  void refusesToBeginAnewWhereTheFileIsGone() throws Exception {
    written(5, 5, StoreFile.RETENTION);
    Files.delete(path());

    assertThatThrownBy(() -> StoreFile.open(path()))
        .isInstanceOf(StoreUnusable.class)
        .hasMessageContaining("nothing of it is there");
    assertThat(path()).doesNotExist();
  }

  @Test
  void takesAnotherStoresFileAsItIs() throws Exception {
    byte[] small = written(2, 5, StoreFile.RETENTION);
    Files.delete(path());
    Files.delete(folder.resolve("galley.mv.version"));
    written(50, 20, StoreFile.RETENTION);
    Files.write(path(), small);

    StoreFile.open(path()).close();
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "120, 40", "150, 1500"})
  void neverOpensAtAnOlderVersionWhicheverBlockIsBad(int commits, int texts) throws Exception {
    byte[] whole = written(commits, texts, StoreFile.RETENTION);
    int refused = 0;

    for (int block = 0; block * 4096 < whole.length; block++) {
      byte[] bad = whole.clone();
      Arrays.fill(bad, block * 4096, Math.min(bad.length, (block + 1) * 4096), (byte) 0);
      Files.write(path(), bad);
      try {
        StoreFile file = StoreFile.open(path());
        assertThat(file.store().getCurrentVersion()).as("block " + block).isEqualTo(commits);
        file.abandon();
      } catch (StoreUnusable e) {
        refused++;
      }
    }

    assertThat(refused).isPositive();
  }

  private Path path() {
    return folder.resolve("galley.mv");
  }

  /** The file of a store that was killed after its last commit. */
  private byte[] written(int commits, int texts, Duration retention) throws Exception {
    StoreFile file = StoreFile.open(path(), retention);
    MVMap<Integer, String> map = file.store().openMap("texts");
    for (int commit = 1; commit <= commits; commit++) {
      map.put(commit % texts, "text " + commit + "x".repeat(1_000));
      file.freeze();
      file.persist();
    }
    byte[] bytes = Files.readAllBytes(path());
    file.abandon();
    return bytes;
  }
}
