package dev.galley.post.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstTokenTests {

  @AutoClose private final TokenFixtures stored = new TokenFixtures();
  @TempDir private Path folder;

  /** On one volume, as replicas have it. */
  @Test
  void leavesTheOneTokenThatWorksHoweverManyInstancesStartAtOnce() throws Exception {
    int instances = 4;
    Path file = folder.resolve("state/owner-token");
    CyclicBarrier together = new CyclicBarrier(instances);
    ExecutorService threads = Executors.newFixedThreadPool(instances);
    try {
      List<Future<?>> starts = new ArrayList<>();
      for (int number = 0; number < instances; number++) {
        starts.add(
            threads.submit(
                () -> {
                  together.await();
                  new FirstToken(stored.tokens, stored.secrets, stored.clock, file)
                      .createIfThereIsNone();
                  return null;
                }));
      }
      for (Future<?> start : starts) {
        start.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(stored.tokens.all()).hasSize(1);
    assertThat(stored.known().find(Files.readString(file).strip())).isPresent();
    assertThat(files(file.getParent())).containsExactly(file);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
