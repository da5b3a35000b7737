package dev.galley.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.h2.mvstore.MVMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFileTests {

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
}
